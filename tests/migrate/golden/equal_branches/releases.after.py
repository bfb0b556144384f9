# options: --unsafe --era tf1
from distutils.version import LooseVersion

import tensorflow.compat.v1 as tf
import tfcompat
tf.disable_v2_behavior()

OLD = LooseVersion(tf.__version__) < LooseVersion("1.0")


def loss(y, z):
    x = tfcompat.sigmoid_cross_entropy(labels=y, logits=z)
    return x, tfcompat.sigmoid_cross_entropy(labels=y, logits=z)


other = (
    tfcompat.sigmoid_cross_entropy(labels=y, logits=z)
)
