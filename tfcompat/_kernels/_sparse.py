"""Softmax of logits and labels that are class ids, without building the one-hot labels."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from tfcompat._kernels._choice import worth_compiling
from tfcompat._kernels._focal import focal, no_nan
from tfcompat._kernels._programs import differentiated, kernel
from tfcompat._kernels._softmax import log_softmax, penalty, penalty_slope, stable
from tfcompat._kernels._sums import over_classes


def sparse_softmax(
    labels: tf.Tensor,
    logits: tf.Tensor,
    weight: tf.Tensor | None = None,
    spread: tf.Tensor | None = None,
    focal_gamma: float = 0.0,
    z_loss: float = 0.0,
) -> tf.Tensor:
    """The loss of `softmax` for the labels ``weight * one_hot(labels) + spread``, without building them.

    Args:
        labels: Class ids ``[n]``, all of them in range.
        logits: ``[n, K]``.
        weight: ``[n]``; NaN makes both loss and gradient of that row NaN. None: 1.
        spread: ``[K]`` or ``[1]``: the mass that label smoothing gives each class of every row.
        focal_gamma: Exponent of ``1 - p``.
        z_loss: Weight of the squared logsumexp.
    """
    if weight is None:
        if spread is None and not (focal_gamma or z_loss or worth_compiling(logits)) and tf.executing_eagerly():
            return _of_tensorflow(labels, logits)
        weight = tf.ones_like(labels, logits.dtype)
    if not focal_gamma:
        if spread is None:
            return _plain(labels, weight, logits, z_loss=z_loss)
        return _smoothed(labels, weight, spread, logits, z_loss=z_loss)
    if spread is None:
        return _focal(labels, weight, logits, focal_gamma=focal_gamma, z_loss=z_loss)
    return _focal_smoothed(labels, weight, spread, logits, focal_gamma=focal_gamma, z_loss=z_loss)


def _of_tensorflow(labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    """The operation of TensorFlow, which costs one step where ours has ten, if it found no NaN.

    It is right for ids in range in value and every derivative, but for rows of nothing but -inf: NaN, not inf.
    """
    loss, _ = tf.raw_ops.SparseSoftmaxCrossEntropyWithLogits(features=logits, labels=labels)
    if np.isnan(loss.numpy()).any():
        return _plain(labels, tf.ones_like(labels, logits.dtype), logits, z_loss=0.0)
    return loss


def _surprise(labels: tf.Tensor, logits: tf.Tensor, top: tf.Tensor, total: tf.Tensor) -> tf.Tensor:
    """``-log p`` of each row's own class."""
    return tf.squeeze(tf.math.log(total), -1) - (tf.gather(logits, labels, batch_dims=1) - tf.squeeze(top, -1))


def _value(labels: tf.Tensor, weight: tf.Tensor, logits: tf.Tensor, z_loss: float) -> Any:
    _, top, total = stable(logits)
    surprise = _surprise(labels, logits, top, total)
    return no_nan(surprise, weight) + penalty(z_loss, top, total), (top, total)


def _to_weight(upstream: tf.Tensor, kept: Any, labels: tf.Tensor, *tensors: tf.Tensor, **_: float) -> tf.Tensor:
    return no_nan(_surprise(labels, tensors[-1], *kept), upstream)


def _to_logits(
    upstream: tf.Tensor, kept: Any, labels: tf.Tensor, weight: tf.Tensor, logits: tf.Tensor, z_loss: float
) -> tf.Tensor:
    top, total = kept
    mass = tf.expand_dims(weight, -1) + penalty_slope(z_loss, top, total)
    to_logits = tf.exp(logits - top) * (tf.expand_dims(upstream, -1) * mass / total)
    return tf.tensor_scatter_nd_sub(to_logits, _places(labels), upstream * weight)


def _places(labels: tf.Tensor) -> tf.Tensor:
    """The index of each row's own class."""
    return tf.stack([tf.range(tf.size(labels, labels.dtype)), labels], axis=1)


_plain = kernel(_value, [None, _to_weight, _to_logits])


def _smoothed_value(labels: tf.Tensor, weight: tf.Tensor, spread: tf.Tensor, logits: tf.Tensor, z_loss: float) -> Any:
    shifted, top, total = stable(logits)
    surprise = _surprise(labels, logits, top, total)
    loss = no_nan(surprise, weight) + penalty(z_loss, top, total)
    loss += tf.squeeze(tf.math.log(total), -1) * _times_all(spread, logits) - _spread_over(shifted, spread)
    return loss, (top, total)


def _to_smoothed_logits(
    upstream: tf.Tensor,
    kept: Any,
    labels: tf.Tensor,
    weight: tf.Tensor,
    spread: tf.Tensor,
    logits: tf.Tensor,
    z_loss: float,
) -> tf.Tensor:
    top, total = kept
    mass = tf.expand_dims(weight, -1) + penalty_slope(z_loss, top, total) + _times_all(spread, logits)
    to_logits = tf.exp(logits - top) * (mass / total) - spread  # in this order every step can write over the one before
    return tf.tensor_scatter_nd_sub(to_logits, _places(labels), weight) * tf.expand_dims(upstream, -1)


def _times_all(spread: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    """The sum of the spread over the classes, one number or all of them being given."""
    if spread.shape[0] == 1:
        return spread[0] * tf.cast(tf.shape(logits)[-1], logits.dtype)
    return tf.reduce_sum(spread)


def _spread_over(shifted: tf.Tensor, spread: tf.Tensor) -> tf.Tensor:
    """The sum over the classes of the spread times the logits; one number needs no second tensor of their size."""
    if spread.shape[0] == 1:
        return spread[0] * over_classes(shifted)
    return over_classes(no_nan(shifted, spread))


def _to_spread(
    upstream: tf.Tensor,
    kept: Any,
    _labels: tf.Tensor,
    _weight: tf.Tensor,
    spread: tf.Tensor,
    logits: tf.Tensor,
    **_: float,
) -> tf.Tensor:
    """The gradient to the spread; a single number is a keyword's value, which nothing trains."""
    if spread.shape[0] == 1:
        return tf.zeros_like(spread)
    top, total = kept
    log_total = tf.squeeze(tf.math.log(total), -1)
    return tf.reduce_sum(upstream * log_total) - tf.linalg.matvec(logits - top, upstream, transpose_a=True)


_smoothed = kernel(_smoothed_value, [None, _to_weight, _to_spread, _to_smoothed_logits])


def _focal_value(
    labels: tf.Tensor, weight: tf.Tensor, logits: tf.Tensor, focal_gamma: float, z_loss: float
) -> tf.Tensor:
    log_p = log_softmax(logits)
    loss = no_nan(focal(tf.gather(log_p, labels, batch_dims=1), focal_gamma), weight)
    return loss + (penalty(z_loss, *stable(logits)[1:]) if z_loss else 0.0)


def _focal_smoothed_value(
    labels: tf.Tensor, weight: tf.Tensor, spread: tf.Tensor, logits: tf.Tensor, focal_gamma: float, z_loss: float
) -> tf.Tensor:
    log_p = log_softmax(logits)
    terms = no_nan(focal(log_p, focal_gamma), tf.broadcast_to(spread, tf.shape(log_p)))
    return _focal_value(labels, weight, logits, focal_gamma, z_loss) + over_classes(terms)


_focal = differentiated(_focal_value, 3)
_focal_smoothed = differentiated(_focal_smoothed_value, 4)
