# options: --era tf2
import tensorflow as tf

a = tf.nn.softmax_cross_entropy_with_logits(labels, logits, -1)
b = tf.nn.weighted_cross_entropy_with_logits(labels, logits, 2.0, "name")
