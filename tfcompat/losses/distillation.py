"""Distillation: the labels of a student network are the logits of its teacher."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat import _kernels
from tfcompat._arguments.keywords import describe
from tfcompat._arguments.links import warn_of_one_unit
from tfcompat._arguments.tensors import as_logits, as_probabilities
from tfcompat._batch.class_axis import classes_last
from tfcompat._keras import register
from tfcompat.losses._base import LogitsLoss
from tfcompat.losses._family import Family

__all__ = ["Distillation", "LogitMatching"]


def _teacher_and_student(labels: Any, logits: Any, axis: int) -> tuple[tf.Tensor, tf.Tensor]:
    """Return logits of both, in the dtype of the student's, the classes on the last axis."""
    student, teacher = as_logits(logits), tf.convert_to_tensor(labels)
    if not teacher.dtype.is_floating:
        raise TypeError(
            f"the teacher's logits must be floating point, got {teacher.dtype.name} of shape {teacher.shape}. "
            "For hard labels use SoftmaxCrossEntropy or SparseSoftmaxCrossEntropy."
        )
    return classes_last(as_probabilities(teacher, student), axis), classes_last(student, axis)


def _logit_matching(labels: Any, logits: Any, *, axis: int = -1, center: bool = False) -> tf.Tensor:
    teacher, student = _teacher_and_student(labels, logits, axis)
    zero = tf.zeros([], student.dtype)
    possible = ~(tf.math.is_inf(student) & tf.equal(student, teacher))
    gap = tf.where(possible, student - teacher, zero)
    count = tf.reduce_sum(tf.cast(possible, gap.dtype), axis=-1, keepdims=True)
    if center:
        total = tf.reduce_sum(tf.where(tf.math.is_inf(gap), zero, gap), axis=-1, keepdims=True)
        gap = tf.where(possible, gap - tf.math.divide_no_nan(total, count), zero)
    return tf.reduce_sum(tf.math.divide_no_nan(tf.square(gap), count), axis=-1)


def _distillation(labels: Any, logits: Any, *, axis: int = -1, temperature: float = 1.0) -> tf.Tensor:
    teacher, student = _teacher_and_student(labels, logits, axis)
    warn_of_one_unit(student, "Distillation")
    return temperature**2 * _kernels.divergence(teacher, student, temperature)


class _Matching(Family):
    function = staticmethod(_logit_matching)


class _Softened(Family):
    function = staticmethod(_distillation)
    link = "softmax"


@register
@describe
class LogitMatching(LogitsLoss):
    r"""Keras Loss that pulls the logits of a student to those of its teacher.

    .. math:: \ell = \frac{1}{K} \sum_k (z_k - v_k)^2

    where :math:`z` are the student's logits and :math:`v` the teacher's. Ba and Caruana use half the sum instead of the
    mean, which is :math:`K / 2` times this loss. With ``center=True``, the mean over the classes is first subtracted
    from both. Softmax does not depend on this mean, and the loss is then twice the limit of `Distillation` for high
    temperatures.

    Call it as ``loss(teacher_logits, student_logits, sample_weight)``, or pass the teacher's logits to ``fit`` as
    labels. Gradients also reach the teacher; use ``tf.stop_gradient(teacher_logits)`` to stop them. A class that is
    impossible for both (a logit of ``-inf``) is left out. A class that is impossible for only one of them makes the
    loss ``inf``.

    Args:
        {axis}
        center: Whether to subtract the mean over the classes; a bool. Default: False.
        {reduction}
        {normalizer}
        {name}
        {dtype}

    Raises:
        TypeError: The teacher's or the student's logits are not floating point.
        ValueError: Their shapes differ (at run time: InvalidArgumentError).

    Examples:
        >>> float(LogitMatching()([[1.0, 2.0, 3.0]], [[1.0, 2.0, 6.0]]))
        3.0
        >>> float(LogitMatching(center=True)([[1.0, 2.0, 3.0]], [[2.0, 3.0, 4.0]]))
        0.0

    References:
        Ba and Caruana, Do Deep Nets Really Need to be Deep?, arXiv 1312.6184; Hinton et al., arXiv 1503.02531, section
        2.1, for the limit.
    """

    _of_family = _Matching

    def __init__(
        self,
        *,
        axis: int = -1,
        center: bool = False,
        reduction: str | None = "sum_over_batch_size",
        normalizer: str | None = None,
        name: str = "logit_matching",
        dtype: str | None = None,
    ) -> None:
        super().__init__(axis=axis, center=center, reduction=reduction, normalizer=normalizer, name=name, dtype=dtype)


@register
@describe
class Distillation(LogitsLoss):
    r"""Keras Loss that pulls the softened probabilities of a student to those of its teacher.

    .. math::

        \ell = T^2 \sum_k p_k \log \frac{p_k}{q_k}, \qquad
        p = \operatorname{softmax}(v / T), \quad q = \operatorname{softmax}(z / T)

    where :math:`v` are the teacher's logits, :math:`z` the student's, and :math:`T` the temperature. The factor
    :math:`T^2` keeps the size of the gradients if the temperature changes. The loss is never negative, and 0 if the
    probabilities are equal. If you also have hard labels, add a second loss for them.

    Call it as ``loss(teacher_logits, student_logits, sample_weight)``, or pass the teacher's logits to ``fit`` as
    labels. Gradients also reach the teacher; use ``tf.stop_gradient(teacher_logits)`` to stop them. The student
    unlearns a class that is impossible for the teacher (a logit of ``-inf``). The loss is ``inf`` if a class is
    impossible for the student only.

    Args:
        {axis}
        {temperature}
        {check_logits}
        {reduction}
        {normalizer}
        {name}
        {dtype}

    Raises:
        TypeError: The teacher's or the student's logits are not floating point.
        ValueError: Their shapes differ (at run time: InvalidArgumentError), or the temperature is not positive.

    Examples:
        >>> round(float(Distillation()([[100.0, 0.0, 0.0]], [[0.0, 0.0, 0.0]])), 6)
        1.098612
        >>> float(Distillation(temperature=2.0)([[1.0, 2.0]], [[2.0, 3.0]]))
        0.0

    References:
        Hinton, Vinyals and Dean, Distilling the Knowledge in a Neural Network, arXiv 1503.02531.
    """

    _of_family = _Softened

    def __init__(
        self,
        *,
        axis: int = -1,
        temperature: float = 1.0,
        check_logits: str = "warn",
        reduction: str | None = "sum_over_batch_size",
        normalizer: str | None = None,
        name: str = "distillation",
        dtype: str | None = None,
    ) -> None:
        super().__init__(
            axis=axis,
            temperature=temperature,
            check_logits=check_logits,
            reduction=reduction,
            normalizer=normalizer,
            name=name,
            dtype=dtype,
        )
