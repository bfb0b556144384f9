"""``tf.layers``: TensorFlow refuses these beside Keras 3, so they are built here from ``tf.compat.v1.get_variable``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat.legacy._numbers import _keras_names

if TYPE_CHECKING:
    from collections.abc import Callable

tf1 = tf.compat.v1


def dense(
    inputs: Any,
    units: int,
    activation: Any,
    use_bias: bool,
    kernel_initializer: Any,
    bias_initializer: Any,
    kernel_regularizer: Any,
    bias_regularizer: Any,
    activity_regularizer: Any,
    kernel_constraint: Any,
    bias_constraint: Any,
    trainable: bool,
    name: str | None,
    reuse: Any,
) -> Any:
    """``activation(inputs @ kernel + bias)``, with the variables ``<name>/kernel`` and ``<name>/bias``."""
    inputs = tf.convert_to_tensor(inputs)
    features = _features(inputs)
    # A layer that reuses and has no name means the first one, "dense"; else TensorFlow 1 counts: dense, dense_1, ...
    scope = "dense" if reuse and name is None else name
    with tf1.variable_scope(scope, default_name="dense", values=[inputs], reuse=reuse):
        outputs = _times(
            inputs,
            tf1.get_variable(
                "kernel",
                [features, int(units)],
                inputs.dtype,
                _keras_names.initializer(kernel_initializer),
                kernel_regularizer,
                trainable,
                constraint=kernel_constraint,
            ),
        )
        if use_bias:
            bias = tf1.get_variable(
                "bias",
                [int(units)],
                inputs.dtype,
                _keras_names.initializer(bias_initializer),
                bias_regularizer,
                trainable,
                constraint=bias_constraint,
            )
            outputs = tf.nn.bias_add(outputs, bias)
        activate = _keras_names.activation(activation)
        if activate is not None:
            outputs = activate(outputs)
        if activity_regularizer is not None:
            _collect_activity(activity_regularizer, outputs)
    return outputs


def _features(inputs: tf.Tensor) -> int:
    """The size of the last axis, which the kernel's shape needs."""
    if not (inputs.dtype.is_floating or inputs.dtype.is_complex):
        raise TypeError(f"tf.layers.dense needs floating-point inputs, got {inputs.dtype.name}; cast them first.")
    if inputs.shape.rank is None or inputs.shape.rank < 2:
        raise ValueError(
            f"tf.layers.dense needs inputs of a known rank of at least 2, [..., features], got shape {inputs.shape}."
        )
    if inputs.shape[-1] is None:
        raise ValueError(
            f"tf.layers.dense needs to know the size of the last axis of inputs, got shape {inputs.shape}."
        )
    return int(inputs.shape[-1])


def _times(inputs: tf.Tensor, kernel: tf.Tensor) -> tf.Tensor:
    """The last axis of the inputs times the kernel; the other axes stay."""
    if inputs.shape.rank == 2:
        return tf.matmul(inputs, kernel)
    outputs = tf.tensordot(inputs, kernel, [[inputs.shape.rank - 1], [0]])
    outputs.set_shape([*inputs.shape[:-1], kernel.shape[-1]])
    return outputs


def _collect_activity(regularizer: Callable[[Any], Any], outputs: tf.Tensor) -> None:
    """Add the regulariser of the outputs, over the batch size, to the graph's regularisation losses."""
    if not tf.executing_eagerly():
        penalty = regularizer(outputs)
        tf1.add_to_collection(
            tf1.GraphKeys.REGULARIZATION_LOSSES, penalty / tf.cast(tf.shape(outputs)[0], penalty.dtype)
        )
