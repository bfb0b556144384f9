"""The convolutional LSTMs of ``tf.contrib.rnn`` (arXiv 1506.04214)."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations.nn.rnn_cell._base import LSTMStateTuple, RNNCell

__all__ = ["Conv1DLSTMCell", "Conv2DLSTMCell", "Conv3DLSTMCell", "ConvLSTMCell"]

tf1 = tf.compat.v1


class ConvLSTMCell(RNNCell):
    """An LSTM whose gates are convolutions, with the variables ``<scope>/kernel`` and ``<scope>/biases``."""

    def __init__(
        self,
        conv_ndims: int,
        input_shape: Any,
        output_channels: int,
        kernel_shape: Any,
        use_bias: bool = True,
        skip_connection: bool = False,
        forget_bias: float = 1.0,
        initializers: Any = None,  # noqa: ARG002 - TensorFlow 1 accepted and ignored it
        name: str = "conv_lstm_cell",
    ) -> None:
        super().__init__(name=name)
        if conv_ndims != len(input_shape) - 1:
            raise ValueError(
                f"input_shape= takes the sizes of {conv_ndims} axes and the number of channels, got {input_shape}."
            )
        self._conv_ndims = conv_ndims
        self._space, self._channels = list(input_shape[:-1]), input_shape[-1]
        self._output_channels = output_channels
        self._kernel_shape = list(kernel_shape)
        self._use_bias = use_bias
        self._forget_bias = forget_bias
        self._skip = skip_connection

    @property
    def state_size(self) -> Any:
        """The shape of the outputs without the inputs, twice."""
        shape = tf.TensorShape([*self._space, self._output_channels])
        return LSTMStateTuple(shape, shape)

    @property
    def output_size(self) -> Any:
        """The shape of the outputs; a skip connection adds the channels of the inputs."""
        return tf.TensorShape([*self._space, self._output_channels + (self._channels if self._skip else 0)])

    def call(self, inputs: Any, state: Any) -> Any:
        """Return the outputs and the next state."""
        cell, hidden = state
        i, j, f, o = tf.split(self._gates(tf.concat([inputs, hidden], -1)), 4, axis=self._conv_ndims + 1)
        cell = tf.sigmoid(f + self._forget_bias) * cell + tf.sigmoid(i) * tf.tanh(j)
        outputs = tf.tanh(cell) * tf.sigmoid(o)
        if self._skip:
            outputs = tf.concat([outputs, inputs], axis=-1)
        return outputs, LSTMStateTuple(cell, outputs)

    def _gates(self, inputs: Any) -> Any:
        filters, dtype = 4 * self._output_channels, inputs.dtype
        kernel = tf1.get_variable("kernel", [*self._kernel_shape, inputs.shape[-1], filters], dtype)
        outputs = tf.nn.convolution(inputs, kernel, padding="SAME")
        if not self._use_bias:
            return outputs
        return outputs + tf1.get_variable("biases", [filters], dtype, tf1.constant_initializer(0.0))


class Conv1DLSTMCell(ConvLSTMCell):
    """A convolutional LSTM over steps."""

    def __init__(self, name: str = "conv_1d_lstm_cell", **settings: Any) -> None:
        super().__init__(conv_ndims=1, name=name, **settings)


class Conv2DLSTMCell(ConvLSTMCell):
    """A convolutional LSTM over images."""

    def __init__(self, name: str = "conv_2d_lstm_cell", **settings: Any) -> None:
        super().__init__(conv_ndims=2, name=name, **settings)


class Conv3DLSTMCell(ConvLSTMCell):
    """A convolutional LSTM over volumes."""

    def __init__(self, name: str = "conv_3d_lstm_cell", **settings: Any) -> None:
        super().__init__(conv_ndims=3, name=name, **settings)
