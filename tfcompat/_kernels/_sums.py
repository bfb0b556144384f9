"""Sums over the classes, as exact in a compiled program as op by op, and in one pass through memory.

XLA adds a row from left to right: over 32,000 classes the error of its sum is 5 units in the last place; Eigen, which
adds in a tree, is off by 1. So the sums are built in steps: a few numbers at a time, several such sums side by side,
then a few of these sums, then all. This is as exact as Eigen, uses the vector unit, reads a row from left to right
(strides over the whole row, 20 numbers far from each other, take up to 1.5 times as long), and needs little memory in
between.
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

    It takes the function, because a row that is summed in two pieces would need its exponentials kept for both.
    """
    steps = _steps(tensor)
    if steps is None:
        return tf.reduce_sum(of(tensor), axis=-1, keepdims=keepdims)
    body, rest = _parts(tensor, steps)
    total = _rest(_partial(of(body), steps), steps) + tf.reduce_sum(of(rest), axis=-1)
    return tf.expand_dims(total, -1) if keepdims else total


def with_own_sum(tensor: tf.Tensor, of: Callable[[tf.Tensor], tf.Tensor]) -> tuple[tf.Tensor, tf.Tensor]:
    """Return the sums over the last axis of a function of each element, and of the elements themselves, below inf.

    An XLA reduction computes one number, so two would read everything twice; but the number may be complex.
    """
    steps = _steps(tensor)
    if steps is None:
        return tf.reduce_sum(of(tensor), axis=-1), tf.reduce_sum(tensor, axis=-1)
    body, rest = _parts(tensor, steps)
    pair = _partial(tf.complex(of(body), body), steps)
    first, second = _rest(tf.math.real(pair), steps), -_rest(-tf.math.imag(pair), steps)
    return first + tf.reduce_sum(of(rest), axis=-1), second + tf.reduce_sum(rest, axis=-1)


def _steps(tensor: tf.Tensor) -> list[int] | None:
    """Return the shape in which a row is summed, ``[blocks, groups, strides, lanes]``; None if it stays whole.

    Blocks and groups are omitted if there is only one: for an axis of size 1 XLA may copy its whole input.
    """
    classes = tensor.shape[-1] if tensor.shape.rank else None
    if not is_in_a_program() or classes is None or classes < _FEWEST_CLASSES:
        return None
    shapes = [_shape(classes, strides, lanes) for lanes in _LANES for strides in _STRIDES]
    return max(shapes, key=lambda shape: (shape[0] <= _MOST_BLOCKS, prod(shape) == classes, prod(shape) // _SMALL_REST))


def _shape(classes: int, strides: int, lanes: int) -> list[int]:
    """Return the shape with these strides and lanes, and as many equal groups as fit."""
    blocks = classes // (strides * lanes)
    groups = next(few for few in _GROUPS if blocks % few == 0)
    return [*(size for size in (blocks // groups, groups) if size > 1), strides, lanes]


def _parts(tensor: tf.Tensor, steps: list[int]) -> tuple[tf.Tensor, tf.Tensor]:
    """Return the part of a row that fits the shape of the steps, and the rest."""
    return tensor[..., : prod(steps)], tensor[..., prod(steps) :]


def _partial(body: tf.Tensor, steps: list[int]) -> tf.Tensor:
    """Return the sums over strides.

    The reshape comes last: if XLA sees a reshape below a sum, it computes both at once; otherwise it may write the
    whole input to memory for a library call.
    """
    return tf.reduce_sum(tf.reshape(body, [*body.shape[:-1], *steps]), axis=-2)


def _rest(partial: tf.Tensor, steps: list[int]) -> tf.Tensor:
    """Return the sums over groups, blocks, and lanes; many lanes in two steps, because the last sums round the most."""
    *more, _, lanes = steps
    for _ in more:
        partial = tf.reduce_sum(_apart(partial), axis=-2)
    if lanes > 8 and lanes % 4 == 0:
        partial = tf.reduce_sum(_apart(tf.reshape(partial, [*partial.shape[:-1], 4, lanes // 4])), axis=-2)
    return tf.reduce_sum(_apart(partial), axis=-1)


def _apart(sums: tf.Tensor) -> tf.Tensor:
    """Keep XLA from merging two steps into one sum: this changes no number above -inf."""
    return tf.maximum(sums, sums.dtype.min)
