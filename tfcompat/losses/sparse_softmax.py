"""Sparse softmax cross-entropy: labels are class ids."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat import _kernels
from tfcompat._arguments.keywords import check_keywords, describe
from tfcompat._arguments.links import warn_of_one_unit
from tfcompat._arguments.old_keywords import answers_old_keywords
from tfcompat._arguments.structured import structured
from tfcompat._arguments.tensors import LARGEST_FLOAT_ID, as_ids, as_logits, ids_in_range
from tfcompat._batch.class_axis import (
    class_mask,
    class_weights,
    classes_last,
    hide,
    tempered,
    without_column,
)
from tfcompat._keras import register
from tfcompat.losses._base import LogitsLoss
from tfcompat.losses._compiled import for_compile
from tfcompat.losses._family import Family

__all__ = ["SparseSoftmaxCrossEntropy", "sparse_softmax_cross_entropy"]


@register
@describe
@answers_old_keywords
@structured("labels", "logits")
def sparse_softmax_cross_entropy(
    labels: Any,
    logits: Any,
    *,
    axis: int = -1,
    label_smoothing: float = 0.0,
    class_weight: Any = None,
    ignore_class: Any = None,
    focal_gamma: float = 0.0,
    temperature: float = 1.0,
    z_loss: float = 0.0,
) -> tf.Tensor:
    r"""Compute the softmax cross-entropy of (labels, logits), in this order, of class ids, in nats.

    Labels come first; in optax and PyTorch, logits do.

    .. math::

        \ell = -\sum_k w_k q_k (1 - p_k)^\gamma \log p_k + \zeta \left(\log \sum_k e^{z_k / T}\right)^2, \qquad
        p = \operatorname{softmax}(z / T), \quad q_k = (1 - \varepsilon) [k = y] + \frac{\varepsilon}{K}

    The result equals `softmax_cross_entropy` of the one-hot labels, which are not built.

    {what else it takes}

    Args:
        labels: The class id :math:`y` of each example, in ``[0, num_classes)``; the shape of ``logits`` without the
            class axis; any integer dtype, or bool.
        logits: Unnormalised log-probabilities :math:`z`; ``[..., num_classes]``, floating point.
        {axis}
        {label_smoothing}
        {class_weight}
        {ignore_class}
        {focal_gamma}
        {temperature}
        {z_loss}

    Returns:
        One loss per example, in the shape of ``labels``; float64 for float64 logits, otherwise float32.

    Raises:
        TypeError: ``logits`` is not floating point, or a keyword is unknown.
        ValueError: The shapes do not match (at run time: InvalidArgumentError), or a keyword is out of its range.
        InvalidArgumentError: A class id is outside ``[0, num_classes)``. Code compiled by XLA cannot raise an error:
            there the loss and the gradient of that example are NaN.

    Examples:
        >>> sparse_softmax_cross_entropy([1], [[0.0, 0.0]]).numpy()
        array([0.6931472], dtype=float32)

    References:
        ``tf.nn.sparse_softmax_cross_entropy_with_logits``; for the keywords see `softmax_cross_entropy`.
    """
    check_keywords(
        axis=axis,
        label_smoothing=label_smoothing,
        focal_gamma=focal_gamma,
        temperature=temperature,
        z_loss=z_loss,
        class_weight=class_weight,
    )
    logits = classes_last(as_logits(logits), axis)
    labels = as_ids(labels, logits, axis)
    mask = class_mask(labels, ignore_class)
    labels, logits = hide(labels, mask), hide(logits, mask)
    ids, rows = _flat(labels, tempered(logits, temperature, z_loss))
    ids, inside = ids_in_range(ids, rows)
    warn_of_one_unit(rows, "sparse_softmax_cross_entropy")
    weights = None if class_weight is None else class_weights(class_weight, logits)
    weight, smoothing = _masses(ids, rows, weights, label_smoothing)
    weight = _nan_outside(weight, inside, rows.dtype)
    losses = _kernels.sparse_softmax(ids, rows, weight, smoothing, focal_gamma, z_loss)
    losses = hide(losses if labels.shape.rank == 1 else tf.reshape(losses, tf.shape(labels)), mask)
    return for_compile(losses, "sparse_softmax_cross_entropy", "tfcompat.SparseSoftmaxCrossEntropy", mask=mask)


def _flat(labels: tf.Tensor, logits: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """Return ids ``[n]`` and logits ``[n, K]``."""
    if logits.shape.rank == 2 and labels.shape.rank == 1:
        return labels, logits
    return tf.reshape(labels, [-1]), tf.reshape(logits, [-1, tf.shape(logits)[-1]])


def _masses(
    ids: tf.Tensor, rows: tf.Tensor, weights: tf.Tensor | None, label_smoothing: float
) -> tuple[tf.Tensor | None, tf.Tensor | None]:
    """Return the mass on the label of each row, None for 1; and what smoothing spreads over the classes of each row."""
    if weights is None and not label_smoothing:
        return None, None
    on_label = tf.constant(1 - label_smoothing, rows.dtype)
    weight = tf.fill(tf.shape(ids), on_label) if weights is None else on_label * tf.gather(weights, ids)
    if not label_smoothing:
        return weight, None
    share = label_smoothing / tf.cast(tf.shape(rows)[-1], rows.dtype)
    return weight, tf.reshape(share, [1]) if weights is None else share * weights


def _nan_outside(weight: tf.Tensor | None, inside: tf.Tensor | None, dtype: tf.DType) -> tf.Tensor | None:
    """Return the masses, NaN where an id is out of range, for code compiled by XLA, which cannot raise an error."""
    if inside is None:
        return weight
    one = tf.ones([], dtype) if weight is None else weight
    return tf.where(inside, one, tf.constant(float("nan"), dtype))


class _SparseSoftmax(Family):
    function = staticmethod(sparse_softmax_cross_entropy)
    link = "softmax"
    labels_are_ids = True

    def fit_labels(self, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """Return class ids without the trailing axis of size 1 that Keras' data pipelines leave on them."""
        labels = without_column(labels, logits, self.axis)
        one_too_many = labels.shape.rank is not None and labels.shape.rank == logits.shape.rank
        if one_too_many and labels.shape[-1] == 1 and logits.shape[self.axis] != 1:
            return tf.squeeze(labels, -1)
        return labels

    def valid_labels(self, labels: tf.Tensor, like: tf.Tensor) -> tf.Tensor | None:
        """Return where the label is the id of a class."""
        classes = tf.shape(like, tf.int64)[self.axis]
        if not labels.dtype.is_floating:
            ids = tf.cast(labels, tf.int64)
            return (ids >= 0) & (ids < classes)
        ids = tf.cast(labels, tf.float64)
        inside = (ids >= 0) & (ids < tf.cast(tf.minimum(classes, LARGEST_FLOAT_ID), tf.float64))
        return inside & tf.equal(ids, tf.floor(ids))

    def mask(self, labels: tf.Tensor) -> tf.Tensor | None:
        """Return where the label is not of an ignored class."""
        return class_mask(labels, self.ignored)


