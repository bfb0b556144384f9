import tensorflow.compat.v1 as tf

axis = 1
x = tf.concat([a, b], 1)
y = tf.concat(values=[a, b], axis=0)
z = tf.split(x, 2, axis)
u = tf.split(value=x, num_or_size_splits=2)
v = tf.concat(parts, axis)
w = tf.where(a > 0, a, b)
