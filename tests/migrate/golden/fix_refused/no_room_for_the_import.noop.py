from __future__ import division; import tensorflow.compat.v1 as tf; x = tf.layers.dense(x, 10)
