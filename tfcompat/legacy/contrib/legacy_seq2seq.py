"""``tf.contrib.legacy_seq2seq``: each name warns and names its replacement. Removed in tfcompat 2.0."""

from tfcompat.legacy._build import attach

__getattr__, __dir__, __all__ = attach(__name__)
