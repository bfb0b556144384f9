"""``tf.contrib.slim``, which also has the layers of ``tf.contrib.layers``."""

from tfcompat.legacy._implementations.contrib.layers import fully_connected, linear

__all__ = ["fully_connected", "linear"]
