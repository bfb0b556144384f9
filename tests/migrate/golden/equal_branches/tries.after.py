# options: --unsafe
import tensorflow.compat.v1 as tf
import tfcompat


def loss(y, z):
    # the names of TensorFlow 1.0
    return tf.reduce_mean(
        tfcompat.sigmoid_cross_entropy(labels=y, logits=z)
    )


x = tfcompat.sparse_softmax_cross_entropy(labels=y, logits=z)
