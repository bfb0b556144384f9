"""The default names of layers."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from weakref import WeakKeyDictionary

import tensorflow as tf

__all__ = ["counted", "snake_case"]

tf1 = tf.compat.v1
_COUNTS: WeakKeyDictionary[Any, Counter[str]] = WeakKeyDictionary()


def snake_case(name: str) -> str:
    """Return a class name in TensorFlow 1's form for layers: ``conv2d_transpose`` for ``Conv2DTranspose``."""
    parts = re.sub(r"(.)([A-Z][a-z0-9]+)", r"\1_\2", name)
    snake = re.sub(r"([a-z])([A-Z])", r"\1_\2", parts).lower()
    return f"private{snake}" if snake.startswith("_") else snake


def counted(name: str) -> str:
    """Return a unique name in this graph, different from the scope's: the first is ``conv2d_1``."""
    count = _COUNTS.setdefault(tf1.get_default_graph(), Counter())
    count[name] += 1
    return f"{name}_{count[name]}"
