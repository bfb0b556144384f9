"""``tf.contrib.layers.batch_norm``: three ways to compute it, which differ in the last bits and in their updates."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations._modes import constant, smart_cond
from tfcompat.legacy._implementations.contrib.framework.arg_scope import scoped
from tfcompat.legacy._implementations.contrib.framework.variables import create
from tfcompat.legacy._implementations.contrib.layers._common import (
    collect_outputs,
    collect_variable,
    collections_for,
    finished,
    format_of,
    opened,
)
from tfcompat.legacy._implementations.contrib.layers._moments import Moments
from tfcompat.legacy._implementations.layers.normalization import BatchNormalization

__all__ = ["batch_norm"]

tf1 = tf.compat.v1
_UPDATES = tf1.GraphKeys.UPDATE_OPS


@scoped
def batch_norm(
    *,
    inputs: Any,
    batch_weights: Any,
    fused: bool | None,
    renorm: bool,
    renorm_clipping: Any,
    renorm_decay: float,
    adjustment: Any,
    updates_collections: Any,
    zero_debias_moving_mean: bool,
    data_format: str,
    **settings: Any,
) -> Any:
    """Normalise, by the moments of the batch unless `is_training` is false; it may be a placeholder."""
    inputs = tf.convert_to_tensor(inputs)
    rank = inputs.shape.rank
    fusible = batch_weights is None and not renorm and adjustment is None and rank in (2, 4) and fused is not False
    delayed = updates_collections == _UPDATES and not zero_debias_moving_mean
    common = {**settings, "data_format": data_format}
    if fusible and (rank == 2 or not delayed):
        return _fused(inputs, updates_collections, zero_debias_moving_mean, **common)
    if batch_weights is None and delayed:
        renormed = {"renorm": renorm, "renorm_clipping": renorm_clipping, "renorm_momentum": renorm_decay}
        return _by_layer(inputs, fused=fused, adjustment=adjustment, **renormed, **common)
    if renorm:
        raise ValueError(
            "tf.contrib.layers.batch_norm takes renorm=True without batch_weights= and zero_debias_moving_mean=, and "
            "with the default of updates_collections=."
        )
    return _by_hand(inputs, batch_weights, updates_collections, zero_debias_moving_mean, **common)


def _by_layer(
    inputs: Any,
    *,
    decay: float,
    is_training: Any,
    activation_fn: Any,
    param_initializers: Any,
    param_regularizers: Any,
    variables_collections: Any,
    outputs_collections: Any,
    data_format: str,
    reuse: Any,
    scope: Any,
    **settings: Any,
) -> Any:
    format_ = format_of(data_format, "NHWC", "NCHW")
    with opened(scope, "BatchNorm", inputs, reuse, rename={}) as here:
        layer = BatchNormalization(
            axis=1 if format_ == "channels_first" else -1,
            momentum=decay,
            name=here.name,
            _scope=here,
            _reuse=reuse,
            _keeps=False,
            **{f"{name}_initializer": each for name, each in (param_initializers or {}).items()},
            **{
                f"{name}_regularizer": each
                for name, each in (param_regularizers or {}).items()
                if name in ("beta", "gamma")
            },
            **settings,
        )
        outputs = layer(inputs, training=is_training)
        for name in ("moving_mean", "moving_variance", "beta", "gamma"):
            collect_variable(getattr(layer, name), name, variables_collections)
        return collect_outputs(finished(outputs, None, None, activation_fn), outputs_collections, here.name)


def _variables(
    size: int,
    dtype: Any,
    *,
    center: bool,
    scale: bool,
    param_initializers: Any,
    param_regularizers: Any,
    variables_collections: Any,
    trainable: bool,
) -> dict[str, Any]:
    """Return beta, gamma and the moving moments, by name; None for unused ones."""
    zeros, ones = tf1.zeros_initializer(), tf1.ones_initializer()
    initial = {
        "beta": zeros,
        "gamma": ones,
        "moving_mean": zeros,
        "moving_variance": ones,
        **(param_initializers or {}),
    }
    found: dict[str, Any] = {"beta": None, "gamma": None}
    here = tf1.get_variable_scope()
    for name, wanted in (("beta", center), ("gamma", scale), ("moving_mean", True), ("moving_variance", True)):
        if not wanted:
            continue
        moving = name.startswith("moving")
        with tf1.variable_scope(here, auxiliary_name_scope=False) as inner:
            if moving:
                inner.set_partitioner(None)
            found[name] = create(
                name,
                shape=[size],
                dtype=dtype,
                initializer=initial[name],
                regularizer=None if moving else (param_regularizers or {}).get(name),
                collections=collections_for(variables_collections, name),
                trainable=trainable and not moving,
            )
    return found


def _fused(
    inputs: Any,
    updates_collections: Any,
    zero_debias: bool,
    *,
    decay: float,
    epsilon: float,
    is_training: Any,
    activation_fn: Any,
    outputs_collections: Any,
    data_format: str,
    reuse: Any,
    scope: Any,
    **settings: Any,
) -> Any:
    """Return the fused op for images, also used for rows; the updates run with it, or go into a collection."""
    format_of(data_format, "NHWC", "NCHW")
    with opened(scope, "BatchNorm", inputs, reuse) as here:
        rank, axis = inputs.shape.rank, 1 if data_format == "NCHW" and inputs.shape.rank == 4 else -1
        channels = inputs.shape[axis]
        if channels is None:
            raise ValueError(
                f"batch_norm needs to know the number of channels, got shape {inputs.shape}: use set_shape."
            )
        shape = [-1, channels, 1, 1] if data_format == "NCHW" else [-1, 1, 1, channels]
        images = tf.reshape(inputs, shape) if rank == 2 else inputs
        found = _variables(channels, tf.float32, **settings)
        gamma = tf.ones([channels]) if found["gamma"] is None else found["gamma"]
        beta = tf.zeros([channels]) if found["beta"] is None else found["beta"]
        kept = {"mean": found["moving_mean"], "variance": found["moving_variance"], "is_training": False}
        common = {"epsilon": epsilon, "data_format": data_format}
        outputs, mean, variance = smart_cond(
            is_training,
            lambda: tf1.nn.fused_batch_norm(images, gamma, beta, **common),
            lambda: tf1.nn.fused_batch_norm(images, gamma, beta, **kept, **common),
        )
        moments = Moments(found["moving_mean"], found["moving_variance"], decay, zero_debias)
        (outputs,) = moments.update(mean, variance, is_training, updates_collections, [outputs])
        outputs.set_shape(images.shape)
        if rank == 2:
            outputs = tf.reshape(outputs, tf.shape(inputs))
        return collect_outputs(finished(outputs, None, None, activation_fn), outputs_collections, here.name)


def _by_hand(
    inputs: Any,
    batch_weights: Any,
    updates_collections: Any,
    zero_debias: bool,
    *,
    decay: float,
    epsilon: float,
    is_training: Any,
    activation_fn: Any,
    outputs_collections: Any,
    data_format: str,
    reuse: Any,
    scope: Any,
    **settings: Any,
) -> Any:
    """Return the version with weighted examples, or for inputs that the fused op does not accept."""
    first = format_of(data_format, "NHWC", "NCHW") == "channels_first"
    with opened(scope, "BatchNorm", inputs, reuse, rename={}) as here:
        rank, axis = inputs.shape.rank, 1 if first else -1
        if rank is None or inputs.shape[axis] is None:
            raise ValueError(
                f"batch_norm needs to know the number of channels, got shape {inputs.shape}: use set_shape."
            )
        settings["param_regularizers"] = None  # which this version never had
        found = _variables(inputs.shape[axis], inputs.dtype, **settings)
        moments = Moments(found["moving_mean"], found["moving_variance"], decay, zero_debias)
        mean, variance = found["moving_mean"], found["moving_variance"]
        if constant(is_training) is not False:
            axes = [i for i in range(rank) if i != axis % rank]
            now = _weighed(inputs, axes, batch_weights)
            mean, variance = moments.update(now[0], now[1], is_training, updates_collections, now, or_kept=True)
        values = [mean, variance, found["beta"], found["gamma"]]
        if first:
            shape = [1, inputs.shape[1], *[1] * (rank - 2)]
            values = [None if each is None else tf.reshape(each, shape) for each in values]
        outputs = tf.nn.batch_normalization(inputs, *values, epsilon)
        outputs.set_shape(inputs.shape)
        return collect_outputs(finished(outputs, None, None, activation_fn), outputs_collections, here.name)


def _weighed(inputs: Any, axes: list[int], batch_weights: Any) -> list[Any]:
    """Return mean and variance, with a weight per example."""
    if batch_weights is None:
        return list(tf.nn.moments(inputs, axes))
    weights = tf.convert_to_tensor(batch_weights)
    inputs.shape[:1].assert_is_compatible_with(weights.shape)
    weights = tf.reshape(weights, [-1, *[1] * (inputs.shape.rank - 1)])
    return list(tf.nn.weighted_moments(inputs, axes, weights))
