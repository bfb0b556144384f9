# options: --unsafe
import tensorflow.compat.v1 as tf


def loss(y, z):
    try:
        # the names of TensorFlow 1.0
        return tf.reduce_mean(
            tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)
        )
    except (TypeError, ValueError):
        return tf.reduce_mean(
            tf.nn.sigmoid_cross_entropy_with_logits(logits=z, targets=y)
        )


try: x = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=z)
except TypeError: x = tf.nn.sparse_softmax_cross_entropy_with_logits(logits=z, labels=y)
