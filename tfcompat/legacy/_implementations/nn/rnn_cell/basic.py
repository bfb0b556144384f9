"""The cells whose output is their state."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations import _keras_names
from tfcompat.legacy._implementations.nn.rnn_cell._base import LayerRNNCell, activation_of, features

__all__ = ["BasicRNNCell", "GRUCell"]

tf1 = tf.compat.v1


class _OneState(LayerRNNCell):
    def __init__(self, num_units: int, activation: Any = None, reuse: Any = None, **settings: Any) -> None:
        super().__init__(_reuse=reuse, **settings)
        self._num_units = num_units
        self._activation = activation_of(activation)

    @property
    def state_size(self) -> int:
        """The number of units."""
        return self._num_units

    @property
    def output_size(self) -> int:
        """The number of units."""
        return self._num_units


class BasicRNNCell(_OneState):
    """``tanh([inputs, state] @ kernel + bias)``, with the variables ``<scope>/kernel`` and ``<scope>/bias``."""

    def build(self, input_shape: Any) -> None:
        """Create kernel and bias."""
        units = self._num_units
        self._kernel = self.add_weight("kernel", [features(input_shape) + units, units])
        self._bias = self.add_weight("bias", [units], initializer=tf1.zeros_initializer())

    def call(self, inputs: Any, state: Any) -> Any:
        """Return the outputs, which are the next state."""
        outputs = self._activation(tf.nn.bias_add(tf.matmul(tf.concat([inputs, state], 1), self._kernel), self._bias))
        return outputs, outputs


class GRUCell(_OneState):
    """A gated recurrent unit, with the variables ``gates/kernel``, ``gates/bias`` and the same below ``candidate``."""

    def __init__(
        self,
        num_units: int,
        activation: Any = None,
        reuse: Any = None,
        kernel_initializer: Any = None,
        bias_initializer: Any = None,
        **settings: Any,
    ) -> None:
        super().__init__(num_units, activation, reuse, **settings)
        self._kernel_initializer = _keras_names.initializer(kernel_initializer)
        self._bias_initializer = _keras_names.initializer(bias_initializer)

    def build(self, input_shape: Any) -> None:
        """Create the kernels and biases."""
        units, rows = self._num_units, features(input_shape) + self._num_units
        given = self._bias_initializer
        self._gate_kernel = self.add_weight("gates/kernel", [rows, 2 * units], initializer=self._kernel_initializer)
        ones = tf1.constant_initializer(1.0) if given is None else given
        self._gate_bias = self.add_weight("gates/bias", [2 * units], initializer=ones)
        self._candidate_kernel = self.add_weight(
            "candidate/kernel", [rows, units], initializer=self._kernel_initializer
        )
        zeros = tf1.zeros_initializer() if given is None else given
        self._candidate_bias = self.add_weight("candidate/bias", [units], initializer=zeros)

    def call(self, inputs: Any, state: Any) -> Any:
        """Return the outputs, which are the next state."""
        gates = tf.nn.bias_add(tf.matmul(tf.concat([inputs, state], 1), self._gate_kernel), self._gate_bias)
        r, u = tf.split(tf.sigmoid(gates), 2, axis=1)
        candidate = tf.matmul(tf.concat([inputs, r * state], 1), self._candidate_kernel)
        new = u * state + (1 - u) * self._activation(tf.nn.bias_add(candidate, self._candidate_bias))
        return new, new
