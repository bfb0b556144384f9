"""Python 2: its names move all the same, and the report says that it has to be converted."""
import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()

x = tf.placeholder(tf.float32, [None, 2])
print "loss", tf.multiply(x, x)
