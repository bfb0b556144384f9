import tensorflow as tf
import tfcompat


@tf.function
def loss(labels, logits):
    return tfcompat.softmax_cross_entropy(labels=labels, logits=logits)


optimizer = tf.optimizers.Adam()
