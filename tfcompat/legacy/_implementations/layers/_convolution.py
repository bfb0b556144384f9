"""Shared parts of the convolutions: their settings, their variables, and the computation."""

from __future__ import annotations

from typing import Any, ClassVar

import tensorflow as tf

from tfcompat.legacy._implementations import _keras_names
from tfcompat.legacy._implementations.layers import _geometry as geometry
from tfcompat.legacy._implementations.layers._layer import Layer
from tfcompat.legacy._implementations.layers._places import explained
from tfcompat.legacy._implementations.layers._spec import InputSpec

__all__ = ["Convolution"]

tf1 = tf.compat.v1


class Convolution(Layer):
    """``activation(convolution(inputs, kernel) + bias)`` over `rank` spatial axes."""

    rank: ClassVar[int]
    causal: ClassVar[bool] = False
    """Whether it accepts the padding ``causal``."""

    def __init__(
        self,
        filters: int,
        kernel_size: Any,
        strides: Any = 1,
        padding: str = "valid",
        data_format: str | None = "channels_last",
        dilation_rate: Any = 1,
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
        self.filters = filters
        self.kernel_size = geometry.window(kernel_size, self.rank, "kernel_size")
        self.strides = geometry.window(strides, self.rank, "strides")
        self.padding = geometry.padding(padding, causal=self.causal)
        self.data_format = geometry.data_format(data_format)
        self.dilation_rate = geometry.window(dilation_rate, self.rank, "dilation_rate")
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
        self.input_spec = InputSpec(ndim=self.rank + 2)

    def _as_tensors(self, inputs: Any) -> Any:
        return tf.convert_to_tensor(inputs)

    def build(self, input_shape: Any) -> None:
        """Create the kernel and the bias."""
        channels = self._channels(tf.TensorShape(input_shape))
        self._build_kernels(channels)
        if self.use_bias:
            self.bias = self.add_weight(
                "bias",
                (self.filters,),
                initializer=self.bias_initializer,
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
                trainable=True,
            )
        axis = geometry.channels_axis(self.data_format)
        self.input_spec = InputSpec(ndim=self.rank + 2, axes={axis: channels})
        self.built = True

    def _build_kernels(self, channels: int) -> None:
        self.kernel = self.add_weight(
            "kernel",
            self._kernel_shape(channels),
            initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
            trainable=True,
        )

    def _kernel_shape(self, channels: int) -> tuple[int, ...]:
        return (*self.kernel_size, channels, self.filters)

    def _channels(self, shape: tf.TensorShape) -> int:
        size = shape[geometry.channels_axis(self.data_format)]
        if size is None:
            raise ValueError(
                f"tf.layers.{type(self).__name__} needs to know the number of channels of its inputs "
                f"({self.data_format}), got shape {shape}: use set_shape."
            )
        return int(size)

    def call(self, inputs: Any) -> Any:
        """Return the convolution, the bias and the activation."""
        outputs = self._run(inputs)
        if self.use_bias:
            outputs = self._add_bias(outputs)
        return outputs if self.activation is None else self.activation(outputs)

    def _run(self, inputs: Any) -> Any:
        """Convolve; overridden if the channels may come first everywhere."""
        with explained(self, inputs):
            return self._convolve(inputs)

    def _convolve(self, inputs: Any) -> Any:
        return tf.nn.convolution(
            self._padded(inputs),
            self.kernel,
            strides=self.strides,
            padding=self._op_padding,
            data_format=self._op_format,
            dilations=self.dilation_rate,
        )

    @property
    def _op_format(self) -> str:
        return geometry.short_format(self.data_format, self.rank)

    @property
    def _op_padding(self) -> str:
        return "VALID" if self.padding == "causal" else self.padding.upper()

    def _padded(self, inputs: Any) -> Any:
        """Return the inputs, with zeros before the first step if the padding is causal."""
        if self.padding != "causal":
            return inputs
        before = [self.dilation_rate[0] * (self.kernel_size[0] - 1), 0]
        none = [0, 0]
        return tf.pad(inputs, [none, none, before] if self.data_format == "channels_first" else [none, before, none])

    def _add_bias(self, outputs: Any) -> Any:
        if self.data_format == "channels_last":
            return tf.nn.bias_add(outputs, self.bias)
        if self.rank == 1:
            return outputs + tf.reshape(self.bias, (1, self.filters, 1))
        return tf.nn.bias_add(outputs, self.bias, data_format="NCHW")

    def compute_output_shape(self, input_shape: Any) -> tf.TensorShape:
        """Return the static shape of the outputs."""
        shape = tf.TensorShape(input_shape).as_list()
        first = self.data_format == "channels_first"
        space = [
            self._output_size(size, *geometry_)
            for size, *geometry_ in zip(
                shape[2:] if first else shape[1:-1], self.kernel_size, self.strides, self.dilation_rate, strict=True
            )
        ]
        return tf.TensorShape([shape[0], self.filters, *space] if first else [shape[0], *space, self.filters])

    def _output_size(self, size: Any, kernel: int, stride: int, dilation: int = 1) -> Any:
        return geometry.convolved(size, kernel, self.padding, stride, dilation)
