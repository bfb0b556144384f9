"""Arithmetic in float64 that keeps the last bits, with and without XLA.

TensorFlow treats denormal numbers as zero, in its inputs and in its results. If they carry information, this module
reads and writes them through their bits.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Format(NamedTuple):
    """A binary format: the integers of its width, how many bits of fraction, and minus the least exponent."""

    integers: tf.DType
    fraction: int
    least: int


_FORMATS = {tf.float32: _Format(tf.int32, 23, 149), tf.float64: _Format(tf.int64, 52, 1074)}


def double(tensor: tf.Tensor) -> tf.Tensor:
    """Return the tensor in float64."""
    return tf.cast(tensor, tf.float64)


def log(positive: tf.Tensor) -> tf.Tensor:
    """Return the logarithm, in float64; a denormal number has one too."""
    form = _FORMATS[positive.dtype]
    bits = tf.bitcast(positive, form.integers)
    denormal = (bits > 0) & (bits < 2**form.fraction)
    return tf.where(denormal, tf.math.log(double(bits)) - form.least * math.log(2), tf.math.log(double(positive)))


def single(value: tf.Tensor) -> tf.Tensor:
    """Return a float64 number of at least 0 in float32; denormal if that is the number."""
    return _or_denormal(tf.cast(value, tf.float32), value, value * 2.0 ** _FORMATS[tf.float32].least)


def times_exp(factor: tf.Tensor, exponent: tf.Tensor, dtype: tf.DType) -> tf.Tensor:
    """``factor * exp(exponent)`` in `dtype`, for an exponent up to 0; denormal if that is the number."""
    value = factor * tf.exp(exponent)
    if dtype == tf.float32:
        return single(value)
    root = tf.exp(exponent / 2) * 2.0 ** (_FORMATS[dtype].least // 2)  # if the exponential is 0, its root is not
    return _or_denormal(value, value, root * root * factor)


def _or_denormal(rounded: tf.Tensor, value: tf.Tensor, units: tf.Tensor) -> tf.Tensor:
    """Return the rounded value, or if that is denormal, the number with so many units of the last place."""
    form = _FORMATS[rounded.dtype]
    denormal = tf.bitcast(tf.cast(tf.round(units), form.integers), rounded.dtype)
    return tf.where(value < 2.0 ** (form.fraction - form.least), denormal, rounded)


def negative(number: tf.Tensor) -> tf.Tensor:
    """Minus a number of at least 0; TensorFlow's own minus takes a denormal number for zero."""
    form = _FORMATS[number.dtype]
    bits = tf.bitcast(number, form.integers)
    tiny = tf.bitcast(tf.where(tf.equal(bits, 0), bits, bits + form.integers.min), number.dtype)
    return tf.where(bits < 2**form.fraction, tiny, -number)  # bits have no derivative


def tiny_sum_exp(factor: tf.Tensor, exponents: tf.Tensor, axis: int) -> tf.Tensor:
    """Return the sum of ``factor * exp(exponents)`` in float64 where it is tiny; denormal if that is the number."""
    form = _FORMATS[tf.float64]
    root = tf.exp(exponents / 2) * 2.0 ** (form.least // 2)
    units = tf.reduce_sum(root * root * factor, axis, keepdims=True)
    scaled = tf.bitcast(units, form.integers) - (form.least << form.fraction)  # its exponent, less what was added
    whole = tf.cast(tf.round(units), form.integers)
    return tf.bitcast(tf.where(units < 2.0**form.fraction, whole, scaled), tf.float64)


def difference(a: tf.Tensor, b: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """``a - b`` as it is rounded, and what the rounding took away (Knuth, TAOCP 2, 4.2.2)."""
    rounded = a - b
    part = a - rounded
    rest = (a - (rounded + part)) + (part - b)
    return rounded, tf.where(tf.math.is_finite(rest), rest, tf.zeros([], rest.dtype))


def exact_sum(terms: tf.Tensor, axis: int) -> tf.Tensor:
    """Return the sum of numbers in [0, 1] along an axis that is kept.

    Up to 2^22 whole multiples of 2^-30 are summed without any rounding; what they leave is too small to matter.
    """
    high = tf.round(terms * 2.0**30) * 2.0**-30
    return tf.reduce_sum(high, axis, keepdims=True) + tf.reduce_sum(terms - high, axis, keepdims=True)


def polynomial(coefficients: Sequence[float], x: tf.Tensor) -> tf.Tensor:
    """Return a polynomial by Horner's rule, highest power first."""
    value = tf.fill(tf.shape(x), tf.constant(coefficients[0], x.dtype))
    for coefficient in coefficients[1:]:
        value = value * x + coefficient
    return value
