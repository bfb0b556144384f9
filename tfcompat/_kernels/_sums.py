"""Sums over the classes, as exact in a compiled program as they are op by op, and in one pass through memory.

XLA adds a row up from left to right: over 32,000 classes its sum is off by 5 units in the last place, that of Eigen,
which adds up in a tree, by 1. So it is told to add up a few numbers at a time, some such sums side by side, then a few
of these sums, and then all. This is as exact as Eigen, keeps the vector unit busy, reads a row from left to right
(strides over the whole row, 20 numbers far from each other, take up to 1.5 times as long), and holds little between.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_compiled: ContextVar[bool] = ContextVar("compiled", default=False)
_LANES, _STRIDES, _GROUPS = (16, 8), (25, 20, 24, 16, 21, 15, 14, 12, 10), (5, 4, 3, 2, 1)
_FEWEST_CLASSES, _MANY_CLASSES = 256, 4096


@contextmanager
def in_a_program() -> Iterator[None]:
    """While a function is traced that XLA is to compile."""
    token = _compiled.set(True)
    try:
        yield
    finally:
        _compiled.reset(token)


def over_classes(
    tensor: tf.Tensor, of: Callable[[tf.Tensor], tf.Tensor] = tf.identity, *, keepdims: bool = False
) -> tf.Tensor:
    """The sum over the last axis of a function of each element.

    It is told the function, because a row that is added up in two pieces would have its exponentials kept for both.
    """
    split = _split(tensor)
    if split is None:
        return tf.reduce_sum(of(tensor), axis=-1, keepdims=keepdims)
    steps, rest = split
    total = _rows(_partial(of(steps))) + tf.reduce_sum(of(rest), axis=-1)
    return tf.expand_dims(total, -1) if keepdims else total


def with_own_sum(tensor: tf.Tensor, of: Callable[[tf.Tensor], tf.Tensor]) -> tuple[tf.Tensor, tf.Tensor]:
    """The sums over the last axis of a function of each element and of the elements, below inf, themselves.

    A reduction of XLA makes one number, so that two would read all twice; but the number may be a complex one.
    """
    split = _split(tensor)
    if split is None:
        return tf.reduce_sum(of(tensor), axis=-1), tf.reduce_sum(tensor, axis=-1)
    steps, rest = split
    pair = _partial(tf.complex(of(steps), steps))
    first, second = _rows(tf.math.real(pair)), -_rows(-tf.math.imag(pair))
    return first + tf.reduce_sum(of(rest), axis=-1), second + tf.reduce_sum(rest, axis=-1)


def _split(tensor: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor] | None:
    """A row as ``[blocks, groups, strides, lanes]``, and what is left over of it; None where it is to be left whole."""
    classes = tensor.shape[-1] if tensor.shape.rank else None
    if not _compiled.get() or classes is None or classes < _FEWEST_CLASSES:
        return None
    fits = ((strides, lanes) for lanes in _LANES for strides in _STRIDES if classes % (strides * lanes) == 0)
    most = (_STRIDES[1], _LANES[0] if classes >= _MANY_CLASSES else classes // _STRIDES[1])
    strides, lanes = next(fits, most)
    blocks = classes // (strides * lanes)
    groups = next(few for few in _GROUPS if blocks % few == 0)
    whole = blocks * strides * lanes
    shape = [*tensor.shape[:-1], blocks // groups, groups, strides, lanes]
    return tf.reshape(tensor[..., :whole], shape), tensor[..., whole:]


def _partial(steps: tf.Tensor) -> tf.Tensor:
    """The sums over strides, and these over groups: ``[..., blocks, lanes]``."""
    return _next(tf.reduce_sum(steps, axis=-2))


def _rows(partial: tf.Tensor) -> tf.Tensor:
    """The sums over blocks, and these over lanes, in two steps where they are many: the last sums round the most."""
    sums = _next(partial)
    *rest, lanes = sums.shape
    if lanes > 8 and lanes % 4 == 0:
        sums = _next(tf.reshape(sums, [*rest, 4, lanes // 4]))
    return tf.reduce_sum(_apart(sums), axis=-1)


def _next(sums: tf.Tensor) -> tf.Tensor:
    """The sums of sums over the last axis but one."""
    return tf.squeeze(sums, -2) if sums.shape[-2] == 1 else tf.reduce_sum(_apart(sums), axis=-2)


def _apart(sums: tf.Tensor) -> tf.Tensor:
    """XLA would make one sum of two steps, but for this between them: it changes no number above -inf.

    Of complex numbers it changes no imaginary part below inf.
    """
    if sums.dtype.is_complex:
        return tf.complex(_apart(tf.math.real(sums)), -_apart(-tf.math.imag(sums)))
    return tf.maximum(sums, sums.dtype.min)
