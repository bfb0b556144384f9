"""``tf.contrib.slim``, which has the layers of ``tf.contrib.layers`` too."""

from tfcompat.legacy._implementations.contrib.layers import fully_connected, linear

__all__ = ["fully_connected", "linear"]
