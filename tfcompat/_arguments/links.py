"""Checks of the arguments that every link takes."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat._arguments.advice import ONE_UNIT
from tfcompat._arguments.dtypes import at_least_float32
from tfcompat._user_frames import warn_at_caller


def as_floating(value: Any, name: str) -> tf.Tensor:
    """Return the argument of `name` as a floating-point tensor; half precision becomes float32."""
    tensor = tf.convert_to_tensor(value)
    if not tensor.dtype.is_floating:
        raise TypeError(
            f"{name}() takes floating-point numbers, got {tensor.dtype.name} of shape {tensor.shape}. "
            "Write tf.cast(x, tf.float32)."
        )
    return at_least_float32(tensor)


def check_link(link: Any) -> Any:
    """Return the link, or refuse it if it is neither a known name nor callable."""
    if not callable(link) and link not in ("softmax", "sigmoid"):
        raise ValueError(f"link must be 'softmax', 'sigmoid' or a function from logits to probabilities, got {link!r}.")
    return link


def refuse_one_unit(logits: tf.Tensor, axis: int | None) -> None:
    """Refuse softmax over one class, or, for None, logits without a class axis."""
    if axis is None or (logits.shape.rank is not None and logits.shape[axis] == 1):
        where = ", which have no class axis" if axis is None else f" with axis={axis}"
        raise ValueError(f"softmax over one unit is always 1, got logits {logits.shape}{where}. Write link='sigmoid'.")


def warn_of_one_unit(logits: tf.Tensor, loss: str) -> None:
    """Warn if the last axis of the logits, that of the classes, has one unit: the loss is 0 and trains nothing."""
    if logits.shape.rank and logits.shape[-1] == 1:
        warn_at_caller(f"{loss} gets one unit. {ONE_UNIT}", UserWarning)
