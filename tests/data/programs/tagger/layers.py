"""Nothing here says for which TensorFlow it is: `keep_prob` has the place of `rate` in TensorFlow 2."""
import tensorflow as tf


def block(x, keep_prob):
    return tf.nn.dropout(tf.nn.relu(x), keep_prob, seed=11)
