"""What every link asks of its arguments."""

from __future__ import annotations

from typing import Any

import tensorflow as tf


def as_floating(value: Any, name: str) -> tf.Tensor:
    """The argument of `name` as a floating-point tensor; half precision becomes float32."""
    tensor = tf.convert_to_tensor(value)
    if not tensor.dtype.is_floating:
        raise TypeError(
            f"{name}() takes floating-point numbers, got {tensor.dtype.name} of shape {tensor.shape}. "
            "Write tf.cast(x, tf.float32)."
        )
    return tf.cast(tensor, tf.float32) if tensor.dtype.size < tf.float32.size else tensor


def check_axis(axis: int, tensor: tf.Tensor, name: str) -> int:
    """The class axis, refused where the argument of `name` has no such axis; -1 is right for any rank but 0."""
    if not isinstance(axis, int):
        raise TypeError(f"axis must be an int, got {axis!r}.")
    rank = tensor.shape.rank
    if rank == 0:
        raise ValueError(f"{name}() needs a class axis, but was given a single number.")
    if rank is not None and not -rank <= axis < rank:
        raise ValueError(
            f"axis must lie in [{-rank}, {rank - 1}] for {name}() of a tensor of shape {tensor.shape}, got {axis}."
        )
    return axis
