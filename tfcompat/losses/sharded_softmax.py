"""Softmax cross-entropy of the last layer's inputs, with its kernel split over several devices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat import _kernels
from tfcompat._arguments.dtypes import float32_or_wider
from tfcompat._arguments.keywords import check_keywords, describe
from tfcompat._arguments.old_keywords import answers_old_keywords
from tfcompat._arguments.structured import structured
from tfcompat._arguments.tensors import as_ids, ids_below
from tfcompat._batch.class_axis import class_mask, hide, weights_of_classes
from tfcompat._chunked.chunk_size import check_chunk_size
from tfcompat._chunked.kernel_gradient import sizes_of
from tfcompat._chunked.slices import SplitSoftmax, classes_of, split_softmax
from tfcompat.losses._compiled import for_compile
from tfcompat.losses._last_layer import as_slices, same_places

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["sharded_linear_sparse_softmax_cross_entropy"]

_BOTH = (
    "focal_gamma must be 0 if label_smoothing is not, because both together need all logits a second time; got "
    "focal_gamma={} and label_smoothing={}. Leave one of them out, or use linear_sparse_softmax_cross_entropy, whose "
    "kernel is on one device."
)


@describe
@answers_old_keywords
@structured("labels", "inputs", classes=False)
def sharded_linear_sparse_softmax_cross_entropy(
    labels: Any,
    inputs: Any,
    kernels: Sequence[Any],
    biases: Sequence[Any] | None = None,
    *,
    chunk_size: str | int = "auto",
    label_smoothing: float = 0.0,
    class_weight: Any = None,
    ignore_class: Any = None,
    focal_gamma: float = 0.0,
    temperature: float = 1.0,
    z_loss: float = 0.0,
) -> tf.Tensor:
    r"""Compute `linear_sparse_softmax_cross_entropy` with a kernel that is split along the classes, over devices.

    .. math::

        \ell_i = \ell(y_i, x_i [W_1 \dots W_P] + b), \qquad
        \log \sum_k e^{z_k} = m + \log \sum_{p=1}^{P} e^{m_p - m} \sum_{k \in p} e^{z_k - m_p}, \quad
        m_p = \max_{k \in p} z_k, \quad m = \max_p m_p

    Each slice is used where it is: its logits, and the gradients to it, are computed on its device, for some examples
    at a time. Per example, :math:`m_p`, the inner sum and the logit of the label go to the caller's device, and the
    gradients to these numbers come back. With ``label_smoothing``, so does the sum of the logits. The inputs go to each
    device, and its part of their gradient comes back. Nothing of the size of the logits or the kernel is sent.

    The gradient reaches inputs, kernels and biases; ``class_weight`` has none.

    {what else it takes}

    Args:
        labels: Class ids, counted over all slices; ``[...]``, any integer dtype.
        inputs: The inputs :math:`x` of the last layer; ``[..., features]``, floating point.
        kernels: Its weights, a list of slices :math:`W_p`; each ``[features, classes of the slice]``. The slices may
            differ in size. A variable or an eager tensor is used on its device; a tensor of a graph where the graph
            places it.
        biases: Its bias, a list of slices for the same classes. Default: None, no bias.
        {chunk_size}
        {label_smoothing}
        {class_weight}
        {ignore_class}
        {focal_gamma}
        {temperature}
        {z_loss}

    Returns:
        One loss per example, in the shape of ``labels``; float64 for float64, else float32.

    Raises:
        TypeError: ``inputs`` is not floating point, ``labels`` are no integers, ``kernels`` is not a list, or a keyword
            is unknown.
        ValueError: The shapes do not fit (at run time: InvalidArgumentError), a keyword is out of its range, or
            ``focal_gamma`` is given together with ``label_smoothing``.
        InvalidArgumentError: A class id is outside ``[0, num_classes)``. Code compiled by XLA cannot raise an error:
            there the loss and the gradient of that example are NaN.

    Examples:
        >>> import tensorflow as tf
        >>> kernels = [tf.zeros([2, 3]), tf.zeros([2, 1])]
        >>> sharded_linear_sparse_softmax_cross_entropy([3], [[1.0, 2.0]], kernels).numpy()
        array([1.3862944], dtype=float32)

    References:
        `linear_sparse_softmax_cross_entropy`; Shoeybi et al., Megatron-LM, arXiv 1909.08053.
    """
    check_keywords(
        label_smoothing=label_smoothing,
        class_weight=class_weight,
        ignore_class=ignore_class,
        focal_gamma=focal_gamma,
        temperature=temperature,
        z_loss=z_loss,
    )
    check_chunk_size(chunk_size)
    if focal_gamma and label_smoothing:
        raise ValueError(_BOTH.format(focal_gamma, label_smoothing))
    inputs = tf.convert_to_tensor(inputs)
    slices = as_slices(inputs, kernels, biases)
    labels = tf.convert_to_tensor(labels)
    same_places(labels.shape, inputs, labels, inputs.shape[:-1])
    ids = as_ids(labels, inputs)
    mask = class_mask(ids, ignore_class)
    flat = tf.reshape(hide(inputs, mask), [-1, sizes_of(inputs)[-1]])
    classes = classes_of(slices)
    safe, inside = ids_below(tf.reshape(hide(ids, mask), [-1]), sum(classes))
    weights = _class_weights(class_weight, classes, float32_or_wider(inputs.dtype))
    summed_by = _slices_of(weights, classes) if label_smoothing else []
    softmax = split_softmax(safe, flat, slices, summed_by, chunk_size, temperature)
    losses = _on_label(softmax, None if weights is None else tf.gather(weights, safe), inside, focal_gamma)
    if label_smoothing:
        losses = (1 - label_smoothing) * losses + label_smoothing * _mean_over_classes(softmax, weights, sum(classes))
    if z_loss:
        losses += z_loss * tf.square(_logsumexp(softmax, temperature))
    losses = hide(losses if ids.shape.rank == 1 else tf.reshape(losses, tf.shape(ids)), mask)
    name = "sharded_linear_sparse_softmax_cross_entropy"
    return for_compile(losses, name, "tfcompat.SparseSoftmaxCrossEntropy", mask=mask)


def _class_weights(class_weight: Any, classes: Sequence[Any], dtype: tf.DType) -> tf.Tensor | None:
    """Return one weight per class, over all slices; they have no gradient, which would lack what smoothing adds."""
    if class_weight is None:
        return None
    number = sum(classes)
    return tf.stop_gradient(weights_of_classes(class_weight, number, dtype, f"slices of {list(classes)} classes"))


def _slices_of(weights: tf.Tensor | None, classes: Sequence[Any]) -> list[tf.Tensor | None]:
    """Return the weights of the classes of each slice, None for 1."""
    return [None] * len(classes) if weights is None else list(tf.split(weights, classes))


def _on_label(
    softmax: SplitSoftmax, weights: tf.Tensor | None, inside: tf.Tensor | None, focal_gamma: float
) -> tf.Tensor:
    """Return the loss of each example for its label alone; NaN where the id is out of range and XLA cannot raise."""
    nll = softmax.log_total - softmax.of_label
    losses = _kernels.focal(-nll, focal_gamma) if focal_gamma else nll
    if weights is not None:
        losses = tf.math.multiply_no_nan(losses, weights)
    return losses if inside is None else losses * tf.where(inside, tf.ones_like(nll), float("nan"))


def _mean_over_classes(softmax: SplitSoftmax, weights: tf.Tensor | None, classes: Any) -> tf.Tensor:
    """Return the mean over all classes of the weighted loss of an example with that label."""
    number = tf.cast(classes, softmax.log_total.dtype)
    mass = number if weights is None else tf.reduce_sum(weights)
    return (mass * softmax.log_total - softmax.weighted) / number


def _logsumexp(softmax: SplitSoftmax, temperature: float) -> tf.Tensor:
    """Return the logsumexp of the logits, finite if they overflow; its maximum is 0 if all logits are -inf."""
    row_max, lowest = softmax.row_max, softmax.row_max.dtype.min
    divided = tf.minimum(row_max / temperature, row_max.dtype.max)
    return tf.where(tf.equal(row_max, lowest), tf.zeros([], row_max.dtype), divided) + softmax.log_total
