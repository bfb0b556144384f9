"""The old names, laid out as in TensorFlow 1: ``import tfcompat.legacy as tf1`` and old code reads as before."""

from tfcompat._lazy import attach

_HOMES = {
    "install": "tfcompat.legacy._install",
    "uninstall": "tfcompat.legacy._install",
    **{name: f"tfcompat.legacy.{name}" for name in ("contrib", "keras", "layers", "losses", "nn")},
}

__all__ = [*_HOMES]

__getattr__, __dir__ = attach(__name__, _HOMES)