@register
@describe
class SparseSoftmaxCrossEntropy(LogitsLoss):
    """Keras Loss of `sparse_softmax_cross_entropy`: labels are integer class ids, which are not cast.

    Keras casts the labels of its losses to float32, which changes ids above 2^24; this loss gets the integers. Labels
    of shape ``(..., 1)`` are squeezed if the logits have more than one class, as in Keras. Means do not count examples
    of an ignored class.

    {maths of a loss}

    {chunks of a loss}

    Args:
        {axis}
        {label_smoothing}
        {class_weight}
        {ignore_class}
        {focal_gamma}
        {temperature}
        {z_loss}
        {check_logits}
        {chunk_size}
        {reduction}
        {normalizer}
        {name}
        {dtype}

    {contract of a loss}

    Examples:
        >>> float(SparseSoftmaxCrossEntropy()([1, 0], [[0.0, 0.0], [0.0, 0.0]]))
        0.6931471824645996

    References:
        ``keras.losses.SparseCategoricalCrossentropy``, `sparse_softmax_cross_entropy`.
    """

    _of_family = _SparseSoftmax

    def __init__(
        self,
        *,
        axis: int = -1,
        label_smoothing: float = 0.0,
        class_weight: Any = None,
        ignore_class: Any = None,
        focal_gamma: float = 0.0,
        temperature: float = 1.0,
        z_loss: float = 0.0,
        check_logits: str = "warn",
        chunk_size: str | int | None = None,
        reduction: str | None = "sum_over_batch_size",
        normalizer: str | None = None,
        name: str = "sparse_softmax_cross_entropy",
        dtype: str | None = None,
    ) -> None:
        super().__init__(
            axis=axis,
            label_smoothing=label_smoothing,
            class_weight=class_weight,
            ignore_class=ignore_class,
            focal_gamma=focal_gamma,
            temperature=temperature,
            z_loss=z_loss,
            check_logits=check_logits,
            chunk_size=chunk_size,
            reduction=reduction,
            normalizer=normalizer,
            name=name,
            dtype=dtype,
        )
