import tensorflow.compat.v1 as tf

a = tf.losses.sparse_softmax_cross_entropy(labels, logits)
b = tf.losses.sparse_softmax_cross_entropy(labels, logits, mask, scope="loss", reduction=tf.losses.Reduction.SUM)
c = tf.losses.sparse_softmax_cross_entropy(
    reduction=tf.losses.Reduction.NONE,
    logits=logits,
    labels=labels,
    weights=0.5,
    loss_collection=None,
)
