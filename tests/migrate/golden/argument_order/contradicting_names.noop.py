"""Names of TensorFlow 1.0, and a call that no TensorFlow 1 takes: one of them never ran."""

import tensorflow as tf

ids = tf.placeholder(tf.int64, [None])
cost = tf.nn.softmax_cross_entropy_with_logits(scores, digits)
accuracy = tf.metrics.accuracy(ids, guesses)
