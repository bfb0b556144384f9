import tensorflow.compat.v1 as tf
from mine import tfcompat

x = tf.layers.dense(x, 10)
