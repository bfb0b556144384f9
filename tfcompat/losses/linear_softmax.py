"""Softmax cross-entropy of the last layer's inputs: logits are computed for some examples at a time, never all."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat._arguments.dtypes import float32_or_wider
from tfcompat._arguments.keywords import check_keywords, describe
from tfcompat._arguments.old_keywords import answers_old_keywords
from tfcompat._arguments.structured import structured
from tfcompat._arguments.tensors import as_ids, guarded_shape
from tfcompat._batch.class_axis import class_mask, hide
from tfcompat._chunked.chunk_size import check_chunk_size, rows_of_a_chunk
from tfcompat._chunked.loop import per_row
from tfcompat.losses._compiled import for_compile
from tfcompat.losses._last_layer import fit, same_places
from tfcompat.losses._plain import read_now
from tfcompat.losses.softmax import softmax_cross_entropy
from tfcompat.losses.sparse_softmax import sparse_softmax_cross_entropy

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["linear_softmax_cross_entropy", "linear_sparse_softmax_cross_entropy"]


@describe
@answers_old_keywords
@structured("labels", "inputs", classes=False)
def linear_softmax_cross_entropy(
    labels: Any,
    inputs: Any,
    kernel: Any,
    bias: Any = None,
    *,
    chunk_size: str | int = "auto",
    label_smoothing: float = 0.0,
    class_weight: Any = None,
    focal_gamma: float = 0.0,
    temperature: float = 1.0,
    z_loss: float = 0.0,
) -> tf.Tensor:
    r"""Compute `softmax_cross_entropy` of the logits :math:`x W + b`, in nats, without holding all logits in memory.

    .. math:: \ell_i = \ell(y_i, x_i W + b)

    {how the fused form computes}

    {what else it takes}

    Args:
        labels: The distribution over the classes; ``[..., num_classes]``, any real dtype.
        inputs: The inputs :math:`x` of the last layer; ``[..., features]``, floating point.
        kernel: Its weights :math:`W`; ``[features, num_classes]``.
        bias: Its bias :math:`b`; ``[num_classes]``. Default: None, no bias.
        {chunk_size}
        {label_smoothing}
        {class_weight}
        {focal_gamma}
        {temperature}
        {z_loss}

    Returns:
        One loss per example, in the shape of ``inputs`` without the last axis; float64 for float64, otherwise float32.

    Raises:
        TypeError: ``inputs`` is not floating point, or a keyword is unknown.
        ValueError: The shapes do not fit (at run time: InvalidArgumentError), or a keyword is out of its range.

    Examples:
        >>> import tensorflow as tf
        >>> linear_softmax_cross_entropy([[0.0, 1.0]], [[1.0, 2.0]], tf.zeros([2, 2])).numpy()
        array([0.6931472], dtype=float32)

    References:
        `softmax_cross_entropy`; Wijmans et al., Cut Your Losses in Large-Vocabulary Language Models, arXiv 2411.09009.
    """
    keywords = {
        "label_smoothing": label_smoothing,
        "class_weight": class_weight,
        "focal_gamma": focal_gamma,
        "temperature": temperature,
        "z_loss": z_loss,
    }
    check_keywords(**keywords)
    inputs, kernel, bias = _parameters(inputs, kernel, bias, chunk_size)
    labels = tf.cast(tf.convert_to_tensor(labels), float32_or_wider(inputs.dtype))
    same_places(labels.shape[:-1], inputs, labels, [*inputs.shape[:-1], kernel.shape[-1]])
    if not tf.TensorShape([kernel.shape[-1]]).is_compatible_with(labels.shape[-1:]):
        raise ValueError(
            f"labels must hold one number for each of the {kernel.shape[-1]} classes of kernel {kernel.shape}, got "
            f"labels {labels.shape}."
        )
    if not (labels.shape.is_fully_defined() and inputs.shape.is_fully_defined()):
        wanted = tf.concat([tf.shape(inputs)[:-1], tf.shape(kernel)[-1:]], axis=0)
        labels = guarded_shape(labels, wanted, "labels must hold one number for each class of each example.")
    rows = tf.reshape(labels, [-1, kernel.shape[-1] or tf.shape(kernel)[-1]])
    losses = _per_example(softmax_cross_entropy, rows, inputs, kernel, bias, chunk_size, keywords)
    return for_compile(losses, "linear_softmax_cross_entropy", "tfcompat.SoftmaxCrossEntropy")


@describe
@answers_old_keywords
@structured("labels", "inputs", classes=False)
def linear_sparse_softmax_cross_entropy(
    labels: Any,
    inputs: Any,
    kernel: Any,
    bias: Any = None,
    *,
    chunk_size: str | int = "auto",
    label_smoothing: float = 0.0,
    class_weight: Any = None,
    ignore_class: Any = None,
    focal_gamma: float = 0.0,
    temperature: float = 1.0,
    z_loss: float = 0.0,
) -> tf.Tensor:
    r"""Compute `sparse_softmax_cross_entropy` of the logits :math:`x W + b`, in nats, without holding all logits.

    .. math:: \ell_i = \ell(y_i, x_i W + b)

    {how the fused form computes}

    {what else it takes}

    Args:
        labels: Class ids; ``[...]``, any integer dtype.
        inputs: The inputs :math:`x` of the last layer; ``[..., features]``, floating point.
        kernel: Its weights :math:`W`; ``[features, num_classes]``.
        bias: Its bias :math:`b`; ``[num_classes]``. Default: None, no bias.
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
        TypeError: ``inputs`` is not floating point, ``labels`` are no integers, or a keyword is not one of these.
        ValueError: The shapes do not fit (at run time: InvalidArgumentError), or a keyword is out of its range.
        InvalidArgumentError: A class id is outside ``[0, num_classes)``. Code compiled by XLA cannot raise an error:
            there the loss and the gradient of that example are NaN.

    Examples:
        >>> import tensorflow as tf
        >>> linear_sparse_softmax_cross_entropy([1], [[1.0, 2.0]], tf.zeros([2, 2])).numpy()
        array([0.6931472], dtype=float32)

    References:
        `sparse_softmax_cross_entropy`; Wijmans et al., Cut Your Losses in Large-Vocabulary Language Models, arXiv
        2411.09009.
    """
    keywords = {
        "label_smoothing": label_smoothing,
        "class_weight": class_weight,
        "ignore_class": ignore_class,
        "focal_gamma": focal_gamma,
        "temperature": temperature,
        "z_loss": z_loss,
    }
    check_keywords(**keywords)
    inputs, kernel, bias = _parameters(inputs, kernel, bias, chunk_size)
    labels = tf.convert_to_tensor(labels)
    same_places(labels.shape, inputs, labels, inputs.shape[:-1])
    ids = as_ids(labels, inputs)
    mask = class_mask(ids, ignore_class)
    inputs = hide(inputs, mask)  # what they hold would reach the kernel's gradient
    ids = tf.reshape(ids, [-1])
    losses = _per_example(sparse_softmax_cross_entropy, ids, inputs, kernel, bias, chunk_size, keywords)
    return for_compile(losses, "linear_sparse_softmax_cross_entropy", "tfcompat.SparseSoftmaxCrossEntropy", mask=mask)


def _parameters(inputs: Any, kernel: Any, bias: Any, chunk_size: Any) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor | None]:
    """Return inputs, kernel and bias as tensors of one dtype, after a check of their shapes."""
    check_chunk_size(chunk_size)
    inputs = tf.convert_to_tensor(inputs)
    if not inputs.dtype.is_floating:
        raise TypeError(f"inputs must be floating point, got {inputs.dtype.name} of shape {inputs.shape}.")
    kernel = tf.cast(tf.convert_to_tensor(kernel), inputs.dtype)
    if inputs.shape.rank in (None, 0) or kernel.shape.rank != 2 or not fit(inputs.shape[-1:], kernel.shape[:1]):
        raise ValueError(
            "inputs must have the shape [..., features] and kernel [features, num_classes], got inputs "
            f"{inputs.shape} and kernel {kernel.shape}."
        )
    if bias is None:
        return inputs, kernel, None
    bias = tf.cast(bias, kernel.dtype)
    if not fit(bias.shape, kernel.shape[1:]):
        raise ValueError(
            f"bias must hold one number for each of the {kernel.shape[-1]} classes of kernel {kernel.shape}, got shape "
            f"{bias.shape}."
        )
    return inputs, kernel, bias


def _per_example(
    family: Callable[..., tf.Tensor],
    rows: tf.Tensor,
    inputs: tf.Tensor,
    kernel: tf.Tensor,
    bias: tf.Tensor | None,
    chunk_size: str | int,
    keywords: dict[str, Any],
) -> tf.Tensor:
    flat = tf.reshape(inputs, [-1, kernel.shape[0] or tf.shape(kernel)[0]])
    size = rows_of_a_chunk(chunk_size, flat.shape.as_list()[0], kernel.shape.as_list()[1])
    losses, *_ = per_row(partial(family, **read_now(keywords)), rows, flat, kernel, bias, size)
    return losses if inputs.shape.rank == 2 else tf.reshape(losses, tf.shape(inputs)[:-1])
