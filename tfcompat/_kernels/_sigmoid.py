"""Sigmoid of logits, element by element."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import tensorflow as tf

from tfcompat._kernels._choice import fused_by_xla
from tfcompat._kernels._focal import focal
from tfcompat._kernels._programs import differentiated, kernel, with_own_gradient


def sigmoid(
    labels: tf.Tensor, logits: tf.Tensor, pos_weight: tf.Tensor | None = None, focal_gamma: float = 0.0
) -> tf.Tensor:
    """Return the cross-entropy of each element, its positive term times `pos_weight`.

    ``tf.nn.weighted_cross_entropy_with_logits`` is not used: at a logit of exactly 0 its gradient is 1 instead of 1/2.
    """
    if focal_gamma:
        positive = labels if pos_weight is None else pos_weight * labels
        return _focal(positive, 1 - labels, logits, focal_gamma=focal_gamma)
    if pos_weight is None:
        return _plain(labels, logits)
    return _weighted(pos_weight * labels, 1 - labels, logits)


def _parts(logits: tf.Tensor, if_one: tf.Tensor, if_zero: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """Return the parts of a cross-entropy: what both outcomes share, and minus what the unlikely one adds."""
    below = minus_size(logits)
    return _log1p(tf.exp(below)), tf.math.multiply_no_nan(below, tf.where(logits > 0, if_zero, if_one))


def minus_size(logits: tf.Tensor) -> tf.Tensor:
    """``-abs(logits)``; its derivative at 0 is that of `tf.where` with ``logits > 0``: 1, and not 0.

    Forward mode differentiates every operation, and so does a tape outside of `tf.vectorized_map`.
    """
    return tf.minimum(logits, -logits)


def _log1p(tensor: tf.Tensor) -> tf.Tensor:
    """``log(1 + t)`` for t in [0, 1], under XLA as ``t - t ** 2 * polynomial``; do not differentiate it.

    XLA's logarithm, for any t, took half the time of the loss. Its error is up to 2.5 units in the last place, this
    one's 1.4 (tests/runtime/kernels/test_kernels.py). Op by op, one operation is faster than twenty.
    """
    if tensor.dtype != tf.float32 or not fused_by_xla():
        return tf.math.log1p(tensor)
    highest, next_highest, *others = _coefficients()
    value = highest * tensor + next_highest
    for coefficient in others:
        value = value * tensor + coefficient
    return tensor - tensor * tensor * value


@cache
def _coefficients() -> list[float]:
    """Coefficients of a polynomial, highest power first: ``(t - log(1 + t)) / t ** 2`` on [0, 1] to 1e-9."""
    fitted = np.polynomial.Chebyshev.interpolate(lambda t: (t - np.log1p(t)) / t**2, 10, domain=[0, 1])
    return [float(one) for one in fitted.convert(kind=np.polynomial.Polynomial).coef[::-1]]


@tf.custom_gradient
def _both(logits: tf.Tensor) -> Any:
    """``p`` and ``1 - p``, from one exponential, both accurate when small."""
    far = tf.exp(minus_size(logits))
    near = 1 / (1 + far)
    far *= near
    p, rest = tf.where(logits > 0, near, far), tf.where(logits > 0, far, near)

    def gradient(to_p: tf.Tensor, to_rest: tf.Tensor) -> tf.Tensor:
        p, rest = _both(logits)
        return tf.math.multiply_no_nan(to_p - to_rest, p * rest)

    return (p, rest), gradient


@with_own_gradient
def _grad(positive: tf.Tensor, negative: tf.Tensor, logits: tf.Tensor) -> Any:
    """``negative * p - positive * (1 - p)``: the gradient to the logits, from one exponential and one division."""
    far = tf.exp(minus_size(logits))
    value = tf.where(logits > 0, negative - positive * far, negative * far - positive) / (1 + far)

    def gradient(upstream: tf.Tensor) -> list[tf.Tensor]:
        p, rest = _both(logits)
        return [-upstream * rest, upstream * p, upstream * tf.math.multiply_no_nan(positive + negative, p * rest)]

    return value, gradient


def _value(labels: tf.Tensor, logits: tf.Tensor) -> Any:
    shared, less = _parts(logits, labels, 1 - labels)
    return shared - less, ()


def _to_labels(upstream: tf.Tensor, _residuals: Any, _labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    return tf.math.multiply_no_nan(-logits, upstream)


def _to_logits(upstream: tf.Tensor, _residuals: Any, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    return upstream * _grad(labels, 1 - labels, logits)


_plain = kernel(_value, [_to_labels, _to_logits], each=True)


def _weighted_value(positive: tf.Tensor, negative: tf.Tensor, logits: tf.Tensor) -> Any:
    shared, less = _parts(logits, positive, negative)
    return tf.math.multiply_no_nan(shared, positive + negative) - less, ()


def _to_positive(upstream: tf.Tensor, _residuals: Any, *tensors: tf.Tensor) -> tf.Tensor:
    return tf.math.multiply_no_nan(tf.nn.softplus(-tensors[-1]), upstream)


def _to_negative(upstream: tf.Tensor, _residuals: Any, *tensors: tf.Tensor) -> tf.Tensor:
    return tf.math.multiply_no_nan(tf.nn.softplus(tensors[-1]), upstream)


def _to_weighted_logits(
    upstream: tf.Tensor, _residuals: Any, positive: tf.Tensor, negative: tf.Tensor, logits: tf.Tensor
) -> tf.Tensor:
    return upstream * _grad(positive, negative, logits)


_weighted = kernel(_weighted_value, [_to_positive, _to_negative, _to_weighted_logits], each=True)


def _focal_value(positive: tf.Tensor, negative: tf.Tensor, logits: tf.Tensor, focal_gamma: float) -> tf.Tensor:
    of_one, of_zero = focal(-tf.nn.softplus(-logits), focal_gamma), focal(-tf.nn.softplus(logits), focal_gamma)
    return tf.math.multiply_no_nan(of_one, positive) + tf.math.multiply_no_nan(of_zero, negative)


_focal = differentiated(_focal_value, 3)
