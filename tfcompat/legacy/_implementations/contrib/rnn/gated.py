"""Cells of ``tf.contrib.rnn`` with special gates."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations.contrib.rnn._linear import linear
from tfcompat.legacy._implementations.nn.rnn_cell._base import LayerRNNCell, LSTMStateTuple, RNNCell, features

__all__ = ["IntersectionRNNCell", "NASCell", "UGRNNCell"]

tf1 = tf.compat.v1


class UGRNNCell(RNNCell):
    """One gate between the old state and a new one (arXiv 1611.09913)."""

    def __init__(
        self,
        num_units: int,
        initializer: Any = None,
        forget_bias: float = 1.0,
        activation: Any = tf.tanh,
        reuse: Any = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._initializer = initializer
        self._forget_bias = forget_bias
        self._activation = activation

    @property
    def state_size(self) -> int:
        """The number of units."""
        return self._num_units

    @property
    def output_size(self) -> int:
        """The number of units."""
        return self._num_units

    def call(self, inputs: Any, state: Any) -> Any:
        """Return the outputs, which are the next state."""
        here = tf1.get_variable_scope()
        with tf1.variable_scope(here, initializer=self._initializer, auxiliary_name_scope=False):
            gate, new = tf.split(linear([inputs, state], 2 * self._num_units), 2, axis=1)
        gate = tf.sigmoid(gate + self._forget_bias)
        state = gate * state + (1.0 - gate) * self._activation(new)
        return state, state


class IntersectionRNNCell(UGRNNCell):
    """Two gates, the second between the inputs and the outputs (arXiv 1611.09913)."""

    def __init__(
        self,
        num_units: int,
        num_in_proj: int | None = None,
        initializer: Any = None,
        forget_bias: float = 1.0,
        y_activation: Any = tf.nn.relu,
        reuse: Any = None,
    ) -> None:
        super().__init__(num_units, initializer, forget_bias, y_activation, reuse)
        self._num_in_proj = num_in_proj

    def call(self, inputs: Any, state: Any) -> Any:
        """Return the outputs and the next state."""
        units, here = self._num_units, tf1.get_variable_scope()
        with tf1.variable_scope(here, initializer=self._initializer, auxiliary_name_scope=False):
            if features(inputs) != units:
                if not self._num_in_proj:
                    raise ValueError(
                        f"IntersectionRNNCell takes inputs of size {units}, its number of units, got "
                        f"{features(inputs)}: set num_in_proj=."
                    )
                with tf1.variable_scope("in_projection"):
                    inputs = linear([inputs], units)
            gate_h, h, gate_y, y = tf.split(linear([inputs, state], 4 * units), 4, axis=1)
        gate_h, gate_y = tf.sigmoid(gate_h + self._forget_bias), tf.sigmoid(gate_y + self._forget_bias)
        new = gate_h * state + (1.0 - gate_h) * tf.tanh(h)
        return gate_y * inputs + (1.0 - gate_y) * self._activation(y), new


class NASCell(LayerRNNCell):
    """The cell found by architecture search (arXiv 1611.01578)."""

    def __init__(
        self, num_units: int, num_proj: int | None = None, use_bias: bool = False, reuse: Any = None, **settings: Any
    ) -> None:
        super().__init__(_reuse=reuse, **settings)
        self.input_spec = None
        self._num_units = num_units
        self._num_proj = num_proj
        self._use_bias = use_bias

    @property
    def state_size(self) -> Any:
        """The number of units, and the size of the outputs."""
        return LSTMStateTuple(self._num_units, self.output_size)

    @property
    def output_size(self) -> int:
        """The number of units, or the size of the projection."""
        return self._num_units if self._num_proj is None else self._num_proj

    def build(self, input_shape: Any) -> None:
        """Create the kernels, the bias and the projection."""
        units = self._num_units
        self.recurrent_kernel = self.add_weight("recurrent_kernel", [self.output_size, 8 * units])
        self.kernel = self.add_weight("kernel", [features(input_shape), 8 * units])
        if self._use_bias:
            self.bias = self.add_weight("bias", [8 * units], initializer=tf1.zeros_initializer())
        if self._num_proj is not None:
            self.projection_weights = self.add_weight("projection_weights", [units, self._num_proj])

    def call(self, inputs: Any, state: Any) -> Any:
        """Return the outputs and the next state."""
        c, h = state
        recurrent = tf.matmul(h, self.recurrent_kernel)
        if self._use_bias:
            recurrent = tf.nn.bias_add(recurrent, self.bias)
        m, x = (tf.split(each, 8, axis=1) for each in (recurrent, tf.matmul(inputs, self.kernel)))
        acts = [tf.sigmoid, tf.nn.relu, tf.sigmoid, tf.nn.relu, tf.tanh, tf.sigmoid, tf.tanh, tf.sigmoid]
        one = [act(x[k] * m[k] if k == 3 else x[k] + m[k]) for k, act in enumerate(acts)]
        two = [
            tf.tanh(one[0] * one[1]),
            tf.tanh(one[2] + one[3]),
            tf.tanh(one[4] * one[5]),
            tf.sigmoid(one[6] + one[7]),
        ]
        new_c = tf.tanh(two[0] + c) * two[1]
        new_h = tf.tanh(new_c * tf.tanh(two[2] + two[3]))
        if self._num_proj is not None:
            new_h = tf.matmul(new_h, self.projection_weights)
        return new_h, LSTMStateTuple(new_c, new_h)
