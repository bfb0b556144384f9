"""``tf.contrib.nn`` as TensorFlow 1.15 had it; each name warns and names its replacement. Removed in tfcompat 2.0."""

from tfcompat.legacy._build import attach

__getattr__, __dir__, __all__ = attach(__name__)
