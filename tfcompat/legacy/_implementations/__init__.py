"""What the shims compute: the numbers, dtypes, shapes and gradients of TensorFlow 1.15.

The modules here, one per TensorFlow 1 module, contain what TensorFlow 2 no longer has or now does differently;
everything else is computed by ``tf.compat.v1``.
"""

from __future__ import annotations

from functools import reduce
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Callable

    from tfcompat._symbols import Symbol


def numbers(row: Symbol) -> Callable[..., Any]:
    """Return the function that computes a row, called with every argument of its TensorFlow 1.15 signature by name."""
    module, _, name = row.path.rpartition(".")
    home = f"{__name__}.{module}"
    ours: Callable[..., Any] | None = getattr(import_module(home), name, None) if find_spec(home) else None
    return ours or reduce(getattr, row.path.split("."), tf.compat.v1)
