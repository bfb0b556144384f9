"""``tf.layers.Dense`` and ``tf.layers.dense``."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations import _keras_names
from tfcompat.legacy._implementations.layers._layer import Layer, call_once

__all__ = ["Dense", "dense", "features_of", "times"]

tf1 = tf.compat.v1


def dense(*, inputs: Any, name: str | None, reuse: Any, **settings: Any) -> Any:
    """Return the outputs of a layer built for this call."""
    return call_once(Dense, inputs, name, reuse=reuse, **settings)


class Dense(Layer):
    """``activation(inputs @ kernel + bias)``, with the variables ``<scope>/kernel`` and ``<scope>/bias``."""

    def __init__(
        self,
        units: int,
        activation: Any = None,
        use_bias: bool = True,
        kernel_initializer: Any = None,
        bias_initializer: Any = tf1.zeros_initializer(),  # noqa: B008 - TensorFlow 1's own default, and it has no state
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        bias_constraint: Any = None,
        **settings: Any,
    ) -> None:
        super().__init__(activity_regularizer=activity_regularizer, **settings)
        self.units = int(units)
        self.activation = _keras_names.activation(activation)
        self.use_bias = use_bias
        self.kernel_initializer = _keras_names.initializer(kernel_initializer)
        self.bias_initializer = _keras_names.initializer(bias_initializer)
        self.kernel_regularizer = kernel_regularizer
        self.bias_regularizer = bias_regularizer
        self.activity_regularizer = activity_regularizer
        self.kernel_constraint = kernel_constraint
        self.bias_constraint = bias_constraint
        self.kernel: Any = None
        self.bias: Any = None

    def _as_tensors(self, inputs: Any) -> Any:
        """Return the inputs as one tensor of the layer's dtype."""
        if not isinstance(inputs, tf.SparseTensor):
            inputs = tf.convert_to_tensor(inputs)
        return inputs if self._dtype is None or inputs.dtype == self._dtype else tf.cast(inputs, self._dtype)

    def build(self, input_shape: Any) -> None:
        """Create the variables, or find them if the scope reuses."""
        features = features_of(tf.TensorShape(input_shape), self._dtype or tf.float32)
        self.kernel = self.add_weight(
            "kernel",
            [features, self.units],
            initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
        )
        if self.use_bias:
            self.bias = self.add_weight(
                "bias",
                [self.units],
                initializer=self.bias_initializer,
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
            )
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Compute the outputs, without scopes."""
        outputs = times(inputs, self.kernel)
        if self.use_bias:
            outputs = tf.nn.bias_add(outputs, self.bias)
        return outputs if self.activation is None else self.activation(outputs)

    def compute_output_shape(self, input_shape: Any) -> tf.TensorShape:
        """Return the inputs' shape with `units` as its last axis."""
        return tf.TensorShape(input_shape)[:-1].concatenate(self.units)


def features_of(shape: tf.TensorShape, dtype: tf.DType) -> int:
    """Return the size of the last axis, which the kernel's shape needs."""
    if not (dtype.is_floating or dtype.is_complex):
        raise TypeError(f"tf.layers.dense needs floating-point inputs, got {dtype.name}; cast them first.")
    if shape.rank is None or shape.rank < 2:
        raise ValueError(
            f"tf.layers.dense needs inputs of a known rank of at least 2, [..., features], got shape {shape}."
        )
    if shape[-1] is None:
        raise ValueError(f"tf.layers.dense needs to know the size of the last axis of inputs, got shape {shape}.")
    return int(shape[-1])


def times(inputs: Any, kernel: tf.Tensor) -> tf.Tensor:
    """Return the last axis of the inputs times the kernel; the other axes stay."""
    if isinstance(inputs, tf.SparseTensor):
        return tf.sparse.sparse_dense_matmul(inputs, kernel)
    if inputs.shape.rank == 2:
        return tf.matmul(inputs, kernel)
    outputs = tf.tensordot(inputs, kernel, [[inputs.shape.rank - 1], [0]])
    outputs.set_shape([*inputs.shape[:-1], kernel.shape[-1]])
    return outputs
