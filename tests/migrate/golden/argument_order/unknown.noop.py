import tensorflow as tf

a = tf.nn.softmax_cross_entropy_with_logits(x, y)
b = tf.nn.weighted_cross_entropy_with_logits(x, y, 2.0)
