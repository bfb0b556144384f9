import tensorflow as tf
import tfcompat

labels = tf.placeholder(tf.float32)


def cross_entropy(labels, logits):
    if hasattr(tf.nn, "softmax_cross_entropy_with_logits_v2"):
        return tfcompat.softmax_cross_entropy(labels=labels, logits=logits)
    return tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)
