"""The arithmetic of a loss on logits, right in value and in every derivative; ``tf.nn`` is the reference.

Every kernel takes the classes on the last axis and works in the dtype that it is given. What ``tf.nn`` gets wrong, and
these do not: the gradient where labels do not sum to 1 (tensorflow#60314, tensorflow#2327), the mixed derivative, which
is zero there, logits of -inf, and ids out of range under XLA with op determinism. Gradients are written with ordinary
ops of the same tensors, so that they can be differentiated again.
"""

from __future__ import annotations

from typing import Any

import tensorflow as tf

no_nan = tf.math.multiply_no_nan


def _shifted(logits: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
    """Logits less their maximum, the maximum, and the sum of exponentials: at least 1, also where all are -inf."""
    top = tf.stop_gradient(tf.reduce_max(logits, axis=-1, keepdims=True))
    top = tf.where(tf.math.is_inf(top) & (top < 0), tf.zeros_like(top), top)
    shifted = logits - top
    return shifted, top, tf.maximum(tf.reduce_sum(tf.exp(shifted), axis=-1, keepdims=True), 1)


def log_softmax(logits: tf.Tensor) -> tf.Tensor:
    """``log softmax(logits)``; -inf, never NaN, where all logits are -inf."""

    @tf.custom_gradient
    def kernel(logits: tf.Tensor) -> Any:
        shifted, _, total = _shifted(logits)
        value = shifted - tf.math.log(total)

        def gradient(upstream: tf.Tensor) -> tf.Tensor:
            return upstream - tf.exp(shifted) / total * tf.reduce_sum(upstream, axis=-1, keepdims=True)

        return value, gradient

    return kernel(logits)


def softmax(labels: tf.Tensor, logits: tf.Tensor, focal_gamma: float = 0.0, z_loss: float = 0.0) -> tf.Tensor:
    """``-sum(labels * (1 - p) ** focal_gamma * log p) + z_loss * logsumexp(logits) ** 2`` over the last axis."""
    if focal_gamma:
        loss = tf.reduce_sum(no_nan(focal(log_softmax(logits), focal_gamma), labels), axis=-1)
        return loss + _penalty(z_loss, *_shifted(logits)[1:])

    @tf.custom_gradient
    def kernel(labels: tf.Tensor, logits: tf.Tensor) -> Any:
        shifted, top, total = _shifted(logits)
        surprise = tf.math.log(total) - shifted
        loss = tf.reduce_sum(no_nan(surprise, labels), axis=-1)

        def gradient(upstream: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
            upstream = upstream[..., tf.newaxis]
            mass = tf.reduce_sum(labels, axis=-1, keepdims=True) + _slope(z_loss, top, total)
            to_logits = upstream * (tf.exp(shifted) * (mass / total) - labels)
            return no_nan(surprise, upstream), to_logits

        return loss + _penalty(z_loss, top, total), gradient

    return kernel(labels, logits)


def sparse_softmax(
    labels: tf.Tensor,
    logits: tf.Tensor,
    weight: tf.Tensor,
    spread: tf.Tensor | None = None,
    focal_gamma: float = 0.0,
    z_loss: float = 0.0,
) -> tf.Tensor:
    """The loss of `softmax` for the labels ``weight * one_hot(labels) + spread``, without building them.

    Args:
        labels: Class ids ``[n]``, all of them in range.
        logits: ``[n, K]``.
        weight: ``[n]``; NaN makes both loss and gradient of that row NaN.
        spread: ``[K]`` or ``[1]``: the mass that label smoothing gives each class of every row.
        focal_gamma: Exponent of ``1 - p``.
        z_loss: Weight of the squared logsumexp.
    """
    if focal_gamma:
        log_p = log_softmax(logits)
        loss = no_nan(focal(tf.gather(log_p, labels, batch_dims=1), focal_gamma), weight)
        if spread is not None:
            loss += tf.reduce_sum(no_nan(focal(log_p, focal_gamma), tf.broadcast_to(spread, tf.shape(log_p))), axis=-1)
        return loss + _penalty(z_loss, *_shifted(logits)[1:])

    @tf.custom_gradient
    def kernel(logits: tf.Tensor, weight: tf.Tensor, spread: tf.Tensor) -> Any:
        shifted, top, total = _shifted(logits)
        log_total = tf.math.log(total)[:, 0]
        surprise = log_total - tf.gather(shifted, labels, batch_dims=1)
        loss = no_nan(surprise, weight) + _penalty(z_loss, top, total)
        classes = tf.cast(tf.shape(logits)[-1], logits.dtype)
        if smoothed:
            loss += log_total * _times_all(spread, classes) - _spread_over(shifted, spread)

        def gradient(upstream: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
            mass = weight[:, tf.newaxis] + _slope(z_loss, top, total)
            if smoothed:
                mass += _times_all(spread, classes)
            places = tf.stack([tf.range(tf.size(labels, labels.dtype)), labels], axis=1)
            if smoothed:  # in this order every step can write over the one before
                to_logits = tf.exp(shifted) * (mass / total) - spread
                to_logits = tf.tensor_scatter_nd_sub(to_logits, places, weight) * upstream[:, tf.newaxis]
            else:
                to_logits = tf.exp(shifted) * (upstream[:, tf.newaxis] * mass / total)
                to_logits = tf.tensor_scatter_nd_sub(to_logits, places, upstream * weight)
            return to_logits, no_nan(surprise, upstream), _to_spread(spread, upstream, log_total, shifted)

        return loss, gradient

    smoothed = spread is not None
    return kernel(logits, weight, spread if smoothed else tf.zeros([1], logits.dtype))


def _times_all(spread: tf.Tensor, classes: tf.Tensor) -> tf.Tensor:
    """The sum of the spread over the classes, one number or all of them being given."""
    return spread[0] * classes if spread.shape[0] == 1 else tf.reduce_sum(spread)


def _spread_over(shifted: tf.Tensor, spread: tf.Tensor) -> tf.Tensor:
    """The sum over the classes of the spread times the logits; one number needs no second tensor of their size."""
    if spread.shape[0] == 1:
        return spread[0] * tf.reduce_sum(shifted, axis=-1)
    return tf.reduce_sum(no_nan(shifted, spread), axis=-1)


def _to_spread(spread: tf.Tensor, upstream: tf.Tensor, log_total: tf.Tensor, shifted: tf.Tensor) -> tf.Tensor:
    """The gradient of the sparse loss to the spread; a single number is a keyword's value, which nothing trains."""
    if spread.shape[0] == 1:
        return tf.zeros_like(spread)
    return tf.reduce_sum(upstream * log_total) - tf.linalg.matvec(shifted, upstream, transpose_a=True)


def _penalty(z_loss: float, top: tf.Tensor, total: tf.Tensor) -> tf.Tensor | float:
    """``z_loss * logsumexp ** 2`` of each row."""
    return z_loss * (top + tf.math.log(total))[..., 0] ** 2 if z_loss else 0.0


def _slope(z_loss: float, top: tf.Tensor, total: tf.Tensor) -> tf.Tensor | float:
    """The derivative of `_penalty` to the logsumexp."""
    return 2 * z_loss * (top + tf.math.log(total)) if z_loss else 0.0


def focal(log_p: tf.Tensor, gamma: float) -> tf.Tensor:
    """``-(1 - p) ** gamma * log p`` from ``log p``, in log space, finite in value and slope as p goes to 1.

    Keras computes it from clipped probabilities: the loss stops at 16.118 and its gradient is 0 there, and with gamma
    below 1 it is NaN.
    """
    if not gamma:
        return -log_p

    @tf.custom_gradient
    def value(log_p: tf.Tensor) -> Any:
        return -((-tf.math.expm1(log_p)) ** gamma) * log_p, lambda upstream: upstream * slope(log_p)

    @tf.custom_gradient
    def slope(log_p: tf.Tensor) -> Any:
        p, rest, ratio, _ = _focal_parts(log_p, gamma)
        return -(rest**gamma) * (1 - gamma * no_nan(ratio, p)), lambda upstream: no_nan(curvature(log_p), upstream)

    def curvature(log_p: tf.Tensor) -> tf.Tensor:
        p, _, ratio, power = _focal_parts(log_p, gamma)
        return gamma * power * (no_nan(2 + log_p, p) - (gamma - 1) * no_nan(ratio, p * p))

    return value(log_p)


def _focal_parts(log_p: tf.Tensor, gamma: float) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]:
    """p; 1 - p; log p / (1 - p), which goes to -1 as p goes to 1; and (1 - p) ** (gamma - 1), 0 where p rounds to 1."""
    rest = -tf.math.expm1(log_p)
    safe = tf.where(rest > 0, rest, tf.ones_like(rest))
    ratio = tf.where(rest > 0, log_p / safe, -tf.ones_like(rest))
    power = safe ** (gamma - 1) if gamma == 1 else tf.where(rest > 0, safe ** (gamma - 1), tf.zeros_like(rest))
    return tf.exp(log_p), rest, ratio, power


def sigmoid(
    labels: tf.Tensor, logits: tf.Tensor, pos_weight: tf.Tensor | None = None, focal_gamma: float = 0.0
) -> tf.Tensor:
    """The cross-entropy of each element, its positive term times `pos_weight`.

    Not ``tf.nn.weighted_cross_entropy_with_logits``: its gradient is 1 where 1/2 is right, at a logit of exactly 0.
    """
    positive = labels if pos_weight is None else pos_weight * labels
    of_one = focal(-tf.nn.softplus(-logits), focal_gamma)
    of_zero = focal(-tf.nn.softplus(logits), focal_gamma)
    return no_nan(of_one, positive) + no_nan(of_zero, 1 - labels)
