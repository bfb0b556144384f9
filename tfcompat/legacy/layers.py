"""``tf.layers`` as in TensorFlow 1.15; each name warns and names its replacement. Until tfcompat 2.0."""

from tfcompat.legacy._build import attach

__getattr__, __dir__, __all__ = attach(__name__)
