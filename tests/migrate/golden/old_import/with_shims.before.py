import tensorflow as tf
import tensorflow.contrib.slim as slim
from tensorflow import layers

x = tf.placeholder(tf.float32, [None, 3])
y = layers.dense(x, 10)
z = slim.fully_connected(x, 2)
