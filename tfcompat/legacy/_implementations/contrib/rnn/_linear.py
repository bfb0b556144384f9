"""The arithmetic of the cells in ``tf.contrib.rnn``, whose variables are created on first use."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

__all__ = ["linear", "normalized", "sharded"]

tf1 = tf.compat.v1


def linear(inputs: list[Any], size: int) -> Any:
    """Return ``concat(inputs) @ kernel + bias``; the bias is never partitioned."""
    together = inputs[0] if len(inputs) == 1 else tf.concat(inputs, 1)
    if together.shape.rank != 2 or together.shape[1] is None:
        raise ValueError(f"A cell needs inputs of rank 2 with a known last size, got shape {together.shape}.")
    kernel = tf1.get_variable("kernel", [together.shape[1], size], together.dtype)
    with tf1.variable_scope(tf1.get_variable_scope(), auxiliary_name_scope=False) as inner:
        inner.set_partitioner(None)
        bias = tf1.get_variable("bias", [size], together.dtype, tf1.constant_initializer(0.0))
    return tf.nn.bias_add(tf.matmul(together, kernel), bias)


def sharded(name: str, shape: list[int], dtype: Any, shards: int) -> Any:
    """Return a matrix that is split into several variables: ``<name>_0``, ``<name>_1``, ..."""
    if shards > shape[0]:
        raise ValueError(f"{name} has {shape[0]} rows, which cannot be split into {shards} equal parts.")
    size, more = divmod(shape[0], shards)
    parts = [tf1.get_variable(f"{name}_{i}", [size + (i < more), *shape[1:]], dtype) for i in range(shards)]
    return parts[0] if shards == 1 else tf.concat(parts, 0)


def normalized(inputs: Any, scope: str, gain: float, shift: float, dtype: Any = tf.float32) -> Any:
    """Return inputs normalised row by row, scaled and shifted by ``<scope>/gamma`` and ``<scope>/beta``."""
    with tf1.variable_scope(scope):
        gamma = tf1.get_variable("gamma", inputs.shape[-1:], dtype, tf1.constant_initializer(gain))
        beta = tf1.get_variable("beta", inputs.shape[-1:], dtype, tf1.constant_initializer(shift))
    mean, variance = tf.nn.moments(inputs, [1], keepdims=True)
    epsilon = 1e-3 if inputs.dtype == tf.float16 else 1e-12
    outputs = tf.nn.batch_normalization(inputs, mean, variance, beta, gamma, epsilon)
    outputs.set_shape(inputs.shape)
    return outputs
