import tensorflow as tf

labels = tf.placeholder(tf.float32)


def cross_entropy(labels, logits):
    if hasattr(tf.nn, "softmax_cross_entropy_with_logits_v2"):
        return tf.nn.softmax_cross_entropy_with_logits_v2(labels=labels, logits=logits)
    return tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)
