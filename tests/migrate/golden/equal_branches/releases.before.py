# options: --unsafe --era tf1
from distutils.version import LooseVersion

import tensorflow as tf

OLD = LooseVersion(tf.__version__) < LooseVersion("1.0")


def loss(y, z):
    if OLD:
        if hasattr(tf.nn, "sigmoid_cross_entropy_with_logits"):
            x = tf.nn.sigmoid_cross_entropy_with_logits(targets=y, logits=z)
        else:
            x = tf.nn.sigmoid_cross_entropy_with_logits(logits=z, targets=y)
    else:
        x = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)
    if tf.__version__ < "1.0":
        return x, tf.nn.sigmoid_cross_entropy_with_logits(targets=y, logits=z)
    else:
        return x, tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)


other = (
    tf.nn.sigmoid_cross_entropy_with_logits(targets=y, logits=z)
    if tf.VERSION < "1.0"
    else tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)
)
