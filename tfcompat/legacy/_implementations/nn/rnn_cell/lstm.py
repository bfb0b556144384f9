"""The LSTM cells."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations import _keras_names
from tfcompat.legacy._implementations.nn.rnn_cell._base import LayerRNNCell, LSTMStateTuple, activation_of, features

__all__ = ["BasicLSTMCell", "LSTMCell"]

tf1 = tf.compat.v1


class BasicLSTMCell(LayerRNNCell):
    """An LSTM, with the variables ``<scope>/kernel`` and ``<scope>/bias``."""

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        state_is_tuple: bool = True,
        activation: Any = None,
        reuse: Any = None,
        **settings: Any,
    ) -> None:
        super().__init__(_reuse=reuse, **settings)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._state_is_tuple = state_is_tuple
        self._activation = activation_of(activation)

    @property
    def state_size(self) -> Any:
        """The number of units, twice."""
        units = self._num_units
        return LSTMStateTuple(units, units) if self._state_is_tuple else 2 * units

    @property
    def output_size(self) -> int:
        """The number of units."""
        return self._num_units

    def build(self, input_shape: Any) -> None:
        """Create kernel and bias."""
        units = self._num_units
        self._kernel = self.add_weight("kernel", [features(input_shape) + units, 4 * units])
        self._bias = self.add_weight("bias", [4 * units], initializer=tf1.zeros_initializer())

    def call(self, inputs: Any, state: Any) -> Any:
        """Return the outputs and the next state."""
        c, h = state if self._state_is_tuple else tf.split(state, 2, axis=1)
        gates = tf.nn.bias_add(tf.matmul(tf.concat([inputs, h], 1), self._kernel), self._bias)
        i, j, f, o = tf.split(gates, 4, axis=1)
        forget = tf.sigmoid(f + tf.constant(self._forget_bias, f.dtype))
        new_c = c * forget + tf.sigmoid(i) * self._activation(j)
        new_h = self._activation(new_c) * tf.sigmoid(o)
        return new_h, LSTMStateTuple(new_c, new_h) if self._state_is_tuple else tf.concat([new_c, new_h], 1)


class LSTMCell(LayerRNNCell):
    """An LSTM with optional peepholes, clipping and projection: ``w_f_diag``, ..., ``projection/kernel``."""

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        cell_clip: float | None = None,
        initializer: Any = None,
        num_proj: int | None = None,
        proj_clip: float | None = None,
        num_unit_shards: int | None = None,
        num_proj_shards: int | None = None,
        forget_bias: float = 1.0,
        state_is_tuple: bool = True,
        activation: Any = None,
        reuse: Any = None,
        **settings: Any,
    ) -> None:
        super().__init__(_reuse=reuse, **settings)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._cell_clip = cell_clip
        self._initializer = _keras_names.initializer(initializer)
        self._num_proj = num_proj
        self._proj_clip = proj_clip
        self._num_unit_shards = num_unit_shards
        self._num_proj_shards = num_proj_shards
        self._forget_bias = forget_bias
        self._state_is_tuple = state_is_tuple
        self._activation = activation_of(activation)

    @property
    def state_size(self) -> Any:
        """The number of units, and the size of the outputs."""
        sizes = (self._num_units, self.output_size)
        return LSTMStateTuple(*sizes) if self._state_is_tuple else sum(sizes)

    @property
    def output_size(self) -> int:
        """The number of units, or the size of the projection."""
        return self._num_proj or self._num_units

    def build(self, input_shape: Any) -> None:
        """Create kernel and bias, the peepholes and the projection."""
        units, outputs = self._num_units, self._num_units if self._num_proj is None else self._num_proj
        self._kernel = self.add_weight(
            "kernel",
            [features(input_shape) + outputs, 4 * units],
            initializer=self._initializer,
            partitioner=_parts(self._num_unit_shards),
        )
        self._bias = self.add_weight("bias", [4 * units], initializer=tf1.zeros_initializer())
        if self._use_peepholes:
            for gate in ("f", "i", "o"):
                name = f"w_{gate}_diag"
                setattr(self, f"_{name}", self.add_weight(name, [units], initializer=self._initializer))
        if self._num_proj is not None:
            self._proj_kernel = self.add_weight(
                "projection/kernel",
                [units, self._num_proj],
                initializer=self._initializer,
                partitioner=_parts(self._num_proj_shards),
            )

    def call(self, inputs: Any, state: Any) -> Any:
        """Return the outputs and the next state."""
        outputs = self._num_units if self._num_proj is None else self._num_proj
        c, h = state if self._state_is_tuple else tf.split(state, [self._num_units, outputs], axis=1)
        gates = tf.nn.bias_add(tf.matmul(tf.concat([inputs, h], 1), self._kernel), self._bias)
        i, j, f, o = tf.split(gates, 4, axis=1)
        f += self._forget_bias
        if self._use_peepholes:
            f, i = f + self._w_f_diag * c, i + self._w_i_diag * c
        c = tf.sigmoid(f) * c + tf.sigmoid(i) * self._activation(j)
        if self._cell_clip is not None:
            c = tf.clip_by_value(c, -self._cell_clip, self._cell_clip)
        if self._use_peepholes:
            o += self._w_o_diag * c
        h = tf.sigmoid(o) * self._activation(c)
        if self._num_proj is not None:
            h = tf.matmul(h, self._proj_kernel)
            if self._proj_clip is not None:
                h = tf.clip_by_value(h, -self._proj_clip, self._proj_clip)
        return h, LSTMStateTuple(c, h) if self._state_is_tuple else tf.concat([c, h], 1)


def _parts(number: int | None) -> Any:
    return None if number is None else tf1.fixed_size_partitioner(number)
