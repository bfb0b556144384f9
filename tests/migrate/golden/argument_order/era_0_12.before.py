# options: --era tf0.12
import tensorflow as tf

a = tf.nn.softmax_cross_entropy_with_logits(logits, labels)
b = tf.nn.sparse_softmax_cross_entropy_with_logits(logits, tf.to_int64(labels), "name")
c = tf.nn.weighted_cross_entropy_with_logits(logits, targets, 2.0)
