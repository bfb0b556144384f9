"""Sums over the classes, as exact in a compiled program as they are op by op.

XLA adds a row up from left to right: over 32,000 classes its sum is off by 5 units in the last place, that of Eigen,
which adds up in a tree, by 1. In two steps, first over a few strides of the row, it is off by 1 as well, and faster.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Iterator

_compiled: ContextVar[bool] = ContextVar("compiled", default=False)
_STRIDES = (20, 16, 24, 25, 32, 10, 8, 12, 15, 30, 28, 21, 14)
_FEWEST_CLASSES = 256


@contextmanager
def in_a_program() -> Iterator[None]:
    """While a function is traced that XLA is to compile."""
    token = _compiled.set(True)
    try:
        yield
    finally:
        _compiled.reset(token)


def over_classes(tensor: tf.Tensor, *, keepdims: bool = False) -> tf.Tensor:
    """The sum over the last axis."""
    classes = tensor.shape[-1] if tensor.shape.rank else None
    if not _compiled.get() or classes is None or classes < _FEWEST_CLASSES:
        return tf.reduce_sum(tensor, axis=-1, keepdims=keepdims)
    strides = next((s for s in _STRIDES if classes % s == 0), _STRIDES[0])
    whole = classes - classes % strides
    steps = tf.reshape(tensor[..., :whole], [*tensor.shape[:-1], strides, whole // strides])
    # XLA would make one sum of the two again, but for the step between them, which changes no finite number.
    partial = tf.maximum(tf.reduce_sum(steps, axis=-2), tensor.dtype.min)
    total = tf.reduce_sum(partial, axis=-1, keepdims=keepdims)
    return total if whole == classes else total + tf.reduce_sum(tensor[..., whole:], axis=-1, keepdims=keepdims)
