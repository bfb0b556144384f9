"""``tf.contrib.keras.backend`` as TensorFlow 1.15 had it; each name warns and names its replacement."""

from tfcompat.legacy._build import attach

__getattr__, __dir__, __all__ = attach(__name__)
