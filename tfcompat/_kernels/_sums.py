"""Sums over the classes, as exact in a compiled program as they are op by op, and in one pass through memory.

XLA adds a row up from left to right: over 32,000 classes its sum is off by 5 units in the last place, that of Eigen,
which adds up in a tree, by 1. So it is told to add up a few numbers at a time, some such sums side by side, then a few
of these sums, and then all. This is as exact as Eigen, keeps the vector unit busy, reads a row from left to right
(strides over the whole row, 20 numbers far from each other, take up to 1.5 times as long), and holds little between.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

import tensorflow as tf

from tfcompat._kernels._choice import is_in_a_program

if TYPE_CHECKING:
    from collections.abc import Callable

_LANES, _STRIDES, _GROUPS = (16, 8), (25, 20, 24, 16, 21, 15, 14, 12, 10), (5, 4, 3, 2, 1)
_FEWEST_CLASSES, _MOST_BLOCKS, _SMALL_REST = 512, 256, 64


def over_classes(
    tensor: tf.Tensor, of: Callable[[tf.Tensor], tf.Tensor] = tf.identity, *, keepdims: bool = False
) -> tf.Tensor:
    """Return the sum over the last axis of a function of each element.

    It is told the function, because a row that is added up in two pieces would have its exponentials kept for both.
    """
    steps = _steps(tensor)
    if steps is None:
        return tf.reduce_sum(of(tensor), axis=-1, keepdims=keepdims)
    body, rest = _parts(tensor, steps)
    total = _rest(_partial(of(body), steps), steps) + tf.reduce_sum(of(rest), axis=-1)
    return tf.expand_dims(total, -1) if keepdims else total


def with_own_sum(tensor: tf.Tensor, of: Callable[[tf.Tensor], tf.Tensor]) -> tuple[tf.Tensor, tf.Tensor]:
    """Return the sums over the last axis of a function of each element and of the elements, below inf, themselves.

    A reduction of XLA makes one number, so that two would read all twice; but the number may be a complex one.
    """
    steps = _steps(tensor)
    if steps is None:
        return tf.reduce_sum(of(tensor), axis=-1), tf.reduce_sum(tensor, axis=-1)
    body, rest = _parts(tensor, steps)
    pair = _partial(tf.complex(of(body), body), steps)
    first, second = _rest(tf.math.real(pair), steps), -_rest(-tf.math.imag(pair), steps)
    return first + tf.reduce_sum(of(rest), axis=-1), second + tf.reduce_sum(rest, axis=-1)


def _steps(tensor: tf.Tensor) -> list[int] | None:
    """Return the shape in which a row is added up, ``[blocks, groups, strides, lanes]``; None if it is left whole.

    Blocks and groups are left out where there is one of them: for an axis of size 1 XLA may copy all that it adds up.
    """
    classes = tensor.shape[-1] if tensor.shape.rank else None
    if not is_in_a_program() or classes is None or classes < _FEWEST_CLASSES:
        return None
    shapes = [_shape(classes, strides, lanes) for lanes in _LANES for strides in _STRIDES]
    return max(shapes, key=lambda shape: (shape[0] <= _MOST_BLOCKS, prod(shape) == classes, prod(shape) // _SMALL_REST))


def _shape(classes: int, strides: int, lanes: int) -> list[int]:
    """These strides and lanes, and as many groups as there are equal ones."""
    blocks = classes // (strides * lanes)
    groups = next(few for few in _GROUPS if blocks % few == 0)
    return [*(size for size in (blocks // groups, groups) if size > 1), strides, lanes]


def _parts(tensor: tf.Tensor, steps: list[int]) -> tuple[tf.Tensor, tf.Tensor]:
    """Return a row's part that has the shape of the steps, and what is left over of it."""
    return tensor[..., : prod(steps)], tensor[..., prod(steps) :]


def _partial(body: tf.Tensor, steps: list[int]) -> tf.Tensor:
    """Return the sums over strides.

    They are given their shape last: where XLA sees a reshape below a sum, it computes both at once, and otherwise may
    write down all that is added up, for a library that adds.
    """
    return tf.reduce_sum(tf.reshape(body, [*body.shape[:-1], *steps]), axis=-2)


def _rest(partial: tf.Tensor, steps: list[int]) -> tf.Tensor:
    """Return the sums over groups, blocks, and lanes; many lanes in two steps, since the last sums round the most."""
    *more, _, lanes = steps
    for _ in more:
        partial = tf.reduce_sum(_apart(partial), axis=-2)
    if lanes > 8 and lanes % 4 == 0:
        partial = tf.reduce_sum(_apart(tf.reshape(partial, [*partial.shape[:-1], 4, lanes // 4])), axis=-2)
    return tf.reduce_sum(_apart(partial), axis=-1)


def _apart(sums: tf.Tensor) -> tf.Tensor:
    """XLA would make one sum of two steps, but for this between them: it changes no number above -inf."""
    return tf.maximum(sums, sums.dtype.min)
