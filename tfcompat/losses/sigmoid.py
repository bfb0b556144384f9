"""Sigmoid cross-entropy: classes are independent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat import _kernels
from tfcompat._arguments.keywords import check_keywords, describe
from tfcompat._arguments.old_keywords import answers_old_keywords
from tfcompat._arguments.ranges import refuse_concrete
from tfcompat._arguments.structured import structured
from tfcompat._arguments.tensors import (
    SAME_SHAPE,
    as_logits,
    as_probabilities,
    check_axis,
    reshaped_from,
)
from tfcompat._batch.class_axis import along_axis, class_weights, smooth_towards_half
from tfcompat._keras import register
from tfcompat.losses._base import LogitsLoss
from tfcompat.losses._compiled import for_compile
from tfcompat.losses._family import Family

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SigmoidCrossEntropy", "sigmoid_cross_entropy"]


@register
@describe
@answers_old_keywords
@structured("labels", "logits", classes=False)
def sigmoid_cross_entropy(
    labels: Any,
    logits: Any,
    *,
    axis: int = -1,
    label_smoothing: float = 0.0,
    class_weight: Any = None,
    pos_weight: Any = None,
    focal_gamma: float = 0.0,
    temperature: float = 1.0,
) -> tf.Tensor:
    r"""Compute the sigmoid cross-entropy of (labels, logits), in this order, for independent classes, in nats.

    Labels come first; in optax and PyTorch, logits do.

    With logits :math:`z`, temperature :math:`T`, smoothing :math:`\varepsilon`, class weight :math:`w`, positive weight
    :math:`v` and focal exponent :math:`\gamma`:

    .. math::

        \ell = -w \left[ v\, q\, (1 - p)^\gamma \log p + (1 - q)\, p^\gamma \log (1 - p) \right], \qquad
        p = \sigma(z / T), \quad q = (1 - \varepsilon) y + \frac{\varepsilon}{2}

    {what else it takes}

    Args:
        labels: The probability :math:`y` of each class, in [0, 1]; the shape of ``logits``, any real dtype.
        logits: Unnormalised log-odds :math:`z`; any shape, floating point.
        {axis}
        {label_smoothing}
        {class_weight}
        {pos_weight}
        {focal_gamma}
        {temperature}

    Returns:
        One loss per element, in the shape of ``logits``; float64 for float64 logits, otherwise float32.

    Raises:
        TypeError: ``logits`` is not floating point, or a keyword is unknown.
        ValueError: The shapes differ (at run time: InvalidArgumentError); a keyword is out of its range; or labels are
            outside [0, 1], which suggests swapped arguments (checked if the values are known: in eager mode, or for
            constants).

    Examples:
        >>> sigmoid_cross_entropy([[1.0, 0.0]], [[0.0, 0.0]]).numpy()
        array([[0.6931472, 0.6931472]], dtype=float32)

    References:
        ``tf.nn.sigmoid_cross_entropy_with_logits``, ``tf.nn.weighted_cross_entropy_with_logits``; for the keywords see
        `softmax_cross_entropy`.
    """
    check_keywords(
        axis=axis,
        label_smoothing=label_smoothing,
        focal_gamma=focal_gamma,
        temperature=temperature,
        class_weight=class_weight,
        pos_weight=pos_weight,
    )
    logits = as_logits(logits)
    if logits.shape.rank:
        check_axis(axis, logits, "logits")
    labels = smooth_towards_half(refuse_concrete(as_probabilities(labels, logits), 0, 1), label_smoothing)
    if pos_weight is not None:
        pos_weight = along_axis(pos_weight, logits, axis, "pos_weight")
    losses = _kernels.sigmoid(labels, logits if temperature == 1 else logits / temperature, pos_weight, focal_gamma)
    if class_weight is not None:
        weights = along_axis(class_weights(class_weight, logits, axis), logits, axis, "class_weight")
        losses = tf.math.multiply_no_nan(losses, weights)
    return for_compile(losses, "sigmoid_cross_entropy", "tfcompat.SigmoidCrossEntropy", class_axis=axis)


class _Sigmoid(Family):
    function = staticmethod(sigmoid_cross_entropy)
    label_range = (0.0, 1.0)

    def __init__(self, arguments: Mapping[str, Any]) -> None:
        super().__init__(arguments)
        self.class_axis = self.axis
        self._class_reduction = arguments["class_reduction"]
        self.reduces_classes = self._class_reduction is not None

    def reduce_classes(self, losses: tf.Tensor) -> tf.Tensor:
        """Return one loss per example, from one loss per class."""
        if self._class_reduction is None:
            return losses
        return (tf.reduce_mean if self._class_reduction == "mean" else tf.reduce_sum)(losses, axis=self.class_axis)

    def reduce_weights(self, weights: tf.Tensor) -> tf.Tensor:
        """Return the weight of each example: the mean of those of its classes."""
        return weights if self._class_reduction is None else tf.reduce_mean(weights, axis=self.class_axis)

    def fit_labels(self, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """Return labels with the trailing axis of size 1 that logits of one unit have."""
        if labels.shape.rank is None and logits.shape.rank is not None and logits.shape[-1] == 1:
            return reshaped_from(labels, tf.shape(logits)[:-1], logits, SAME_SHAPE)
        labels = super().fit_labels(labels, logits)
        one_too_few = labels.shape.rank is not None and logits.shape.rank == labels.shape.rank + 1
        return tf.expand_dims(labels, -1) if one_too_few and logits.shape[-1] == 1 else labels


@register
@describe
class SigmoidCrossEntropy(LogitsLoss):
    """Keras Loss of `sigmoid_cross_entropy`: classes are independent.

    Labels of shape ``(...)`` are accepted for logits ``(..., 1)``, as in Keras. A ``sample_weight`` in the shape of the
    logits weights each class of each example; one with fewer axes weights examples. TensorFlow 1 counted elements, not
    examples: its default is ``reduction="sum_by_nonzero_weights"`` with ``class_reduction=None``.

    {maths of a loss}

    Args:
        {axis}
        {label_smoothing}
        {class_weight}
        {pos_weight}
        {focal_gamma}
        {temperature}
        {class_reduction}
        {check_logits}
        {reduction}
        {normalizer}
        {name}
        {dtype}

    {contract of a loss}

    Examples:
        >>> float(SigmoidCrossEntropy()([[1.0, 0.0]], [[0.0, 0.0]]))
        0.6931471824645996

    References:
        ``keras.losses.BinaryCrossentropy``, `sigmoid_cross_entropy`.
    """

    _of_family = _Sigmoid

    def __init__(
        self,
        *,
        axis: int = -1,
        label_smoothing: float = 0.0,
        class_weight: Any = None,
        pos_weight: Any = None,
        focal_gamma: float = 0.0,
        temperature: float = 1.0,
        class_reduction: str | None = "mean",
        check_logits: str = "warn",
        reduction: str | None = "sum_over_batch_size",
        normalizer: str | None = None,
        name: str = "sigmoid_cross_entropy",
        dtype: str | None = None,
    ) -> None:
        super().__init__(
            axis=axis,
            label_smoothing=label_smoothing,
            class_weight=class_weight,
            pos_weight=pos_weight,
            focal_gamma=focal_gamma,
            temperature=temperature,
            class_reduction=class_reduction,
            check_logits=check_logits,
            reduction=reduction,
            normalizer=normalizer,
            name=name,
            dtype=dtype,
        )
