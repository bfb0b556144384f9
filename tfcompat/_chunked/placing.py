"""The device of a slice of a kernel, and operations that run there."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

import tensorflow as tf

_TENSORS = (tf.Tensor, tf.Variable)


def device_of(tensor: Any) -> str:
    """Return the device of a tensor or variable, of TensorFlow or of Keras 3; empty if it is not known."""
    held = tensor if isinstance(tensor, _TENSORS) else getattr(tensor, "value", None)
    return str(held.device or "") if isinstance(held, _TENSORS) else ""


def on(device: str) -> AbstractContextManager[Any]:
    """Return a scope for operations on a device.

    ``tf.device("")`` is not used where the device is not known: in eager mode it means the first CPU.
    """
    return tf.device(device) if device else nullcontext()
