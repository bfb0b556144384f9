"""The normalisations of ``tf.contrib.layers`` that keep no moments: by layer, instance, group and length."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations.contrib.framework.arg_scope import scoped
from tfcompat.legacy._implementations.contrib.framework.variables import create
from tfcompat.legacy._implementations.contrib.layers._common import (
    collect_outputs,
    collections_for,
    finished,
    format_of,
    last,
    opened,
)

__all__ = ["group_norm", "instance_norm", "layer_norm", "unit_norm"]

tf1 = tf.compat.v1


def _scale_and_offset(
    shape: Any,
    dtype: Any,
    *,
    center: bool,
    scale: bool,
    variables_collections: Any,
    trainable: bool,
    param_initializers: Any = None,
) -> dict[str, Any]:
    """Return beta and gamma, in this order; None for unused ones."""
    initial = {"beta": tf1.zeros_initializer(), "gamma": tf1.ones_initializer(), **(param_initializers or {})}
    return {
        name: create(
            name,
            shape=shape,
            dtype=dtype,
            initializer=initial[name],
            collections=collections_for(variables_collections, name),
            trainable=trainable,
        )
        if wanted
        else None
        for name, wanted in (("beta", center), ("gamma", scale))
    }


@scoped
def layer_norm(
    *,
    inputs: Any,
    activation_fn: Any,
    reuse: Any,
    outputs_collections: Any,
    begin_norm_axis: int,
    begin_params_axis: int,
    scope: Any,
    **settings: Any,
) -> Any:
    """Normalise each example by its own moments."""
    with opened(scope, "LayerNorm", inputs, reuse) as here:
        inputs = tf.convert_to_tensor(inputs)
        rank = inputs.shape.rank
        if rank is None:
            raise ValueError("layer_norm needs inputs of a known rank, got an unknown shape: use set_shape.")
        begin = begin_norm_axis + rank if begin_norm_axis < 0 else begin_norm_axis
        if begin_params_axis >= rank or begin >= rank:
            raise ValueError(
                f"begin_params_axis= and begin_norm_axis= must be axes of the inputs, got {begin_params_axis} and "
                f"{begin} for rank {rank}."
            )
        shape = inputs.shape[begin_params_axis:]
        if not shape.is_fully_defined():
            raise ValueError(
                f"layer_norm needs known sizes for axis {begin_params_axis} and later ones, got {inputs.shape}."
            )
        found = _scale_and_offset(shape, inputs.dtype, **settings)
        mean, variance = tf.nn.moments(inputs, list(range(begin, rank)), keepdims=True)
        epsilon = 1e-3 if inputs.dtype == tf.float16 else 1e-12
        outputs = tf.nn.batch_normalization(inputs, mean, variance, found["beta"], found["gamma"], epsilon)
        outputs.set_shape(inputs.shape)
        return collect_outputs(finished(outputs, None, None, activation_fn), outputs_collections, here.name)


@scoped
def instance_norm(
    *,
    inputs: Any,
    epsilon: float,
    activation_fn: Any,
    reuse: Any,
    outputs_collections: Any,
    data_format: str,
    scope: Any,
    **settings: Any,
) -> Any:
    """Normalise each channel of each example by its own moments."""
    inputs = tf.convert_to_tensor(inputs)
    first = format_of(data_format, "NHWC", "NCHW") == "channels_first"
    channels, rank = last(inputs, 1 if first else -1), inputs.shape.rank
    axis = 1 if first else rank - 1
    with opened(scope, "InstanceNorm", inputs, reuse) as here:
        found = _scale_and_offset([channels], inputs.dtype, **settings)
        if first:
            shape = [1, channels, *[1] * (rank - 2)]
            found = {name: None if each is None else tf.reshape(each, shape) for name, each in found.items()}
        mean, variance = tf.nn.moments(inputs, [i for i in range(1, rank) if i != axis], keepdims=True)
        outputs = tf.nn.batch_normalization(inputs, mean, variance, found["beta"], found["gamma"], epsilon)
        return collect_outputs(finished(outputs, None, None, activation_fn), outputs_collections, here.name)


@scoped
def group_norm(
    *,
    inputs: Any,
    groups: int,
    channels_axis: int,
    reduction_axes: Any,
    epsilon: float,
    activation_fn: Any,
    reuse: Any,
    outputs_collections: Any,
    scope: Any,
    mean_close_to_zero: bool,
    **settings: Any,
) -> Any:
    """Normalise groups of channels by their own moments."""
    inputs = tf.convert_to_tensor(inputs)
    channels, rank = last(inputs, channels_axis), inputs.shape.rank
    axis = channels_axis % rank
    axes = [each % rank for each in reduction_axes]
    if axis in axes or groups > channels or channels % groups:
        raise ValueError(
            f"group_norm takes a divisor of the {channels} channels as groups=, and axes other than the channels' as "
            f"reduction_axes=, got {groups} and {tuple(reduction_axes)}."
        )
    shape, sizes = inputs.shape.as_list(), tf.shape(inputs)
    shape = [sizes[i] if size is None else size for i, size in enumerate(shape)]
    split = [groups, channels // groups]
    grouped = tf.reshape(inputs, [*shape[:axis], *split, *shape[axis + 1 :]])
    spread = [*[1] * axis, *split, *[1] * (rank - axis - 1)]
    axes = [axis + 1, *(each + 1 if each > axis else each for each in axes)]
    with opened(scope, "GroupNorm", inputs, reuse) as here:
        found = _scale_and_offset([channels], inputs.dtype, **settings)
        if mean_close_to_zero:
            counts, sums, squares, _ = tf.nn.sufficient_statistics(grouped, axes, keepdims=True)
            mean, variance = tf.nn.normalize_moments(counts, sums, squares, shift=None)
        else:
            mean, variance = tf.nn.moments(grouped, axes, keepdims=True)
        gain = tf.math.rsqrt(variance + epsilon)
        offset = -mean * gain
        if found["gamma"] is not None:
            gamma = tf.reshape(found["gamma"], spread)
            gain, offset = gain * gamma, offset * gamma
        if found["beta"] is not None:
            offset += tf.reshape(found["beta"], spread)
        outputs = tf.reshape(grouped * gain + offset, shape)
        return collect_outputs(finished(outputs, None, None, activation_fn), outputs_collections, here.name)


@scoped
def unit_norm(*, inputs: Any, dim: int, epsilon: float, scope: Any) -> Any:
    """Divide by the length along an axis."""
    with opened(scope, "UnitNorm", inputs):
        inputs = tf.convert_to_tensor(inputs)
        if inputs.shape.rank is None or not 0 <= dim < inputs.shape.rank:
            raise ValueError(f"dim= must be an axis of the inputs, counted from 0, got {dim} for {inputs.shape}.")
        return inputs / tf.sqrt(epsilon + tf.reduce_sum(tf.square(inputs), dim, keepdims=True))
