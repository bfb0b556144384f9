"""The convolutions of ``tf.contrib.layers``: those of ``tf.layers`` with contrib's names, and a relu by default."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations.contrib.framework.arg_scope import scoped
from tfcompat.legacy._implementations.contrib.layers._common import (
    KERNEL,
    collect_outputs,
    collect_variable,
    finished,
    format_of,
    opened,
)
from tfcompat.legacy._implementations.layers.convolution import Conv1D, Conv2D, Conv3D
from tfcompat.legacy._implementations.layers.transposed import Conv2DTranspose, Conv3DTranspose

__all__ = ["conv1d", "conv2d", "conv2d_transpose", "conv3d", "conv3d_transpose", "convolution"]

_OF_RANK = {3: Conv1D, 4: Conv2D, 5: Conv3D}
_FORMATS = (None, "NWC", "NCW", "NHWC", "NCHW", "NDHWC", "NCDHW")


def _layer(
    kinds: dict[int, Any],
    default: str,
    *,
    inputs: Any,
    num_outputs: int,
    stride: Any,
    data_format: str,
    weights_initializer: Any,
    weights_regularizer: Any,
    biases_initializer: Any,
    biases_regularizer: Any,
    normalizer_fn: Any,
    normalizer_params: Any,
    activation_fn: Any,
    variables_collections: Any,
    outputs_collections: Any,
    reuse: Any,
    scope: Any,
    **settings: Any,
) -> Any:
    """Return one layer of the kind for the rank; a normaliser replaces the biases."""
    with opened(scope, default, inputs, reuse, rename=KERNEL) as here:
        inputs = tf.convert_to_tensor(inputs)
        if inputs.shape.rank not in kinds:
            raise ValueError(
                f"{default} takes inputs of rank {' or '.join(map(str, kinds))}, got shape {inputs.shape}."
            )
        layer = kinds[inputs.shape.rank](
            filters=num_outputs,
            strides=stride,
            data_format=data_format,
            use_bias=not normalizer_fn and bool(biases_initializer),
            kernel_initializer=weights_initializer,
            bias_initializer=biases_initializer,
            kernel_regularizer=weights_regularizer,
            bias_regularizer=biases_regularizer,
            name=here.name,
            dtype=inputs.dtype,
            _scope=here,
            _reuse=reuse,
            _keeps=False,
            **settings,
        )
        outputs = layer(inputs)
        collect_variable(layer.kernel, "weights", variables_collections)
        collect_variable(layer.bias, "biases", variables_collections)
        outputs = finished(outputs, normalizer_fn, normalizer_params, activation_fn)
        return collect_outputs(outputs, outputs_collections, here.name)


def _convolution(kinds: dict[int, Any], *, data_format: str | None, rate: Any, **settings: Any) -> Any:
    format_ = format_of(data_format, *_FORMATS)
    return _layer(kinds, "Conv", data_format=format_, dilation_rate=rate, **settings)


@scoped
def convolution(*, conv_dims: int | None = None, **settings: Any) -> Any:
    """Return a convolution over as many axes as the inputs have."""
    kinds = _OF_RANK if conv_dims is None else {conv_dims + 2: _OF_RANK[conv_dims + 2]}
    return _convolution(kinds, **settings)


@scoped
def conv1d(**settings: Any) -> Any:
    """Return a convolution over steps."""
    return _convolution({3: Conv1D}, **settings)


@scoped
def conv2d(**settings: Any) -> Any:
    """Return a convolution over images."""
    return _convolution({4: Conv2D}, **settings)


@scoped
def conv3d(**settings: Any) -> Any:
    """Return a convolution over volumes."""
    return _convolution({5: Conv3D}, **settings)


@scoped
def conv2d_transpose(*, data_format: str, **settings: Any) -> Any:
    """Return a transposed convolution over images."""
    format_ = format_of(data_format, "NHWC", "NCHW")
    return _layer({4: Conv2DTranspose}, "Conv2d_transpose", data_format=format_, **settings)


@scoped
def conv3d_transpose(*, data_format: str, **settings: Any) -> Any:
    """Return a transposed convolution over volumes."""
    format_ = format_of(data_format, "NDHWC", "NCDHW")
    return _layer({5: Conv3DTranspose}, "Conv3d_transpose", data_format=format_, **settings)
