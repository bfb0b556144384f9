"""Half precision is too narrow for logits, losses and probabilities: float32 is used instead."""

from __future__ import annotations

import tensorflow as tf


def float32_or_wider(dtype: tf.DType) -> tf.DType:
    """Return float32 for half precision, and any other dtype as it is."""
    return tf.float32 if dtype.size < tf.float32.size else dtype


def at_least_float32(tensor: tf.Tensor) -> tf.Tensor:
    """Return a tensor, half precision as float32."""
    return tf.cast(tensor, tf.float32) if tensor.dtype.size < tf.float32.size else tensor
