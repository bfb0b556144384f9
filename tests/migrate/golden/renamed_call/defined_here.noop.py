import tensorflow as tf


def softmax_cross_entropy_with_logits(labels, logits):
    return -tf.reduce_sum(labels * tf.nn.log_softmax(logits), axis=-1)


loss = softmax_cross_entropy_with_logits(labels, logits)
