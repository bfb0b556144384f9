"""Pooling in ``tf.layers``, as functions and as classes."""

from __future__ import annotations

from typing import Any, ClassVar

import tensorflow as tf

from tfcompat.legacy._implementations.layers import _geometry as geometry
from tfcompat.legacy._implementations.layers._layer import Layer
from tfcompat.legacy._implementations.layers._places import explained, with_channels_last
from tfcompat.legacy._implementations.layers._spec import InputSpec

__all__ = [
    "AveragePooling1D",
    "AveragePooling2D",
    "AveragePooling3D",
    "MaxPooling1D",
    "MaxPooling2D",
    "MaxPooling3D",
    "average_pooling1d",
    "average_pooling2d",
    "average_pooling3d",
    "max_pooling1d",
    "max_pooling2d",
    "max_pooling3d",
]

tf1 = tf.compat.v1


class _Pooling(Layer):
    """One number per window and channel."""

    rank: ClassVar[int]
    kind: ClassVar[str]

    def __init__(
        self,
        pool_size: Any,
        strides: Any,
        padding: str = "valid",
        data_format: str | None = "channels_last",
        **settings: Any,
    ) -> None:
        if strides is None:
            raise ValueError(f"tf.layers.{type(self).__name__} needs strides=, got None; usually it equals pool_size.")
        super().__init__(**settings)
        self.pool_size = geometry.window(pool_size, self.rank, "pool_size")
        self.strides = geometry.window(strides, self.rank, "strides")
        self.padding = geometry.padding(padding)
        self.data_format = geometry.data_format(data_format)
        self.input_spec = InputSpec(ndim=self.rank + 2)

    def _as_tensors(self, inputs: Any) -> Any:
        return tf.convert_to_tensor(inputs)

    def call(self, inputs: Any) -> Any:
        """Return the pooled inputs; steps are pooled like the rows of an image, and volumes with the channels last."""
        if self.data_format == "channels_last":
            return self._pool(inputs)
        if self.rank != 2:
            return with_channels_last(self._pool, inputs)
        with explained(self, inputs):
            return self._pool(inputs, "NCHW")

    def _pool(self, inputs: Any, format_: str | None = None) -> Any:
        if self.rank == 1:
            return tf.squeeze(self._windows(tf.expand_dims(inputs, 2), (*self.pool_size, 1), (*self.strides, 1)), 2)
        return self._windows(inputs, self.pool_size, self.strides, format_)

    def _windows(
        self, inputs: Any, sizes: tuple[int, ...], strides: tuple[int, ...], format_: str | None = None
    ) -> Any:
        pool = getattr(tf1.nn, f"{self.kind}_pool{'3d' if self.rank == 3 else ''}")
        sizes, strides = ((1, 1, *one) if format_ else (1, *one, 1) for one in (sizes, strides))
        return pool(inputs, sizes, strides, self.padding.upper(), **({"data_format": format_} if format_ else {}))

    def compute_output_shape(self, input_shape: Any) -> tf.TensorShape:
        """Return the static shape of the outputs."""
        shape = tf.TensorShape(input_shape).as_list()
        start = 2 if self.data_format == "channels_first" else 1
        for i, (size, stride) in enumerate(zip(self.pool_size, self.strides, strict=True), start):
            shape[i] = geometry.convolved(shape[i], size, self.padding, stride)
        return tf.TensorShape(shape)


class AveragePooling1D(_Pooling):
    """The mean of each window of steps."""

    rank, kind = 1, "avg"


class AveragePooling2D(_Pooling):
    """The mean of each window of an image."""

    rank, kind = 2, "avg"


class AveragePooling3D(_Pooling):
    """The mean of each window of a volume."""

    rank, kind = 3, "avg"


class MaxPooling1D(_Pooling):
    """The largest value of each window of steps."""

    rank, kind = 1, "max"


class MaxPooling2D(_Pooling):
    """The largest value of each window of an image."""

    rank, kind = 2, "max"


class MaxPooling3D(_Pooling):
    """The largest value of each window of a volume."""

    rank, kind = 3, "max"


def average_pooling1d(*, inputs: Any, **settings: Any) -> Any:
    """Return the mean of each window of steps."""
    return AveragePooling1D(**settings)(inputs)


def average_pooling2d(*, inputs: Any, **settings: Any) -> Any:
    """Return the mean of each window of an image."""
    return AveragePooling2D(**settings)(inputs)


def average_pooling3d(*, inputs: Any, **settings: Any) -> Any:
    """Return the mean of each window of a volume."""
    return AveragePooling3D(**settings)(inputs)


def max_pooling1d(*, inputs: Any, **settings: Any) -> Any:
    """Return the largest value of each window of steps."""
    return MaxPooling1D(**settings)(inputs)


def max_pooling2d(*, inputs: Any, **settings: Any) -> Any:
    """Return the largest value of each window of an image."""
    return MaxPooling2D(**settings)(inputs)


def max_pooling3d(*, inputs: Any, **settings: Any) -> Any:
    """Return the largest value of each window of a volume."""
    return MaxPooling3D(**settings)(inputs)
