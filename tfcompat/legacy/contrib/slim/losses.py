"""``tf.contrib.slim.losses``, which is ``tf.contrib.losses``; each name warns and names its replacement."""

from tfcompat.legacy._build import attach

__getattr__, __dir__, __all__ = attach(__name__)
