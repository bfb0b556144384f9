"""``tf.contrib.slim``, which has the layers of ``tf.contrib.layers`` too."""

from tfcompat.legacy._numbers.contrib.layers import fully_connected, linear

__all__ = ["fully_connected", "linear"]
