"""Softmax of logits with labels that are a distribution."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat._kernels._focal import focal, focal_grad
from tfcompat._kernels._operations import Operation, of_the_loss, unless_nan
from tfcompat._kernels._programs import kernel
from tfcompat._kernels._sums import over_classes


def stable(logits: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
    """Return logits minus their maximum, the maximum, and the sum of exponentials: at least 1, even if all are -inf."""
    row_max = greatest(logits)
    shifted = logits - row_max
    return shifted, row_max, tf.maximum(over_classes(shifted, tf.exp, keepdims=True), 1)


def greatest(logits: tf.Tensor) -> tf.Tensor:
    """Return the maximum of each row; the smallest finite number if all are -inf."""
    row_max = tf.stop_gradient(tf.reduce_max(logits, axis=-1, keepdims=True))
    return tf.maximum(row_max, row_max.dtype.min)


def penalised(loss: tf.Tensor, z_loss: float, row_max: tf.Tensor, total: tf.Tensor) -> tf.Tensor:
    """Add ``z_loss * logsumexp ** 2`` of each row to its loss."""
    return loss + z_loss * tf.square(tf.squeeze(_log_sum(row_max, total), -1)) if z_loss else loss


def penalised_mass(mass: tf.Tensor, z_loss: float, row_max: tf.Tensor, total: tf.Tensor) -> tf.Tensor:
    """Return the derivative of `penalised` to the logsumexp, given that of the loss, the mass of the labels."""
    return mass + 2 * z_loss * _log_sum(row_max, total) if z_loss else mass


def _log_sum(row_max: tf.Tensor, total: tf.Tensor) -> tf.Tensor:
    """Return the logsumexp; 0 if all logits are -inf, because nothing could be pulled towards 0."""
    return tf.where(tf.equal(row_max, row_max.dtype.min), tf.zeros([], row_max.dtype), row_max) + tf.math.log(total)


def softmax(labels: tf.Tensor, logits: tf.Tensor, focal_gamma: float = 0.0, z_loss: float = 0.0) -> tf.Tensor:
    """``-sum(labels * (1 - p) ** focal_gamma * log p) + z_loss * logsumexp(logits) ** 2`` over the last axis."""
    if focal_gamma:
        return _focal_softmax(labels, logits, focal_gamma=focal_gamma, z_loss=z_loss)
    return _plain_softmax(labels, logits, z_loss=z_loss)


def _value(labels: tf.Tensor, logits: tf.Tensor, z_loss: float) -> Any:
    shifted, row_max, total = stable(logits)
    loss = over_classes(tf.math.multiply_no_nan(tf.math.log(total) - shifted, labels))
    return penalised(loss, z_loss, row_max, total), (row_max, total)


def _to_labels(upstream: tf.Tensor, residuals: Any, _labels: tf.Tensor, logits: tf.Tensor, **_: float) -> tf.Tensor:
    row_max, total = residuals
    return tf.math.multiply_no_nan(tf.math.log(total) - (logits - row_max), tf.expand_dims(upstream, -1))


def _to_logits(upstream: tf.Tensor, residuals: Any, labels: tf.Tensor, logits: tf.Tensor, z_loss: float) -> tf.Tensor:
    row_max, total = residuals
    mass = penalised_mass(over_classes(labels, keepdims=True), z_loss, row_max, total)
    return tf.expand_dims(upstream, -1) * (tf.exp(logits - row_max) * (mass / total) - labels)


def _operation_value(labels: tf.Tensor, logits: tf.Tensor) -> Any:
    def formula() -> tuple[tf.Tensor, tf.Tensor]:
        loss, (row_max, total) = _value(labels, logits, z_loss=0.0)
        return loss, tf.exp(logits - row_max) / total - labels

    shape, classes = tf.shape(logits), tf.shape(logits)[-1:]
    rows, of_rows = (tf.reshape(tensor, tf.concat([[-1], classes], 0)) for tensor in (logits, labels))
    found, backprop = tf.raw_ops.SoftmaxCrossEntropyWithLogits(features=rows, labels=of_rows)  # of rank 2 alone
    found = tf.ensure_shape(tf.reshape(found, shape[:-1]), logits.shape[:-1])
    backprop = tf.ensure_shape(tf.reshape(backprop, shape), logits.shape)
    loss, slope = unless_nan((found, backprop), formula)
    return loss, (of_the_loss(slope, labels),)


def _operation_to_logits(upstream: tf.Tensor, residuals: Any, *_tensors: tf.Tensor, **_: float) -> tf.Tensor:
    return residuals[0] * tf.expand_dims(upstream, -1)


_operation = Operation("dense", _operation_value, [None, _operation_to_logits])
_plain_softmax = kernel(_value, [_to_labels, _to_logits], operation=_operation)


def focal_value(labels: tf.Tensor, logits: tf.Tensor, focal_gamma: float, z_loss: float = 0.0) -> Any:
    """Return the loss with the focal factor, for labels ``[n, K]`` or common labels ``[1, K]`` or ``[1, 1]``.

    The sum for its gradient is computed here: in the gradient, XLA would keep three tensors of the size of the logits.
    """
    shifted, row_max, total = stable(logits)
    log_p = shifted - tf.math.log(total)
    labels = tf.broadcast_to(labels, tf.shape(logits))
    mass = -over_classes(tf.math.multiply_no_nan(focal_grad(log_p, focal_gamma), labels), keepdims=True)
    loss = over_classes(tf.math.multiply_no_nan(focal(log_p, focal_gamma), labels))
    return penalised(loss, z_loss, row_max, total), (row_max, total, penalised_mass(mass, z_loss, row_max, total))


def focal_to_labels(
    upstream: tf.Tensor, residuals: Any, _labels: tf.Tensor, logits: tf.Tensor, **settings: Any
) -> tf.Tensor:
    """Return the gradient to labels ``[n, K]``."""
    row_max, total, _ = residuals
    log_p = logits - row_max - tf.math.log(total)
    return tf.math.multiply_no_nan(focal(log_p, settings["focal_gamma"]), tf.expand_dims(upstream, -1))


def focal_to_logits(
    upstream: tf.Tensor, residuals: Any, labels: tf.Tensor, logits: tf.Tensor, **settings: Any
) -> tf.Tensor:
    """Return the gradient to the logits: that to ``log p``, minus its sum times p."""
    row_max, total, mass = residuals
    log_p = logits - row_max - tf.math.log(total)
    grad = tf.math.multiply_no_nan(
        focal_grad(log_p, settings["focal_gamma"]), tf.broadcast_to(labels, tf.shape(logits))
    )
    return tf.expand_dims(upstream, -1) * (grad + tf.exp(log_p) * mass)


_focal_softmax = kernel(focal_value, [focal_to_labels, focal_to_logits])
