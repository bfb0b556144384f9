"""A module: another file may import xent from it, so that its import stays, and the one in the function goes."""

from tensorflow.compat.v1.nn import sparse_softmax_cross_entropy_with_logits as xent

loss = xent(labels=ids, logits=z)


def other(y, z):
    from tensorflow.compat.v1.nn import sigmoid_cross_entropy_with_logits

    return sigmoid_cross_entropy_with_logits(labels=y, logits=z)
