"""``tf.contrib.model_pruning``, which only a person can replace: each name that is asked for says by what."""

from tfcompat.legacy._build import attach

__getattr__, __dir__, __all__ = attach(__name__)
