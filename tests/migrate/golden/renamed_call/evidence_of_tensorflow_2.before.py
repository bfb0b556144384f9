import tensorflow as tf


@tf.function
def loss(labels, logits):
    return tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)


optimizer = tf.optimizers.Adam()
