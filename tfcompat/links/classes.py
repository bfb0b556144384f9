"""Softmax and its logarithm: from the logits of mutually exclusive classes to their probabilities."""

from __future__ import annotations

import math
from typing import Any

import tensorflow as tf

from tfcompat import _kernels
from tfcompat._arguments.links import as_floating
from tfcompat._arguments.old_keywords import answers_old_keywords
from tfcompat._arguments.structured import structured
from tfcompat._arguments.tensors import check_axis
from tfcompat.links._arithmetic import difference, double, exact_sum, negative, single, times_exp, tiny_sum_exp

__all__ = ["log_softmax", "softmax"]

_FAR = -60.0
_LEAST_SUM = 2.0**-900
"""Below this, what few odds sum to may owe a part to odds that TensorFlow takes for zero."""


@answers_old_keywords
@structured("logits")
def softmax(logits: Any, *, axis: int = -1) -> tf.Tensor:
    r"""Return the probabilities of mutually exclusive classes.

    .. math:: \operatorname{softmax}(z)_k = \frac{\exp z_k}{\sum_j \exp z_j}

    Args:
        logits: Unnormalised log-probabilities :math:`z`; ``[..., num_classes]``, floating point. ``-inf`` is an
            impossible class; classes at ``inf`` share all of the probability.
        axis: The class axis; an int. Default: -1, the last.

    Returns:
        Probabilities in the shape of ``logits``; float64 for float64, otherwise float32. NaN if a logit is NaN or all
        classes are impossible.

    Raises:
        TypeError: ``logits`` is not floating point, or ``axis`` is not an int.
        ValueError: ``logits`` has no such axis.

    Examples:
        >>> softmax([[0.0, 0.0, float("-inf")]]).numpy()
        array([[0.5, 0.5, 0. ]], dtype=float32)

    References:
        J. S. Bridle, Probabilistic interpretation of feedforward classification network outputs (1990).
        ``tf.nn.softmax`` is up to 70 ulp off in float32 if a logit is 80 below the largest.
    """
    return _along(_softmax, logits, axis, "softmax")


@answers_old_keywords
@structured("logits")
def log_softmax(logits: Any, *, axis: int = -1) -> tf.Tensor:
    r"""Return the log-probabilities of mutually exclusive classes, in nats.

    .. math:: \operatorname{log\,softmax}(z)_k = z_k - \log \sum_j \exp z_j

    The result is exact even for a probability that rounds to 1.

    Args:
        logits: As for `softmax`.
        axis: The class axis; an int. Default: -1, the last.

    Returns:
        Log-probabilities in the shape of ``logits``; float64 for float64, otherwise float32. ``-inf`` for an impossible
        class.

    Raises:
        TypeError: ``logits`` is not floating point, or ``axis`` is not an int.
        ValueError: ``logits`` has no such axis.

    Examples:
        >>> log_softmax([[30.0, 0.0]]).numpy()
        array([[-9.357623e-14, -3.000000e+01]], dtype=float32)

    References:
        ``tf.nn.log_softmax``, which returns ``[0, -30]`` for this example.
    """
    return _along(_log_softmax, logits, axis, "log_softmax")


def _along(link: Any, logits: Any, axis: int, name: str) -> tf.Tensor:
    tensor = as_floating(logits, name)
    return link(tensor, check_axis(axis, tensor, f"the argument of {name}()"))


def _softmax(logits: tf.Tensor, axis: int) -> tf.Tensor:
    @_kernels.with_own_gradient
    def link(z: tf.Tensor) -> Any:
        def backward(upstream: tf.Tensor) -> tf.Tensor:
            p = _softmax(z, axis)
            mean = tf.reduce_sum(tf.math.multiply_no_nan(upstream, p), axis, keepdims=True)
            return tf.math.multiply_no_nan(upstream - mean, p)

        return _value(z, axis=axis), backward

    return link(logits)


@_kernels.as_program
def _value(z: tf.Tensor, axis: int) -> tf.Tensor:
    """Return the probabilities; do not differentiate them."""
    if z.dtype == tf.float32 and _kernels.fused_by_xla():
        return _fused(z, axis)
    below, rest = _below_largest(z, axis)
    odds = _odds(below, rest)
    total = _total(odds, rest, axis)
    return single(odds / total) if rest is None else times_exp((1 + rest) / total, below, z.dtype)


def _fused(z: tf.Tensor, axis: int) -> tf.Tensor:
    """Return the probabilities in float32 to 2 ulp, with exponentials in float32, which take half the time.

    They are exact to 1 ulp for numbers above -87, so far below the largest logit a number is added, without rounding.
    """
    below, rest = difference(z, tf.reduce_max(z, axis, keepdims=True))
    below = tf.where(tf.equal(z, math.inf), tf.zeros([], z.dtype), below)
    far = below < _FAR
    odds = double(tf.exp(tf.where(far, below - _FAR, below)))
    odds = (odds + odds * double(rest)) * tf.where(far, tf.constant(math.exp(_FAR), tf.float64), 1.0)
    last = axis in (-1, (z.shape.rank or 0) - 1)
    total = _kernels.over_classes(odds, keepdims=True) if last else tf.reduce_sum(odds, axis, keepdims=True)
    return single(odds * (1 / total))


def _log_softmax(logits: tf.Tensor, axis: int) -> tf.Tensor:
    @_kernels.with_own_gradient
    def link(z: tf.Tensor) -> Any:
        def backward(upstream: tf.Tensor) -> tf.Tensor:
            return upstream - _softmax(z, axis) * tf.reduce_sum(upstream, axis, keepdims=True)

        below, rest = _below_largest(z, axis)
        first = tf.equal(below, 0)
        odds = tf.where(first, tf.zeros([], below.dtype), _odds(below, rest))
        ties = tf.reduce_sum(double(first), axis, keepdims=True) - 1
        shift = tf.math.log1p(_total(odds, rest, axis) + ties)
        if rest is None:
            return negative(single(shift - below)), backward
        size = (shift - rest) - below
        tiny = tiny_sum_exp(1 + rest, tf.where(first, tf.constant(-math.inf, below.dtype), below), axis)
        return negative(tf.where(size < _LEAST_SUM, tiny, size)), backward

    return link(logits)


def _odds(below: tf.Tensor, rest: tf.Tensor | None) -> tf.Tensor:
    """Return the probability of each class over that of the likeliest."""
    odds = tf.exp(below)
    return odds if rest is None else odds + odds * rest


def _total(odds: tf.Tensor, rest: tf.Tensor | None, axis: int) -> tf.Tensor:
    """Return the sum of the odds; in float64 it is exact enough for float32 in any order, but not for float64."""
    return tf.reduce_sum(odds, axis, keepdims=True) if rest is None else exact_sum(odds, axis)


def _below_largest(logits: tf.Tensor, axis: int) -> tuple[tf.Tensor, tf.Tensor | None]:
    """Return logits minus the largest of each row, in float64, and what rounding that took away where it matters.

    The exponential turns an absolute error into a relative one, so rounding 80 in float32 costs 40 ulp.
    """
    wide = double(logits)
    largest = tf.reduce_max(wide, axis, keepdims=True)
    below, rest = difference(wide, largest) if logits.dtype == tf.float64 else (wide - largest, None)
    return tf.where(tf.equal(wide, math.inf), tf.zeros([], wide.dtype), below), rest
