"""Keras layers around logits."""

from __future__ import annotations

from tfcompat.layers.logits import Logits

__all__ = ["Logits"]
