"""Kullback-Leibler divergence of two softmaxes, from the logits of both."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat._kernels._programs import kernel
from tfcompat._kernels._softmax import stable
from tfcompat._kernels._sums import over_classes


def divergence(teacher: tf.Tensor, student: tf.Tensor, temperature: float) -> tf.Tensor:
    r"""Compute the divergence as :math:`\sum_k p_k d_k + q_k - p_k`, in which all terms are at least 0.

    With :math:`\sum_k p_k d_k` alone, float32 loses all digits if the student is near the teacher or T is high: at
    T = 20 and logits that are 0.01 apart, one loss in four comes out negative.
    """
    return _divergence(teacher, student, temperature=temperature)


def _softened(logits: tf.Tensor, temperature: float) -> tf.Tensor:
    """Return logits at a temperature; those that overflow when divided stay finite."""
    softened = logits / temperature
    return tf.where(tf.equal(softened, float("inf")), softened.dtype.max, softened)


def _log_p(logits: tf.Tensor, temperature: float, residuals: Any) -> tf.Tensor:
    """Return log-probabilities from the maximum of each row and the sum of its exponentials."""
    row_max, total = residuals
    return _softened(logits, temperature) - row_max - tf.math.log(total)


def _value(teacher: tf.Tensor, student: tf.Tensor, temperature: float) -> Any:
    residuals, logarithms = [], []
    for logits in (teacher, student):
        shifted, row_max, total = stable(_softened(logits, temperature))
        logarithms.append(shifted - tf.math.log(total))
        residuals += [row_max, total]
    p, gap, near = _parts(*logarithms)
    small = tf.where(near, gap, tf.zeros([], gap.dtype))
    far = tf.math.multiply_no_nan(gap, p) + _beyond(p, logarithms[1])
    return over_classes(tf.where(near, p * (small + tf.math.expm1(-small)), far)), tuple(residuals)


def _parts(log_p: tf.Tensor, log_q: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
    """Return ``p``, ``log p - log q`` or 0 if p is 0, and where that is small."""
    p = tf.exp(log_p)
    gap = tf.where(p > 0, log_p - log_q, tf.zeros([], p.dtype))
    return p, gap, (p > 0) & (tf.abs(gap) < 1)


def _beyond(p: tf.Tensor, log_q: tf.Tensor) -> tf.Tensor:
    """``q - p``; 0 if all classes are impossible for the teacher."""
    taught = tf.reduce_any(p > 0, axis=-1, keepdims=True)
    return tf.where(taught, tf.exp(log_q) - p, tf.zeros([], p.dtype))


def _to_teacher(
    upstream: tf.Tensor, residuals: Any, teacher: tf.Tensor, student: tf.Tensor, temperature: float
) -> tf.Tensor:
    log_p, log_q = _log_p(teacher, temperature, residuals[:2]), _log_p(student, temperature, residuals[2:])
    p, gap, _ = _parts(log_p, log_q)
    slope = tf.math.multiply_no_nan(gap, p)
    return (slope - p * over_classes(slope, keepdims=True)) * (tf.expand_dims(upstream, -1) / temperature)


def _to_student(
    upstream: tf.Tensor, residuals: Any, teacher: tf.Tensor, student: tf.Tensor, temperature: float
) -> tf.Tensor:
    """Return ``q - p``, from their ratio if they are near each other, which loses no digits."""
    log_p, log_q = _log_p(teacher, temperature, residuals[:2]), _log_p(student, temperature, residuals[2:])
    p, gap, near = _parts(log_p, log_q)
    slope = tf.where(near, p * tf.math.expm1(-tf.where(near, gap, tf.zeros([], gap.dtype))), _beyond(p, log_q))
    return slope * (tf.expand_dims(upstream, -1) / temperature)


_divergence = kernel(_value, [_to_teacher, _to_student])
