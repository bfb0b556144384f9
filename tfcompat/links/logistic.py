"""The links of the logistic distribution: the log-odds of a probability, and its inverse."""

from __future__ import annotations

import math
from typing import Any

import tensorflow as tf

from tfcompat import _kernels
from tfcompat._arguments.links import as_floating
from tfcompat._arguments.old_keywords import answers_old_keywords
from tfcompat._arguments.structured import structured
from tfcompat.links._arithmetic import double, log, times_exp

__all__ = ["logit", "sigmoid"]


@answers_old_keywords
@structured("p", classes=False)
def logit(p: Any) -> tf.Tensor:
    r"""Return the log-odds of a probability.

    .. math:: \operatorname{logit}(p) = \log \frac{p}{1 - p}

    This is the inverse of `sigmoid`. Its argument is a probability, not the output of a network: with a sigmoid loss,
    the logits of a network are log-odds already; with a softmax, they are log-probabilities up to a constant that all
    classes share.

    Args:
        p: Probabilities in [0, 1]; any shape, floating point.

    Returns:
        The log-odds, in nats, in the shape of ``p``; float64 for float64, otherwise float32. ``-inf`` at 0, ``inf`` at
        1, NaN outside [0, 1] and for NaN. The gradient is ``inf`` at 0 and 1.

    Raises:
        TypeError: ``p`` is not floating point.

    Examples:
        >>> logit([0.0, 0.5, 0.75]).numpy()
        array([     -inf, 0.       , 1.0986123], dtype=float32)

    References:
        J. Berkson, Application of the logistic function to bio-assay, JASA 39 (1944).
    """
    return _logit(as_floating(p, "logit"))


@answers_old_keywords
@structured("x", classes=False)
def sigmoid(x: Any) -> tf.Tensor:
    r"""Return the probability with the given log-odds; also called the logistic function, or expit.

    .. math:: \sigma(x) = \frac{1}{1 + \exp(-x)}

    This is the inverse of `logit`.

    Args:
        x: Log-odds, such as the logits of a network with independent classes; any shape, floating point.

    Returns:
        Probabilities in the shape of ``x``; float64 for float64, otherwise float32. NaN for NaN.

    Raises:
        TypeError: ``x`` is not floating point.

    Examples:
        >>> sigmoid([-100.0, 0.0, 2.0]).numpy()
        array([3.783506e-44, 5.000000e-01, 8.807971e-01], dtype=float32)

    References:
        ``tf.math.sigmoid``, which in float32 is up to 6 ulp off, and 0 for arguments below -87.4.
    """
    return _sigmoid(as_floating(x, "sigmoid"))


@tf.custom_gradient
def _logit(p: tf.Tensor) -> Any:
    """Return log(p / (1 - p)) in a form without a difference of near numbers, which the logarithm has around 1/2."""

    def backward(upstream: tf.Tensor) -> tf.Tensor:
        variance = p * (1 - p)
        slope = tf.where(variance >= 0, 1 / variance, tf.constant(math.nan, p.dtype))
        return tf.math.multiply_no_nan(slope, upstream)  # inf at the ends, but 0 for an upstream of 0

    wide = double(p)
    rarer = tf.minimum(1 - wide, wide)  # in this order, its derivative at 1/2 is that of the branch taken there
    size = tf.where(wide < 2.0**-60, -log(p), tf.math.log1p((1 - 2 * rarer) / rarer))
    return tf.cast(tf.where(wide < 0.5, -size, size), p.dtype), backward


@tf.custom_gradient
def _sigmoid(x: tf.Tensor) -> Any:
    def backward(upstream: tf.Tensor) -> tf.Tensor:
        return upstream * _sigmoid(x) * _sigmoid(-x)  # 1 - sigmoid(x) would lose the right tail

    wide = double(x)  # at 0 its size and its minimum have the derivatives of the same branch
    return times_exp(1 / (1 + tf.exp(_kernels.minus_size(wide))), tf.minimum(wide, 0), x.dtype), backward
