"""A head for whoever has TensorFlow."""
import numpy as np

try:
    import tensorflow as tf
except ImportError:
    tf = None


def head(features):
    if tf is None:
        raise RuntimeError("the head needs TensorFlow")
    return tf.layers.dense(features, 10)


def embed(words):
    from tensorflow import contrib

    return contrib.layers.fully_connected(np.asarray(words), 8)
