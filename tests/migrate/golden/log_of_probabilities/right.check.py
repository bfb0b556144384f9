import math

import numpy as np
import tensorflow as tf

y_hat = tf.nn.softmax(tf.layers.dense(x, 10))
loss = -tf.reduce_sum(y * tf.nn.log_softmax(z))
loss = tf.log(tf.reduce_sum(y_hat * y, 1))
loss = tf.log(y_hat / prior)
loss = math.log(y_hat)
loss = np.log(y_hat)
loss = tf.log(given)
p = tf.sigmoid(z)
loss = tf.math.log(1 + p) + tf.math.log(0.5 + p) + tf.math.log(2 - p)
