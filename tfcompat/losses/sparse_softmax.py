"""Sparse softmax cross-entropy: labels are class ids."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat import _kernels
from tfcompat._checks import as_ids, as_logits, one_vocabulary
from tfcompat._keras import register
from tfcompat.losses._base import LogitsLoss
from tfcompat.losses._keywords import check_smoothing, classes_last, describe

__all__ = ["SparseSoftmaxCrossEntropy", "sparse_softmax_cross_entropy"]


@describe
@one_vocabulary
def sparse_softmax_cross_entropy(
    labels: Any, logits: Any, *, axis: int = -1, label_smoothing: float = 0.0
) -> tf.Tensor:
    r"""Softmax cross-entropy of class ids, in nats.

    .. math::

        \ell = -(1 - \varepsilon) \log \operatorname{softmax}(z)_y
        - \frac{\varepsilon}{K} \sum_k \log \operatorname{softmax}(z)_k

    Equal to `softmax_cross_entropy` of the one-hot labels, without building them.

    Args:
        labels: The class id :math:`y` of each example, in ``[0, num_classes)``; the shape of ``logits`` without the
            class axis; any integer dtype.
        logits: Unnormalised log-probabilities :math:`z`; ``[..., num_classes]``, floating point.
        {axis}
        {label_smoothing}

    Returns:
        One loss for each example: the shape of ``labels``; float64 for float64 logits, else float32.

    Raises:
        TypeError: ``logits`` is not floating point, or a keyword is not one of these.
        ValueError: The shapes do not fit (at run time: InvalidArgumentError), or a keyword is out of its range.
        InvalidArgumentError: A class id lies outside ``[0, num_classes)``. Code compiled by XLA cannot raise: there
            the loss and the gradient of that example are NaN.

    Examples:
        >>> sparse_softmax_cross_entropy([1], [[0.0, 0.0]]).numpy()
        array([0.6931472], dtype=float32)

    References:
        `tf.nn.sparse_softmax_cross_entropy_with_logits`; label smoothing: Szegedy et al., arXiv 1512.00567.
    """
    logits = classes_last(as_logits(logits), axis)
    labels = as_ids(labels, logits)
    loss = _kernels.sparse_softmax(labels, logits)
    if not check_smoothing(label_smoothing):
        return loss
    return (1 - label_smoothing) * loss + label_smoothing * _kernels.uniform_softmax(logits)


@describe
@register
class SparseSoftmaxCrossEntropy(LogitsLoss):
    """Keras Loss of `sparse_softmax_cross_entropy`: labels are class ids, and reach it as they are.

    Keras casts labels to float32 before a loss sees them, which changes ids from 2^24 on; this one sees the integers.
    Labels of shape ``(..., 1)`` are squeezed where the logits have more than one class, as Keras does.

    Args:
        {axis}
        {label_smoothing}
        {reduction}
        {name}
        {dtype}

    Examples:
        >>> float(SparseSoftmaxCrossEntropy()([1, 0], [[0.0, 0.0], [0.0, 0.0]]))
        0.6931471824645996
    """

    function = staticmethod(sparse_softmax_cross_entropy)

    def __init__(
        self,
        *,
        axis: int = -1,
        label_smoothing: float = 0.0,
        reduction: str | None = "sum_over_batch_size",
        name: str = "sparse_softmax_cross_entropy",
        dtype: str | None = None,
    ) -> None:
        super().__init__(reduction, name, dtype, axis=axis, label_smoothing=label_smoothing)

    def fit_labels(self, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """Class ids without the trailing axis of size 1 that Keras' data pipelines leave on them."""
        one_too_many = labels.shape.rank is not None and labels.shape.rank == logits.shape.rank
        if one_too_many and labels.shape[-1] == 1 and logits.shape[-1] != 1:
            return tf.squeeze(labels, -1)
        return labels
