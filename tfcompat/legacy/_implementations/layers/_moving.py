"""The moments of batches: moving, fused with the normalisation, and renormalised."""

from __future__ import annotations

from functools import partial
from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations._modes import constant, smart_cond
from tfcompat.legacy._implementations.layers._places import explained

__all__ = ["average", "composed", "fused", "moved", "renormalized"]

tf1 = tf.compat.v1


def moved(variable: Any, value: Any, momentum: Any) -> Any:
    """Move a variable towards a value by ``1 - momentum`` of the distance. Return the new value."""
    with tf1.name_scope("AssignMovingAvg"):
        decay = tf.cast(tf.convert_to_tensor(1.0 - momentum), variable.dtype)
        return tf.convert_to_tensor(variable.assign_sub((variable - tf.cast(value, variable.dtype)) * decay))


def average(layer: Any, variable: Any, value: Any, momentum: Any, training: Any, *, squares: Any = None) -> None:
    """Add the update that moves a variable while training; `squares` averages a deviation's variance."""

    def move() -> Any:
        new = moved(variable, value, momentum)
        return new if squares is None else squares.assign(tf.nn.relu(new * new - layer.epsilon))

    layer.add_update(
        lambda: smart_cond(
            training, lambda: tf.convert_to_tensor(move()), lambda: tf.convert_to_tensor(squares or variable)
        )
    )


def fused(layer: Any, inputs: Any, training: Any) -> Any:
    """Normalise with the fused op for images; its variance is that of a sample, N/(N-1) times the batch's."""
    channels = inputs.shape[layer.axis[0]]
    gamma = tf.ones([channels], layer._param_dtype) if layer.gamma is None else layer.gamma  # noqa: SLF001 - a layer too
    beta = tf.zeros([channels], layer._param_dtype) if layer.beta is None else layer.beta  # noqa: SLF001 - a layer too
    settings = {"epsilon": layer.epsilon, "data_format": "NCHW" if layer.axis == [1] else "NHWC"}

    def of_the_batch() -> Any:
        return tf1.nn.fused_batch_norm(inputs, gamma, beta, **settings)

    def as_moved() -> Any:
        kept = {"mean": layer.moving_mean, "variance": layer.moving_variance}
        return tf1.nn.fused_batch_norm(inputs, gamma, beta, **kept, is_training=False, **settings)

    with explained(layer, inputs):
        outputs, mean, variance = smart_cond(training, of_the_batch, as_moved)
    if constant(training) is not False:
        momentum = tf.convert_to_tensor(layer.momentum, tf.float32)
        average(layer, layer.moving_mean, mean, momentum, training)
        average(layer, layer.moving_variance, variance, momentum, training)
    return outputs


def composed(scale: Any, offset: Any, then_scale: Any, then_offset: Any) -> tuple[Any, Any]:
    """Return the scale and offset equivalent to two of them in sequence."""
    if then_scale is not None:
        scale, offset = scale * then_scale, offset * then_scale
    return scale, offset if then_offset is None else offset + then_offset


def renormalized(layer: Any, mean: Any, variance: Any, training: Any) -> tuple[list[Any], list[Any]]:
    """Return the corrections r and d of batch renormalisation (arXiv 1702.03275), and the moments to average."""
    stddev = tf.sqrt(variance + layer.epsilon)
    kept = tf.maximum(layer.renorm_stddev, tf.sqrt(tf.cast(layer.epsilon, stddev.dtype)))
    r, d = stddev / kept, (mean - layer.renorm_mean) / kept
    with tf.control_dependencies([r, d]):
        mean, stddev = tf.identity(mean), tf.identity(stddev)
    low, high, far = (layer.renorm_clipping.get(key) for key in ("rmin", "rmax", "dmax"))
    r = r if low is None else tf.maximum(r, low)
    r = r if high is None else tf.minimum(r, high)
    d = d if far is None else tf.minimum(tf.maximum(d, -far), far)
    r = smart_cond(training, lambda: r, lambda: tf.ones_like(r))
    d = smart_cond(training, lambda: d, lambda: tf.zeros_like(d))
    updates = [
        smart_cond(
            training, partial(moved, v, tf.identity(new), layer.renorm_momentum), partial(tf.convert_to_tensor, v)
        )
        for v, new in ((layer.renorm_mean, mean), (layer.renorm_stddev, stddev))
    ]
    with tf.control_dependencies(updates):
        return [r, d], [tf.identity(mean), tf.identity(variance)]
