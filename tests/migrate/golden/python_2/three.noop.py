"""A program for both Pythons, whose imports were moved before."""
import tensorflow.compat.v1 as tf
from six.moves import xrange

tf.disable_v2_behavior()

try:
    import cPickle as pickle
except ImportError:
    import pickle

x = tf.placeholder(tf.float32, [None, 2])
for step in xrange(3):
    print("step", step, pickle)
