"""Shims for old names, in the layout of TensorFlow 1: ``import tfcompat.legacy as tf1`` works for old code."""

from tfcompat._lazy import attach

_WITH_SHIMS = ("contrib", "keras", "layers", "losses", "nn")
_HOMES = {
    "install": "tfcompat.legacy._install",
    "uninstall": "tfcompat.legacy._install",
    **{name: f"tfcompat.legacy.{name}" for name in (*_WITH_SHIMS, "estimator", "examples")},
}

__all__ = [*_WITH_SHIMS, "install", "uninstall"]

__getattr__, __dir__ = attach(__name__, _HOMES)
