import tensorflow.compat.v1 as tf
import tfcompat

a = tfcompat.legacy.losses.sparse_softmax_cross_entropy(
    labels, logits, reduction=chosen
)
