"""The modules under which programs import TensorFlow."""

from __future__ import annotations

TENSORFLOW_HOMES = frozenset({"tensorflow", "tensorflow.compat.v1", "tensorflow.compat.v2"})
"""The modules that ``tf`` stands for."""
