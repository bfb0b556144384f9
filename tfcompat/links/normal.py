"""The links of the normal distribution: its quantiles and its distribution function."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat import _kernels
from tfcompat._arguments.links import as_floating
from tfcompat._arguments.old_keywords import answers_old_keywords
from tfcompat._arguments.structured import structured
from tfcompat.links._arithmetic import double, log, polynomial, times_exp
from tfcompat.links._tables import FAR, MIDDLE, SCALED_TAIL, TAIL

__all__ = ["inverse_probit", "probit"]

_ROOT_2_PI = 2.5066282746310007
_ITS_ROUNDING = -1.8328579980459167e-16  # added to it, gives the exact square root of 2 pi


@answers_old_keywords
@structured("p", classes=False)
def probit(p: Any) -> tf.Tensor:
    r"""Return the quantile of the standard normal distribution: the x below which a variable lies with probability p.

    .. math:: \operatorname{probit}(p) = \Phi^{-1}(p)

    Args:
        p: Probabilities in [0, 1]; any shape, floating point.

    Returns:
        Quantiles, in standard deviations, in the shape of ``p``; float64 for float64, otherwise float32. ``-inf``
        at 0, ``inf`` at 1, NaN outside [0, 1] and for NaN. The gradient is ``inf`` at 0 and 1.

    Raises:
        TypeError: ``p`` is not floating point.

    Examples:
        >>> probit([0.5, 0.975]).numpy()
        array([0.       , 1.9599644], dtype=float32)

    References:
        M. J. Wichura, Algorithm AS 241, Applied Statistics 37 (1988), for the tails. ``tf.math.ndtri`` returns ``-inf``
        at 1e-20 if XLA compiles it.
    """
    return _probit(as_floating(p, "probit"))


@answers_old_keywords
@structured("x", classes=False)
def inverse_probit(x: Any) -> tf.Tensor:
    r"""Return the probability that a standard normal variable is at most the given number.

    .. math:: \Phi(x) = \frac{1}{\sqrt{2 \pi}} \int_{-\infty}^{x} \exp(-t^2 / 2)\, dt

    This is the inverse of `probit`.

    Args:
        x: Numbers of standard deviations; any shape, floating point.

    Returns:
        Probabilities in the shape of ``x``; float64 for float64, otherwise float32. NaN for NaN.

    Raises:
        TypeError: ``x`` is not floating point.

    Examples:
        >>> inverse_probit([-10.0, 0.0, 1.959964]).numpy()
        array([7.619853e-24, 5.000000e-01, 9.750000e-01], dtype=float32)

    References:
        After M. M. Shepherd and J. G. Laframboise, Mathematics of Computation 36 (1981): one expansion for the whole
        half-line.
    """
    return _inverse_probit(as_floating(x, "inverse_probit"))


@tf.custom_gradient
def _probit(p: tf.Tensor) -> Any:
    wide = double(p)

    def backward(upstream: tf.Tensor) -> tf.Tensor:
        quantile = _probit(double(p))
        slope = tf.cast(1 / _density(quantile), p.dtype)
        return tf.math.multiply_no_nan(slope, upstream)  # inf at the ends, but 0 for an upstream of 0

    centred = wide - 0.5
    square = tf.square(centred)
    middle = _ROOT_2_PI * centred + centred * (_ITS_ROUNDING + square * _ratio(MIDDLE, 0.425**2 - square))
    tail = _upper_quantile(tf.minimum(wide, 1 - wide), -tf.where(centred < 0, log(p), tf.math.log(1 - wide)))
    signed = tf.where(centred < 0, -tail, tail)
    return tf.cast(tf.where(tf.abs(centred) <= 0.425, middle, signed), p.dtype), backward


def _upper_quantile(p: tf.Tensor, surprise: tf.Tensor) -> tf.Tensor:
    """Return the x above which a normal variable lies with probability p up to 0.075, given ``-log(p)`` too.

    The rational functions lose 5 ulp and one step puts them right: of Newton's method, or, far out, of the equation
    x^2 / 2 = surprise + log(scaled tail), whose right side hardly depends on x.
    """
    depth = tf.sqrt(surprise)
    near, far = _ratio(TAIL, depth - 1.6), _ratio(FAR, depth - 5)
    near += (_lower_tail(near, near.dtype) - p) / _density(near)
    far = tf.sqrt(2 * (surprise + tf.math.log(_scaled_tail(far))))
    return tf.where(depth <= 5, near, tf.where(tf.math.is_inf(depth), depth, far))


@tf.custom_gradient
def _inverse_probit(x: tf.Tensor) -> Any:
    def backward(upstream: tf.Tensor) -> tf.Tensor:
        return upstream * tf.cast(_density(double(x)), x.dtype)

    lower = _lower_tail(-_kernels.minus_size(double(x)), x.dtype)
    return tf.where(x > 0, 1 - lower, lower), backward


def _lower_tail(x: tf.Tensor, dtype: tf.DType) -> tf.Tensor:
    """Phi(-x) for x >= 0: a slowly varying factor times ``exp(-x^2 / 2)``.

    A relative error e of the square would be one of x^2 e / 2 in the result, hundreds of ulp far out. So x is split:
    the square of the high part is exact, and what it leaves is small.
    """
    x = tf.where(x > 40, tf.constant(40, x.dtype), x)  # if all is 0; NaN stays
    high = tf.round(x * 2.0**20) * 2.0**-20
    rest = (x - high) * (x + high)
    factor = _scaled_tail(x)
    return times_exp(factor + factor * tf.math.expm1(-rest / 2), -tf.square(high) / 2, dtype)


def _density(x: tf.Tensor) -> tf.Tensor:
    return tf.exp(-tf.square(x) / 2) / _ROOT_2_PI


def _scaled_tail(x: tf.Tensor) -> tf.Tensor:
    """``exp(x^2 / 2) Phi(-x)`` for x >= 0."""
    return polynomial(SCALED_TAIL, (x - 4) / (x + 4)) / (1 + x)


def _ratio(table: tuple[tuple[float, ...], tuple[float, ...]], x: tf.Tensor) -> tf.Tensor:
    return polynomial(table[0], x) / polynomial(table[1], x)
