import tensorflow.compat.v1 as tf

try:
    from tensorflow.contrib import rnn
except ImportError:
    rnn = None

if hasattr(tf, "contrib"):
    layers = tf.contrib.layers
