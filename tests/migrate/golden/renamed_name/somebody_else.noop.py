import numpy as tf
import mine

x = tf.concat(1, [a, b])
y = mine.mul(a, b)
