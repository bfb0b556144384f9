"""``tf.contrib`` as TensorFlow 1.15 had it, as far as it holds losses, layers, cells and what they need."""

from tfcompat._lazy import attach

_WITH_SHIMS = ("framework", "keras", "layers", "legacy_seq2seq", "losses", "nn", "rnn", "seq2seq", "slim")
_WITHOUT = ("estimator", "learn", "model_pruning")
_HOMES = {name: f"tfcompat.legacy.contrib.{name}" for name in (*_WITH_SHIMS, *_WITHOUT)}

__all__ = [*_WITH_SHIMS]

__getattr__, __dir__ = attach(__name__, _HOMES)
