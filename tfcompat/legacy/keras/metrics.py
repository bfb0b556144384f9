"""``tf.keras.metrics`` as in TensorFlow 1.15; each name warns and names its replacement. Until tfcompat 2.0."""

from tfcompat._keras import register
from tfcompat.legacy._build import attach

__getattr__, __dir__, __all__ = attach(__name__)

# So that a saved model that holds one loads again, once this module is imported.
for name in (name for name in __all__ if name[0].isupper()):
    register(__getattr__(name), f"legacy.metrics.{name}")
del name
