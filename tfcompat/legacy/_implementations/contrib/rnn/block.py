"""The cells that TensorFlow 1 computed with one op, with the same arithmetic."""

from __future__ import annotations

from typing import Any, ClassVar

import tensorflow as tf

from tfcompat.legacy._implementations.nn.rnn_cell._base import LayerRNNCell, LSTMStateTuple, features

__all__ = ["GRUBlockCell", "GRUBlockCellV2", "LSTMBlockCell"]

tf1 = tf.compat.v1


class LSTMBlockCell(LayerRNNCell):
    """An LSTM with the variables of ``LSTMCell``."""

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        cell_clip: float | None = None,
        use_peephole: bool = False,
        dtype: Any = None,
        reuse: Any = None,
        name: str = "lstm_cell",
    ) -> None:
        super().__init__(_reuse=reuse, dtype=dtype, name=name)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._cell_clip = cell_clip
        self._use_peephole = use_peephole

    @property
    def state_size(self) -> Any:
        """The number of units, twice."""
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self) -> int:
        """The number of units."""
        return self._num_units

    def build(self, input_shape: Any) -> None:
        """Create kernel, bias and peepholes."""
        units = self._num_units
        self._kernel = self.add_weight("kernel", [features(input_shape) + units, 4 * units])
        self._bias = self.add_weight("bias", [4 * units], initializer=tf1.constant_initializer(0.0))
        if self._use_peephole:
            for gate in ("i", "f", "o"):
                setattr(self, f"_w_{gate}_diag", self.add_weight(f"w_{gate}_diag", [units]))

    def call(self, inputs: Any, state: Any) -> Any:
        """Return the outputs and the next state."""
        c, h = state
        gates = tf.nn.bias_add(tf.matmul(tf.concat([inputs, h], 1), self._kernel), self._bias)
        i, j, f, o = tf.split(gates, 4, axis=1)
        f += self._forget_bias
        if self._use_peephole:
            i, f = i + c * self._w_i_diag, f + c * self._w_f_diag
        c = tf.tanh(j) * tf.sigmoid(i) + c * tf.sigmoid(f)
        if self._cell_clip is not None and self._cell_clip > 0:
            # The op passed gradients through the clip.
            c += tf.stop_gradient(tf.clip_by_value(c, -self._cell_clip, self._cell_clip) - c)
        if self._use_peephole:
            o += c * self._w_o_diag
        h = tf.sigmoid(o) * tf.tanh(c)
        return h, LSTMStateTuple(c, h)


class GRUBlockCell(LayerRNNCell):
    """A gated recurrent unit, with the variables ``w_ru``, ``b_ru``, ``w_c`` and ``b_c``."""

    names: ClassVar[tuple[str, str, str, str]] = ("w_ru", "b_ru", "w_c", "b_c")

    def __init__(
        self, num_units: int | None = None, cell_size: int | None = None, reuse: Any = None, name: str = "gru_cell"
    ) -> None:
        super().__init__(_reuse=reuse, name=name)
        if (num_units is None) == (cell_size is None):
            raise ValueError(f"{type(self).__name__} takes num_units=, or cell_size= before TensorFlow 1.4, not both.")
        self._num_units = num_units or cell_size or 0

    @property
    def state_size(self) -> int:
        """The number of units."""
        return self._num_units

    @property
    def output_size(self) -> int:
        """The number of units."""
        return self._num_units

    def build(self, input_shape: Any) -> None:
        """Create the kernels and biases."""
        units, rows = self._num_units, features(input_shape) + self._num_units
        gates, gate_bias, candidate, candidate_bias = self.names
        self._gates = self.add_weight(gates, [rows, 2 * units])
        self._gate_bias = self.add_weight(gate_bias, [2 * units], initializer=tf1.constant_initializer(1.0))
        self._candidate = self.add_weight(candidate, [rows, units])
        self._candidate_bias = self.add_weight(candidate_bias, [units], initializer=tf1.constant_initializer(0.0))

    def call(self, inputs: Any, state: Any) -> Any:
        """Return the outputs, which are the next state."""
        gates = tf.nn.bias_add(tf.matmul(tf.concat([inputs, state], 1), self._gates), self._gate_bias)
        r, u = tf.split(tf.sigmoid(gates), 2, axis=1)
        candidate = tf.matmul(tf.concat([inputs, r * state], 1), self._candidate)
        new = u * state + (1 - u) * tf.tanh(tf.nn.bias_add(candidate, self._candidate_bias))
        return new, new


class GRUBlockCellV2(GRUBlockCell):
    """A gated recurrent unit, with the variables of ``GRUCell``."""

    names = ("gates/kernel", "gates/bias", "candidate/kernel", "candidate/bias")
