"""The focal factor, in log space, with its gradient and curvature."""

from __future__ import annotations

from typing import Any

import tensorflow as tf


def focal(log_p: tf.Tensor, gamma: float) -> tf.Tensor:
    """``-(1 - p) ** gamma * log p`` from ``log p``, in log space, finite in value and gradient as p goes to 1.

    Keras computes it from clipped probabilities: the loss stops at 16.118 and its gradient is 0 there, and with gamma
    below 1 it is NaN.
    """
    if not gamma:
        return -log_p

    @tf.custom_gradient
    def value(log_p: tf.Tensor) -> Any:
        return -((-tf.math.expm1(log_p)) ** gamma) * log_p, lambda upstream: upstream * focal_grad(log_p, gamma)

    return value(log_p)


def focal_grad(log_p: tf.Tensor, gamma: float) -> tf.Tensor:
    """Return the derivative of `focal` to ``log p``."""

    @tf.custom_gradient
    def grad(log_p: tf.Tensor) -> Any:
        p, rest, ratio, _ = _focal_parts(log_p, gamma)
        value = -(rest**gamma) * (1 - gamma * tf.math.multiply_no_nan(ratio, p))
        return value, lambda upstream: tf.math.multiply_no_nan(curvature(log_p), upstream)

    def curvature(log_p: tf.Tensor) -> tf.Tensor:
        p, _, ratio, power = _focal_parts(log_p, gamma)
        near, far = tf.math.multiply_no_nan(2 + log_p, p), tf.math.multiply_no_nan(ratio, p * p)
        return gamma * power * (near - (gamma - 1) * far)

    return grad(log_p)


def _focal_parts(log_p: tf.Tensor, gamma: float) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]:
    """p; 1 - p; log p / (1 - p), which goes to -1 as p goes to 1; and (1 - p) ** (gamma - 1), 0 where p rounds to 1."""
    rest = -tf.math.expm1(log_p)
    safe = tf.where(rest > 0, rest, tf.ones_like(rest))
    ratio = tf.where(rest > 0, log_p / safe, -tf.ones_like(rest))
    power = safe ** (gamma - 1) if gamma == 1 else tf.where(rest > 0, safe ** (gamma - 1), tf.zeros_like(rest))
    return tf.exp(log_p), rest, ratio, power
