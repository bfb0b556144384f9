"""Sigmoid cross-entropy: each class on its own."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat import _kernels
from tfcompat._checks import as_logits, as_probabilities, one_vocabulary
from tfcompat._keras import register
from tfcompat.losses._base import LogitsLoss
from tfcompat.losses._keywords import along_axis, describe, smooth_towards_half

__all__ = ["SigmoidCrossEntropy", "sigmoid_cross_entropy"]


@describe
@one_vocabulary
def sigmoid_cross_entropy(
    labels: Any, logits: Any, *, axis: int = -1, label_smoothing: float = 0.0, pos_weight: Any = None
) -> tf.Tensor:
    r"""Sigmoid cross-entropy of each class on its own, in nats.

    .. math::

        \ell = -w\, q \log \sigma(z) - (1 - q) \log \sigma(-z), \qquad q = (1 - \varepsilon)\, y + \varepsilon / 2

    Args:
        labels: The probability :math:`y` of each class, in [0, 1]; the shape of ``logits``, any real dtype.
        logits: Unnormalised log-odds :math:`z`; any shape, floating point.
        {axis}
        {label_smoothing}
        {pos_weight}

    Returns:
        One loss for each element: the shape of ``logits``; float64 for float64 logits, else float32.

    Raises:
        TypeError: ``logits`` is not floating point, or a keyword is not one of these.
        ValueError: The shapes differ (at run time: InvalidArgumentError), or a keyword is out of its range.

    Examples:
        >>> sigmoid_cross_entropy([[1.0, 0.0]], [[0.0, 0.0]]).numpy()
        array([[0.6931472, 0.6931472]], dtype=float32)

    References:
        `tf.nn.sigmoid_cross_entropy_with_logits`, `tf.nn.weighted_cross_entropy_with_logits`.
    """
    logits = as_logits(logits)
    labels = smooth_towards_half(as_probabilities(labels, logits), label_smoothing)
    if pos_weight is not None:
        pos_weight = along_axis(pos_weight, logits, axis, "pos_weight")
    return _kernels.sigmoid(labels, logits, pos_weight)


@describe
@register
class SigmoidCrossEntropy(LogitsLoss):
    """Keras Loss of `sigmoid_cross_entropy`: each class on its own, averaged over the classes.

    Labels of shape ``(...)`` are accepted for logits ``(..., 1)``, as Keras does.

    Args:
        {axis}
        {label_smoothing}
        {pos_weight}
        {reduction}
        {name}
        {dtype}

    Examples:
        >>> float(SigmoidCrossEntropy()([[1.0, 0.0]], [[0.0, 0.0]]))
        0.6931471824645996
    """

    function = staticmethod(sigmoid_cross_entropy)
    label_range = (0.0, 1.0)

    def __init__(
        self,
        *,
        axis: int = -1,
        label_smoothing: float = 0.0,
        pos_weight: Any = None,
        reduction: str | None = "sum_over_batch_size",
        name: str = "sigmoid_cross_entropy",
        dtype: str | None = None,
    ) -> None:
        super().__init__(reduction, name, dtype, axis=axis, label_smoothing=label_smoothing, pos_weight=pos_weight)

    def call(self, y_true: Any, y_pred: Any) -> tf.Tensor:
        """One loss for each example: the mean over the classes."""
        return tf.reduce_mean(super().call(y_true, y_pred), axis=self.keywords["axis"])

    def fit_labels(self, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """Labels with the trailing axis of size 1 that logits of one unit have."""
        one_too_few = labels.shape.rank is not None and logits.shape.rank == labels.shape.rank + 1
        return tf.expand_dims(labels, -1) if one_too_few and logits.shape[-1] == 1 else labels
