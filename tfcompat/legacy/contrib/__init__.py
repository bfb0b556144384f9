"""``tf.contrib`` as TensorFlow 1.15 had it, as far as it holds losses and the layers that make logits."""

from tfcompat._lazy import attach

_HOMES = {name: f"tfcompat.legacy.contrib.{name}" for name in ("keras", "layers", "losses", "slim")}

__all__ = [*_HOMES]

__getattr__, __dir__ = attach(__name__, _HOMES)
