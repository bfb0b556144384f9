import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()
import tfcompat

x = tf.placeholder(tf.float32, [None, 3])
y = tfcompat.legacy.layers.dense(x, 10)
z = tfcompat.legacy.contrib.slim.fully_connected(x, 2)
