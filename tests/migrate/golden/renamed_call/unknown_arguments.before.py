import tensorflow.compat.v1 as tf

a = tf.nn.sigmoid_cross_entropy_with_logits(**arguments)
b = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z, weight=2)
c = tf.nn.sigmoid_cross_entropy_with_logits(labels=y)
d = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=z, dim=1, axis=1)
