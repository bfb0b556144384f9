"""Softmax of logits with labels that are class ids, without building the one-hot labels."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from tfcompat._kernels._choice import Way, is_in_a_program, way_of
from tfcompat._kernels._focal import focal
from tfcompat._kernels._operations import Operation, unless_nan
from tfcompat._kernels._programs import kernel
from tfcompat._kernels._softmax import (
    focal_to_labels,
    focal_to_logits,
    focal_value,
    greatest,
    penalised,
    penalised_mass,
    stable,
)
from tfcompat._kernels._sums import over_classes, with_own_sum


def sparse_softmax(
    labels: tf.Tensor,
    logits: tf.Tensor,
    weight: tf.Tensor | None = None,
    smoothing: tf.Tensor | None = None,
    focal_gamma: float = 0.0,
    z_loss: float = 0.0,
) -> tf.Tensor:
    """Return the loss of `softmax` for the labels ``weight * one_hot(labels) + smoothing``, without building them.

    Args:
        labels: Class ids ``[n]``, all of them in range.
        logits: ``[n, K]``.
        weight: ``[n]``; NaN makes both loss and gradient of that row NaN. None: 1.
        smoothing: ``[K]`` or ``[1]``: the mass of label smoothing for each class of every row.
        focal_gamma: Exponent of ``1 - p``.
        z_loss: Weight of the squared logsumexp.
    """
    if weight is None:
        plain = smoothing is None and not (focal_gamma or z_loss)
        if plain and tf.executing_eagerly() and way_of(logits, "sparse") is Way.OPERATION:
            return _of_tensorflow(labels, logits)
        weight = tf.ones_like(labels, logits.dtype)
    if focal_gamma:
        return _focal(labels, weight, smoothing, logits, focal_gamma, z_loss)
    if smoothing is None:
        return _plain(labels, weight, logits, z_loss=z_loss)
    return _smoothed(labels, weight, smoothing, logits, z_loss=z_loss)


def _of_tensorflow(labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    """Compute the loss with TensorFlow's operation, one step instead of ten, if it finds no NaN.

    For ids in range it is correct in value and every derivative, except for rows of only -inf: NaN instead of inf.
    """
    loss, _ = tf.raw_ops.SparseSoftmaxCrossEntropyWithLogits(features=logits, labels=labels)
    if np.isnan(loss.numpy()).any():
        return _plain(labels, tf.ones_like(labels, logits.dtype), logits, z_loss=0.0)
    return loss


def _nll(target_logit: tf.Tensor, total: tf.Tensor) -> tf.Tensor:
    """``-log p`` of each row's own class, from its logit minus the maximum of the row."""
    return tf.squeeze(tf.math.log(total), -1) - target_logit


def _target_logit(labels: tf.Tensor, logits: tf.Tensor, row_max: tf.Tensor) -> tf.Tensor:
    """Return the logit of each row's own class minus the row's maximum, without a tensor of the logits' size."""
    return at_labels(logits, labels) - tf.squeeze(row_max, -1)


def _value(labels: tf.Tensor, weight: tf.Tensor, logits: tf.Tensor, z_loss: float) -> Any:
    shifted, row_max, total = stable(logits)
    nll = _nll(at_labels(shifted, labels), total)
    return penalised(tf.math.multiply_no_nan(nll, weight), z_loss, row_max, total), (row_max, total)


def _to_weight(upstream: tf.Tensor, residuals: Any, labels: tf.Tensor, *tensors: tf.Tensor, **_: float) -> tf.Tensor:
    row_max, total = residuals
    return tf.math.multiply_no_nan(_nll(_target_logit(labels, tensors[-1], row_max), total), upstream)


def _to_logits(
    upstream: tf.Tensor, residuals: Any, labels: tf.Tensor, weight: tf.Tensor, logits: tf.Tensor, z_loss: float
) -> tf.Tensor:
    row_max, total = residuals
    at_label = upstream * weight
    of_all = tf.expand_dims(at_label, -1)
    if z_loss:
        of_all = tf.expand_dims(upstream, -1) * penalised_mass(tf.expand_dims(weight, -1), z_loss, row_max, total)
    return less_at_labels(tf.exp(logits - row_max) * (of_all / total), labels, at_label)


def less_at_labels(rows: tf.Tensor, labels: tf.Tensor, amount: tf.Tensor) -> tf.Tensor:
    """Subtract an amount from the entry of each row's own class.

    `tf.vectorized_map` has no converter for TensorScatterSub, nor for the gradients of TensorScatterUpdate, and would
    loop over the examples instead; for the latter it only converts int32 indices. In our compiled program,
    TensorScatterSub is a tenth faster.
    """
    if tf.executing_eagerly() or is_in_a_program():
        return tf.tensor_scatter_nd_sub(rows, _places(labels), amount)
    places = _places(tf.cast(labels, tf.int32))

    @tf.custom_gradient
    def less(rows: tf.Tensor, amount: tf.Tensor) -> Any:
        replaced = tf.tensor_scatter_nd_update(rows, places, at_labels(rows, labels) - amount)
        return replaced, lambda upstream: (upstream, -at_labels(upstream, labels))

    return less(rows, amount)


def _places(labels: tf.Tensor) -> tf.Tensor:
    """Return the index of each row's own class."""
    return tf.stack([tf.range(tf.size(labels, labels.dtype)), labels], axis=1)


