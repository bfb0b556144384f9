"""``tf.contrib.losses.metric_learning``: softmax cross-entropy on the similarities of pairs of embeddings."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

tf1 = tf.compat.v1


def npairs_loss(
    *, labels: Any, embeddings_anchor: Any, embeddings_positive: Any, reg_lambda: float, print_losses: bool
) -> tf.Tensor:
    """Pairs with the same label count as similar."""
    ids = tf.reshape(labels, [-1, 1])
    alike = tf.cast(tf.equal(ids, tf.transpose(ids)), tf.float32)
    return _npairs(alike, embeddings_anchor, embeddings_positive, reg_lambda, print_losses)


def npairs_loss_multilabel(
    *, sparse_labels: Any, embeddings_anchor: Any, embeddings_positive: Any, reg_lambda: float, print_losses: bool
) -> tf.Tensor:
    """Pairs count as similar by the number of labels they share."""
    others = [label for label in sparse_labels if not isinstance(label, tf.SparseTensor)]
    if others:
        raise TypeError(
            "tf.contrib.losses.metric_learning.npairs_loss_multilabel takes sparse_labels= as a list of SparseTensors, "
            f"one per pair; got {others[0]!r} in it."
        )
    with tf1.name_scope("NpairsLossMultiLabel"):
        shared = [
            [tf.cast(tf.sparse.reduce_sum(tf.sparse.minimum(one, other)), tf.float32) for other in sparse_labels]
            for one in sparse_labels
        ]
        return _npairs(tf.stack(shared), embeddings_anchor, embeddings_positive, reg_lambda, print_losses)


def _npairs(
    alike: tf.Tensor, anchors: tf.Tensor, positives: tf.Tensor, reg_lambda: float, print_losses: bool
) -> tf.Tensor:
    """Return the mean cross-entropy of the rows of similarities, plus a quarter of the squared lengths."""
    lengths = [tf.reduce_mean(tf.reduce_sum(tf.square(side), 1)) for side in (anchors, positives)]
    penalty = tf.multiply(0.25 * reg_lambda, lengths[0] + lengths[1], name="l2loss")
    similarities = tf.matmul(anchors, positives, transpose_b=True)
    labels = alike / tf.reduce_sum(alike, 1, keepdims=True)
    losses = tf.nn.softmax_cross_entropy_with_logits(labels=tf.stop_gradient(labels), logits=similarities)
    loss = tf.reduce_mean(losses, name="xentropy")
    if print_losses:
        loss = tf1.Print(loss, ["cross entropy:", loss, "l2loss:", penalty])
    return penalty + loss
