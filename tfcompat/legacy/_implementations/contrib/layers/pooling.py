"""Pooling in ``tf.contrib.layers``."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations.contrib.framework.arg_scope import scoped
from tfcompat.legacy._implementations.contrib.layers._common import collect_outputs, format_of
from tfcompat.legacy._implementations.layers import pooling

__all__ = ["avg_pool2d", "avg_pool3d", "max_pool2d", "max_pool3d"]

tf1 = tf.compat.v1


def _pool(
    kind: Any,
    default: str,
    *,
    inputs: Any,
    kernel_size: Any,
    stride: Any,
    padding: str,
    data_format: str,
    outputs_collections: Any,
    scope: Any,
) -> Any:
    format_ = format_of(data_format, *(("NHWC", "NCHW") if kind.rank == 2 else ("NDHWC", "NCDHW")))
    with tf1.name_scope(scope, default, [inputs]) as here:
        layer = kind(kernel_size, stride, padding, format_, _scope=here or default)
        return collect_outputs(layer(inputs), outputs_collections, here)


@scoped
def avg_pool2d(**settings: Any) -> Any:
    """Return the mean of each window of an image."""
    return _pool(pooling.AveragePooling2D, "AvgPool2D", **settings)


@scoped
def avg_pool3d(**settings: Any) -> Any:
    """Return the mean of each window of a volume."""
    return _pool(pooling.AveragePooling3D, "AvgPool3D", **settings)


@scoped
def max_pool2d(**settings: Any) -> Any:
    """Return the largest value of each window of an image."""
    return _pool(pooling.MaxPooling2D, "MaxPool2D", **settings)


@scoped
def max_pool3d(**settings: Any) -> Any:
    """Return the largest value of each window of a volume."""
    return _pool(pooling.MaxPooling3D, "MaxPool3D", **settings)
