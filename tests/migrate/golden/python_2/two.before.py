"""Python 2: its names move all the same, and the report says that it has to be converted."""
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
print "loss", tf.mul(x, x)
