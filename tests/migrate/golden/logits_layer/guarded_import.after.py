"""A head for whoever has TensorFlow."""
import numpy as np

try:
    import tensorflow as tf
    import tfcompat
except ImportError:
    tf = None


def head(features):
    if tf is None:
        raise RuntimeError("the head needs TensorFlow")
    return tfcompat.legacy.layers.dense(features, 10)


def embed(words):
    import tfcompat

    return tfcompat.legacy.contrib.layers.fully_connected(np.asarray(words), 8)
