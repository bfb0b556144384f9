"""LSTM cells of ``tf.contrib.rnn``: coupled gates, and normalised gates."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations.contrib.rnn._linear import normalized, sharded
from tfcompat.legacy._implementations.nn.rnn_cell._base import LSTMStateTuple, RNNCell, features

__all__ = ["CoupledInputForgetGateLSTMCell", "LayerNormBasicLSTMCell"]

tf1 = tf.compat.v1


class CoupledInputForgetGateLSTMCell(RNNCell):
    """An LSTM with a coupled input and forget gate, and the variables ``W_0``, ``B``, ``W_F_diag``, ..."""

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        initializer: Any = None,
        num_proj: int | None = None,
        proj_clip: float | None = None,
        num_unit_shards: int = 1,
        num_proj_shards: int = 1,
        forget_bias: float = 1.0,
        state_is_tuple: bool = True,
        activation: Any = tf.tanh,
        reuse: Any = None,
        layer_norm: bool = False,
        norm_gain: float = 1.0,
        norm_shift: float = 0.0,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._initializer = initializer
        self._num_proj = num_proj
        self._proj_clip = proj_clip
        self._shards = (num_unit_shards, num_proj_shards)
        self._forget_bias = forget_bias
        self._state_is_tuple = state_is_tuple
        self._activation = activation
        self._layer_norm = layer_norm
        self._norm = (norm_gain, norm_shift)

    @property
    def state_size(self) -> Any:
        """The number of units, and the size of the outputs."""
        sizes = (self._num_units, self.output_size)
        return LSTMStateTuple(*sizes) if self._state_is_tuple else sum(sizes)

    @property
    def output_size(self) -> int:
        """The number of units, or the size of the projection."""
        return self._num_proj or self._num_units

    def call(self, inputs: Any, state: Any) -> Any:
        """Return the outputs and the next state."""
        units, outputs, dtype = self._num_units, self.output_size, inputs.dtype
        c, h = state if self._state_is_tuple else tf.split(state, [units, outputs], axis=1)
        kernel = sharded("W", [features(inputs) + outputs, 3 * units], dtype, self._shards[0])
        bias = tf1.get_variable("B", [3 * units], dtype, tf1.zeros_initializer())
        gates = tf.matmul(tf.concat([inputs, h], 1), kernel)
        if not self._layer_norm:
            gates = tf.nn.bias_add(gates, bias)
        j, f, o = tf.split(gates, 3, axis=1)
        if self._layer_norm:
            named = ((j, "transform"), (f, "forget"), (o, "output"))
            j, f, o = (normalized(each, name, *self._norm) for each, name in named)
        f += self._forget_bias
        if self._use_peepholes:
            w_f, w_o = (tf1.get_variable(f"W_{gate}_diag", [units], dtype) for gate in ("F", "O"))
            f += w_f * c
        forget = tf.sigmoid(f)
        c = forget * c + (1 - forget) * self._activation(j)
        if self._layer_norm:
            c = normalized(c, "state", *self._norm)
        if self._use_peepholes:
            o += w_o * c
        h = self._projected(tf.sigmoid(o) * self._activation(c))
        return h, LSTMStateTuple(c, h) if self._state_is_tuple else tf.concat([c, h], 1)

    def _projected(self, h: Any) -> Any:
        if self._num_proj is None:
            return h
        h = tf.matmul(h, sharded("W_P", [self._num_units, self._num_proj], h.dtype, self._shards[1]))
        return h if self._proj_clip is None else tf.clip_by_value(h, -self._proj_clip, self._proj_clip)


class LayerNormBasicLSTMCell(RNNCell):
    """An LSTM whose gates and state are normalised (arXiv 1607.06450), with recurrent dropout."""

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        input_size: Any = None,  # noqa: ARG002 - TensorFlow 1 accepted and ignored it
        activation: Any = tf.tanh,
        layer_norm: bool = True,
        norm_gain: float = 1.0,
        norm_shift: float = 0.0,
        dropout_keep_prob: Any = 1.0,
        dropout_prob_seed: int | None = None,
        reuse: Any = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._activation = activation
        self._layer_norm = layer_norm
        self._norm = (norm_gain, norm_shift)
        self._keep_prob = dropout_keep_prob
        self._seed = dropout_prob_seed

    @property
    def state_size(self) -> Any:
        """The number of units, twice."""
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self) -> int:
        """The number of units."""
        return self._num_units

    def call(self, inputs: Any, state: Any) -> Any:
        """Return the outputs and the next state."""
        c, h = state
        i, j, f, o = tf.split(self._gates(tf.concat([inputs, h], 1)), 4, axis=1)
        if self._layer_norm:
            named = ((i, "input"), (j, "transform"), (f, "forget"), (o, "output"))
            i, j, f, o = (normalized(each, name, *self._norm, inputs.dtype) for each, name in named)
        new = self._activation(j)
        if not isinstance(self._keep_prob, float) or self._keep_prob < 1:
            new = tf1.nn.dropout(new, self._keep_prob, seed=self._seed)
        c = c * tf.sigmoid(f + self._forget_bias) + tf.sigmoid(i) * new
        if self._layer_norm:
            c = normalized(c, "state", *self._norm, inputs.dtype)
        h = self._activation(c) * tf.sigmoid(o)
        return h, LSTMStateTuple(c, h)

    def _gates(self, inputs: Any) -> Any:
        size = 4 * self._num_units
        gates = tf.matmul(inputs, tf1.get_variable("kernel", [features(inputs), size], inputs.dtype))
        return gates if self._layer_norm else tf.nn.bias_add(gates, tf1.get_variable("bias", [size], inputs.dtype))