def at_labels(rows: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
    """Gather the entry of each row's own class."""
    return tf.gather(rows, labels, batch_dims=1)


def _operation_value(labels: tf.Tensor, weight: tf.Tensor, logits: tf.Tensor) -> Any:
    def formula() -> tuple[tf.Tensor, tf.Tensor]:
        ones = tf.ones_like(weight)
        nll, residuals = _value(labels, ones, logits, z_loss=0.0)
        return nll, _to_logits(ones, residuals, labels, ones, logits, z_loss=0.0)

    found = tf.raw_ops.SparseSoftmaxCrossEntropyWithLogits(features=logits, labels=labels)
    nll, slope = unless_nan(tuple(found), formula)
    return tf.math.multiply_no_nan(nll, weight), (nll, slope)


def _operation_to_weight(upstream: tf.Tensor, residuals: Any, *_tensors: tf.Tensor, **_: float) -> tf.Tensor:
    return tf.math.multiply_no_nan(residuals[0], upstream)


def _operation_to_logits(
    upstream: tf.Tensor, residuals: Any, _labels: tf.Tensor, weight: tf.Tensor, _logits: tf.Tensor, **_: float
) -> tf.Tensor:
    return residuals[1] * tf.expand_dims(upstream * weight, -1)


_operation = Operation("sparse", _operation_value, [None, _operation_to_weight, _operation_to_logits])
_plain = kernel(_value, [None, _to_weight, _to_logits], operation=_operation)


def _smoothed_value(
    labels: tf.Tensor, weight: tf.Tensor, smoothing: tf.Tensor, logits: tf.Tensor, z_loss: float
) -> Any:
    if smoothing.shape[0] == 1:
        row_max = greatest(logits)
        total, of_logits = with_own_sum(logits - row_max, tf.exp)
        total, of_logits = tf.expand_dims(tf.maximum(total, 1), -1), smoothing[0] * of_logits
    else:
        shifted, row_max, total = stable(logits)
        of_logits = over_classes(tf.math.multiply_no_nan(shifted, smoothing))
    nll = _nll(_target_logit(labels, logits, row_max), total)
    loss = penalised(tf.math.multiply_no_nan(nll, weight), z_loss, row_max, total)
    return loss + tf.squeeze(tf.math.log(total), -1) * _times_all(smoothing, logits) - of_logits, (row_max, total)


def _to_smoothed_logits(
    upstream: tf.Tensor,
    residuals: Any,
    labels: tf.Tensor,
    weight: tf.Tensor,
    smoothing: tf.Tensor,
    logits: tf.Tensor,
    z_loss: float,
) -> tf.Tensor:
    row_max, total = residuals
    mass = penalised_mass(tf.expand_dims(weight, -1), z_loss, row_max, total) + _times_all(smoothing, logits)
    # In this order every step can overwrite the one before, and XLA fuses all of them except the last.
    to_logits = (tf.exp(logits - row_max) * (mass / total) - smoothing) * tf.expand_dims(upstream, -1)
    return less_at_labels(to_logits, labels, upstream * weight)


def _times_all(smoothing: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    """Return the sum of the smoothing over the classes, from one number or all of them."""
    if smoothing.shape[0] == 1:
        return smoothing[0] * tf.cast(tf.shape(logits)[-1], logits.dtype)
    return tf.reduce_sum(smoothing)


def _to_smoothing(
    upstream: tf.Tensor,
    residuals: Any,
    _labels: tf.Tensor,
    _weight: tf.Tensor,
    smoothing: tf.Tensor,
    logits: tf.Tensor,
    **_: float,
) -> tf.Tensor:
    """Return the gradient to the smoothing; a single number is a keyword's value, which is never trained."""
    if smoothing.shape[0] == 1:
        return tf.zeros_like(smoothing)
    row_max, total = residuals
    log_total = tf.squeeze(tf.math.log(total), -1)
    return tf.reduce_sum(upstream * log_total) - tf.linalg.matvec(logits - row_max, upstream, transpose_a=True)


_smoothed = kernel(_smoothed_value, [None, _to_weight, _to_smoothing, _to_smoothed_logits])


def _focal(
    labels: tf.Tensor,
    weight: tf.Tensor,
    smoothing: tf.Tensor | None,
    logits: tf.Tensor,
    focal_gamma: float,
    z_loss: float,
) -> tf.Tensor:
    """Apply the focal factor to the loss of a row's own class only, not to a tensor of the logits' size."""
    nll = _plain(labels, tf.ones_like(weight), logits, z_loss=0.0)
    loss = tf.math.multiply_no_nan(focal(-nll, focal_gamma), weight)
    if smoothing is not None:
        loss += _focal_smoothing(tf.expand_dims(smoothing, 0), logits, focal_gamma=focal_gamma)
    return loss + _plain(labels, tf.zeros_like(weight), logits, z_loss=z_loss) if z_loss else loss


def _to_focal_smoothing(upstream: tf.Tensor, residuals: Any, *tensors: tf.Tensor, **settings: Any) -> tf.Tensor:
    if tensors[0].shape[-1] == 1:
        return tf.zeros_like(tensors[0])
    return tf.reduce_sum(focal_to_labels(upstream, residuals, *tensors, **settings), axis=0, keepdims=True)


_focal_smoothing = kernel(focal_value, [_to_focal_smoothing, focal_to_logits])
