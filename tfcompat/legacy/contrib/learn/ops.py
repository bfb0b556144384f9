"""``tf.contrib.learn.ops``, whose names need a manual change: each raises an error that names it."""

from tfcompat.legacy._build import attach

__getattr__, __dir__, __all__ = attach(__name__)
