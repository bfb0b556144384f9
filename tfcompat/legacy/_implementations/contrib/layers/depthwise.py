"""The convolutions of ``tf.contrib.layers`` that treat each channel separately."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations.contrib.framework.arg_scope import scoped
from tfcompat.legacy._implementations.contrib.framework.variables import create
from tfcompat.legacy._implementations.contrib.layers._common import (
    collect_outputs,
    collect_variable,
    collections_for,
    finished,
    format_of,
    last,
    opened,
    whole,
)
from tfcompat.legacy._implementations.layers.separable import SeparableConv2D

__all__ = ["conv2d_in_plane", "separable_conv2d"]

_NAMES = {"bias": "biases", "depthwise_kernel": "depthwise_weights", "pointwise_kernel": "pointwise_weights"}


@scoped
def separable_conv2d(
    *,
    inputs: Any,
    num_outputs: int | None,
    data_format: str,
    activation_fn: Any,
    normalizer_fn: Any,
    normalizer_params: Any,
    outputs_collections: Any,
    reuse: Any,
    scope: Any,
    **settings: Any,
) -> Any:
    """Return one kernel per channel, then a convolution with a window of 1; without `num_outputs` only the former."""
    format_ = format_of(data_format, "NHWC", "NCHW")
    with opened(scope, "SeparableConv2d", inputs, reuse, rename=_NAMES) as here:
        inputs = tf.convert_to_tensor(inputs)
        if num_outputs is None:
            settings.pop("pointwise_initializer")
            outputs = _depthwise(inputs, data_format=data_format, has_bias=normalizer_fn is None, **settings)
        else:
            has_bias = not normalizer_fn and bool(settings["biases_initializer"])
            outputs = _separable(inputs, num_outputs, format_, here, reuse=reuse, has_bias=has_bias, **settings)
        outputs = finished(outputs, normalizer_fn, normalizer_params, activation_fn)
        return collect_outputs(outputs, outputs_collections, here.name)


def _separable(
    inputs: Any,
    num_outputs: int,
    format_: str,
    here: Any,
    *,
    kernel_size: Any,
    stride: Any,
    rate: Any,
    has_bias: bool,
    reuse: Any,
    weights_initializer: Any,
    pointwise_initializer: Any,
    weights_regularizer: Any,
    biases_initializer: Any,
    biases_regularizer: Any,
    variables_collections: Any,
    **settings: Any,
) -> Any:
    layer = SeparableConv2D(
        filters=num_outputs,
        kernel_size=kernel_size,
        strides=stride,
        data_format=format_,
        dilation_rate=whole(rate),
        use_bias=has_bias,
        depthwise_initializer=weights_initializer,
        pointwise_initializer=weights_initializer if pointwise_initializer is None else pointwise_initializer,
        bias_initializer=biases_initializer,
        depthwise_regularizer=weights_regularizer,
        pointwise_regularizer=weights_regularizer,
        bias_regularizer=biases_regularizer,
        name=here.name,
        dtype=inputs.dtype,
        _scope=here,
        _reuse=reuse,
        _keeps=False,
        **settings,
    )
    outputs = layer(inputs)
    for variable, name in (
        (layer.depthwise_kernel, "weights"),
        (layer.pointwise_kernel, "weights"),
        (layer.bias, "biases"),
    ):
        collect_variable(variable, name, variables_collections)
    return outputs


def _depthwise(
    inputs: Any,
    *,
    kernel_size: Any,
    depth_multiplier: int,
    stride: Any,
    padding: str,
    data_format: str,
    rate: Any,
    has_bias: bool,
    weights_initializer: Any,
    weights_regularizer: Any,
    biases_initializer: Any,
    biases_regularizer: Any,
    variables_collections: Any,
    trainable: bool,
) -> Any:
    first = data_format == "NCHW"
    channels = last(inputs, 1 if first else -1, rank=4)
    weights = create(
        "depthwise_weights",
        shape=[*whole(kernel_size), channels, depth_multiplier],
        dtype=inputs.dtype,
        initializer=weights_initializer,
        regularizer=weights_regularizer,
        trainable=trainable,
        collections=collections_for(variables_collections, "weights"),
    )
    strides = [1, 1, *whole(stride)] if first else [1, *whole(stride), 1]
    outputs = tf.nn.depthwise_conv2d(
        inputs, weights, strides, padding, data_format=data_format, dilations=list(whole(rate))
    )
    if not has_bias or biases_initializer is None:
        return outputs
    biases = _biases(
        depth_multiplier * channels,
        inputs.dtype,
        biases_initializer,
        biases_regularizer,
        variables_collections,
        trainable,
    )
    return tf.nn.bias_add(outputs, biases, data_format=data_format)


def _biases(size: int, dtype: Any, initializer: Any, regularizer: Any, collections: Any, trainable: bool) -> Any:
    return create(
        "biases",
        shape=[size],
        dtype=dtype,
        initializer=initializer,
        regularizer=regularizer,
        trainable=trainable,
        collections=collections_for(collections, "biases"),
    )


@scoped
def conv2d_in_plane(
    *,
    inputs: Any,
    kernel_size: Any,
    stride: Any,
    padding: str,
    activation_fn: Any,
    normalizer_fn: Any,
    normalizer_params: Any,
    weights_initializer: Any,
    weights_regularizer: Any,
    biases_initializer: Any,
    biases_regularizer: Any,
    reuse: Any,
    variables_collections: Any,
    outputs_collections: Any,
    trainable: bool,
    scope: Any,
) -> Any:
    """Return a convolution with one kernel for all channels."""
    with opened(scope, "ConvInPlane", inputs, reuse) as here:
        inputs = tf.convert_to_tensor(inputs)
        channels = last(inputs, rank=4)
        weights = create(
            "weights",
            shape=[*whole(kernel_size), 1, 1],
            dtype=inputs.dtype,
            initializer=weights_initializer,
            regularizer=weights_regularizer,
            trainable=trainable,
            collections=collections_for(variables_collections, "weights"),
        )
        strides = [1, *whole(stride), 1]
        outputs = tf.nn.depthwise_conv2d(inputs, tf.tile(weights, [1, 1, channels, 1]), strides, padding)
        if normalizer_fn is None and biases_initializer is not None:
            biases = _biases(
                channels, inputs.dtype, biases_initializer, biases_regularizer, variables_collections, trainable
            )
            outputs = tf.nn.bias_add(outputs, biases)
        outputs = finished(outputs, normalizer_fn, normalizer_params, activation_fn)
        return collect_outputs(outputs, outputs_collections, here.name)
