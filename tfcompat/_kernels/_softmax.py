"""Softmax of logits and labels that are a distribution."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat._kernels._focal import focal, no_nan
from tfcompat._kernels._programs import differentiated, kernel
from tfcompat._kernels._sums import over_classes


def stable(logits: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
    """Logits less their maximum, the maximum, and the sum of exponentials: at least 1, also where all are -inf."""
    top = tf.stop_gradient(tf.reduce_max(logits, axis=-1, keepdims=True))
    top = tf.where(tf.equal(top, float("-inf")), tf.zeros([], top.dtype), top)
    shifted = logits - top
    return shifted, top, tf.maximum(over_classes(tf.exp(shifted), keepdims=True), 1)


def log_softmax(logits: tf.Tensor) -> tf.Tensor:
    """``log softmax(logits)``; -inf, never NaN, where all logits are -inf."""

    @tf.custom_gradient
    def whole(logits: tf.Tensor) -> Any:
        shifted, _, total = stable(logits)
        value = shifted - tf.math.log(total)

        def gradient(upstream: tf.Tensor) -> tf.Tensor:
            return upstream - tf.exp(shifted) / total * over_classes(upstream, keepdims=True)

        return value, gradient

    return whole(logits)


def penalty(z_loss: float, top: tf.Tensor, total: tf.Tensor) -> tf.Tensor | float:
    """``z_loss * logsumexp ** 2`` of each row."""
    return z_loss * tf.square(tf.squeeze(top + tf.math.log(total), -1)) if z_loss else 0.0


def penalty_slope(z_loss: float, top: tf.Tensor, total: tf.Tensor) -> tf.Tensor | float:
    """The derivative of `penalty` to the logsumexp."""
    return 2 * z_loss * (top + tf.math.log(total)) if z_loss else 0.0


def softmax(labels: tf.Tensor, logits: tf.Tensor, focal_gamma: float = 0.0, z_loss: float = 0.0) -> tf.Tensor:
    """``-sum(labels * (1 - p) ** focal_gamma * log p) + z_loss * logsumexp(logits) ** 2`` over the last axis."""
    if focal_gamma:
        return _focal_softmax(labels, logits, focal_gamma=focal_gamma, z_loss=z_loss)
    return _plain_softmax(labels, logits, z_loss=z_loss)


def _value(labels: tf.Tensor, logits: tf.Tensor, z_loss: float) -> Any:
    shifted, top, total = stable(logits)
    loss = over_classes(no_nan(tf.math.log(total) - shifted, labels))
    return loss + penalty(z_loss, top, total), (top, total)


def _to_labels(upstream: tf.Tensor, kept: Any, _labels: tf.Tensor, logits: tf.Tensor, **_: float) -> tf.Tensor:
    top, total = kept
    return no_nan(tf.math.log(total) - (logits - top), tf.expand_dims(upstream, -1))


def _to_logits(upstream: tf.Tensor, kept: Any, labels: tf.Tensor, logits: tf.Tensor, z_loss: float) -> tf.Tensor:
    top, total = kept
    mass = over_classes(labels, keepdims=True) + penalty_slope(z_loss, top, total)
    return tf.expand_dims(upstream, -1) * (tf.exp(logits - top) * (mass / total) - labels)


_plain_softmax = kernel(_value, [_to_labels, _to_logits])


def _focal_value(labels: tf.Tensor, logits: tf.Tensor, focal_gamma: float, z_loss: float) -> tf.Tensor:
    loss = over_classes(no_nan(focal(log_softmax(logits), focal_gamma), labels))
    return loss + (penalty(z_loss, *stable(logits)[1:]) if z_loss else 0.0)


_focal_softmax = differentiated(_focal_value, 2)
