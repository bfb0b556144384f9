"""``tf.layers.conv2d_transpose`` and ``conv3d_transpose``, as functions and as classes."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations.layers import _geometry as geometry
from tfcompat.legacy._implementations.layers._convolution import Convolution
from tfcompat.legacy._implementations.layers._layer import call_once
from tfcompat.legacy._implementations.layers._places import has_accelerator, with_channels_last

__all__ = ["Conv2DTranspose", "Conv3DTranspose", "conv2d_transpose", "conv3d_transpose"]


class _Transposed(Convolution):
    """The gradient of a convolution to its inputs, used as a layer."""

    def _kernel_shape(self, channels: int) -> tuple[int, ...]:
        return (*self.kernel_size, self.filters, channels)

    def _convolve(self, inputs: Any) -> Any:
        return self._fixed(self._transpose(inputs, first=self.data_format == "channels_first"), inputs)

    def _fixed(self, outputs: Any, inputs: Any) -> Any:
        """Return the outputs, with their static shape."""
        if not tf.executing_eagerly():
            outputs.set_shape(self.compute_output_shape(inputs.shape))
        return outputs

    def _transpose(self, inputs: Any, *, first: bool) -> Any:
        sizes = tf.shape(inputs)
        start = 2 if first else 1
        space = [
            geometry.transposed(sizes[start + i], kernel, self.padding, stride)
            for i, (kernel, stride) in enumerate(zip(self.kernel_size, self.strides, strict=True))
        ]
        shape = [sizes[0], self.filters, *space] if first else [sizes[0], *space, self.filters]
        transpose = tf.nn.conv2d_transpose if self.rank == 2 else tf.nn.conv3d_transpose
        format_ = geometry.short_format("channels_first" if first else "channels_last", self.rank)
        return transpose(
            inputs, self.kernel, tf.stack(shape), self.strides, padding=self._op_padding, data_format=format_
        )

    def _output_size(self, size: Any, kernel: int, stride: int, *_: int) -> Any:
        return geometry.transposed(size, kernel, self.padding, stride)


class Conv2DTranspose(_Transposed):
    """A transposed convolution over images, with the variables ``<scope>/kernel`` and ``<scope>/bias``."""

    rank = 2

    def _run(self, inputs: Any) -> Any:
        if self.data_format == "channels_last" or has_accelerator():
            return self._convolve(inputs)
        outputs = with_channels_last(lambda last: self._transpose(last, first=False), inputs)
        return self._fixed(outputs, inputs)


class Conv3DTranspose(_Transposed):
    """A transposed convolution over volumes, with the variables ``<scope>/kernel`` and ``<scope>/bias``."""

    rank = 3


def conv2d_transpose(*, inputs: Any, name: str | None, reuse: Any, **settings: Any) -> Any:
    """Return the outputs of a layer built for this call."""
    return call_once(Conv2DTranspose, inputs, name, reuse=reuse, **settings)


def conv3d_transpose(*, inputs: Any, name: str | None, reuse: Any, **settings: Any) -> Any:
    """Return the outputs of a layer built for this call."""
    return call_once(Conv3DTranspose, inputs, name, reuse=reuse, **settings)
