"""``tf.layers.separable_conv1d`` and ``separable_conv2d``, as functions and as classes."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations import _keras_names
from tfcompat.legacy._implementations.layers._convolution import Convolution
from tfcompat.legacy._implementations.layers._layer import call_once

__all__ = ["SeparableConv1D", "SeparableConv2D", "separable_conv1d", "separable_conv2d"]


class _Separable(Convolution):
    """One kernel per channel, then a convolution with a window of 1."""

    def __init__(
        self,
        filters: int,
        kernel_size: Any,
        depth_multiplier: int = 1,
        depthwise_initializer: Any = None,
        pointwise_initializer: Any = None,
        depthwise_regularizer: Any = None,
        pointwise_regularizer: Any = None,
        depthwise_constraint: Any = None,
        pointwise_constraint: Any = None,
        **settings: Any,
    ) -> None:
        super().__init__(filters, kernel_size, **settings)
        self.depth_multiplier = depth_multiplier
        self.depthwise_initializer = _keras_names.initializer(depthwise_initializer)
        self.pointwise_initializer = _keras_names.initializer(pointwise_initializer)
        self.depthwise_regularizer = depthwise_regularizer
        self.pointwise_regularizer = pointwise_regularizer
        self.depthwise_constraint = depthwise_constraint
        self.pointwise_constraint = pointwise_constraint
        self.depthwise_kernel: Any = None
        self.pointwise_kernel: Any = None

    def _build_kernels(self, channels: int) -> None:
        self.depthwise_kernel = self.add_weight(
            "depthwise_kernel",
            (*self.kernel_size, channels, self.depth_multiplier),
            initializer=self.depthwise_initializer,
            regularizer=self.depthwise_regularizer,
            constraint=self.depthwise_constraint,
            trainable=True,
        )
        self.pointwise_kernel = self.add_weight(
            "pointwise_kernel",
            (*(1,) * self.rank, self.depth_multiplier * channels, self.filters),
            initializer=self.pointwise_initializer,
            regularizer=self.pointwise_regularizer,
            constraint=self.pointwise_constraint,
            trainable=True,
        )


class SeparableConv2D(_Separable):
    """A separable convolution over images, with two kernels: ``depthwise_kernel`` and ``pointwise_kernel``."""

    rank = 2

    def _convolve(self, inputs: Any) -> Any:
        first = self.data_format == "channels_first"
        return tf.nn.separable_conv2d(
            inputs,
            self.depthwise_kernel,
            self.pointwise_kernel,
            strides=(1, 1, *self.strides) if first else (1, *self.strides, 1),
            padding=self._op_padding,
            data_format=self._op_format,
            dilations=self.dilation_rate,
        )


class SeparableConv1D(_Separable):
    """A separable convolution over steps, with two kernels: ``depthwise_kernel`` and ``pointwise_kernel``."""

    rank = 1
    causal = True

    def _convolve(self, inputs: Any) -> Any:
        first = self.data_format == "channels_first"
        axis, strides = (2 if first else 1), self.strides * 2
        outputs = tf.nn.separable_conv2d(
            tf.expand_dims(self._padded(inputs), axis),
            tf.expand_dims(self.depthwise_kernel, 0),
            tf.expand_dims(self.pointwise_kernel, 0),
            strides=(1, 1, *strides) if first else (1, *strides, 1),
            padding=self._op_padding,
            data_format="NCHW" if first else "NHWC",
            dilations=(1, *self.dilation_rate),
        )
        return tf.squeeze(outputs, [axis])


def separable_conv1d(*, inputs: Any, name: str | None, reuse: Any, **settings: Any) -> Any:
    """Return the outputs of a layer built for this call."""
    return call_once(SeparableConv1D, inputs, name, reuse=reuse, **settings)


def separable_conv2d(*, inputs: Any, name: str | None, reuse: Any, **settings: Any) -> Any:
    """Return the outputs of a layer built for this call."""
    return call_once(SeparableConv2D, inputs, name, reuse=reuse, **settings)
