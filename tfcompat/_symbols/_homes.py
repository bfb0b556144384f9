"""The modules that people import TensorFlow as."""

from __future__ import annotations

TENSORFLOW_HOMES = frozenset({"tensorflow", "tensorflow.compat.v1", "tensorflow.compat.v2"})
"""The modules that a person means by ``tf``."""
