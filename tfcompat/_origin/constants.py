"""What of a graph no example reaches: weights, constants, and numbers that are computed from ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["is_of_weights", "static", "static_array"]

_MOST = 200  # operations between a weight and its use: low-rank updates and normalisations have about 20
_OF_SHAPES = ("Rank", "Shape", "Size")
_FOLDED: dict[str, Callable[..., Any]] = {
    "Add": np.add,
    "AddV2": np.add,
    "ConcatV2": lambda *parts: np.concatenate(parts[:-1], axis=parts[-1]),
    "Pack": lambda *parts: np.stack(parts),
    "Range": np.arange,
    "Sub": np.subtract,
}
"""Operations of the permutation with which TensorFlow moves an axis, which it does not fold itself."""


def is_of_weights(tensor: Any) -> bool:
    """Return whether no example reaches a tensor: it reads weights, constants and shapes."""
    seen: set[str] = set()
    queue = [tensor.op]
    while queue:
        operation = queue.pop()
        if operation.name in seen or operation.type in ("Const", "ReadVariableOp", *_OF_SHAPES):
            continue
        seen.add(operation.name)
        if not operation.inputs or len(seen) > _MOST:  # an input of the graph, a random number, or too far to see
            return False
        queue += [source.op for source in operation.inputs]
    return True


def static_array(tensor: Any) -> np.ndarray[Any, Any] | None:
    """Return the value of a constant; None if it is unknown."""
    found: np.ndarray[Any, Any] | None = tf.get_static_value(tensor)
    if found is not None or tensor.op.type not in _FOLDED:
        return found
    parts = [static_array(source) for source in tensor.op.inputs]
    return None if any(part is None for part in parts) else np.asarray(_FOLDED[tensor.op.type](*parts))


def static(tensor: Any) -> float | None:
    """Return the number that a constant is filled with; None if it is unknown, or several."""
    value = tf.get_static_value(tensor)
    if value is None or not value.size or not (tensor.dtype.is_floating or tensor.dtype.is_integer):
        return None
    return float(value.flat[0]) if (value == value.flat[0]).all() else None
