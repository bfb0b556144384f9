"""``tf.estimator``, which can only be replaced by hand: the error for each name tells how."""

from tfcompat.legacy._build import attach

__getattr__, __dir__, __all__ = attach(__name__)
