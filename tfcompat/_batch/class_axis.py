"""Apply the keywords about classes: their axis, their weights, label smoothing."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import numpy as np
import tensorflow as tf

from tfcompat._arguments.tensors import ONE_ID_EACH, check_axis, is_tensor, reshaped_from


def classes_last(logits: tf.Tensor, axis: int) -> tf.Tensor:
    """Return the tensor with its class axis moved to the end; unchanged if it is the last."""
    rank = logits.shape.rank
    if axis == -1 and rank != 0:
        return logits
    if rank is None:
        raise ValueError(f"axis must be -1 if the rank of logits is not known, got axis={axis}.")
    axis = check_axis(axis, logits, "logits") % rank
    if axis + 1 == rank:
        return logits
    return tf.transpose(logits, [*(i for i in range(rank) if i != axis), axis])


def one_class(logits: tf.Tensor, axis: int) -> tf.Tensor:
    """Return the logits of one class: a tensor of the shape of the losses."""
    return logits[..., 0] if axis == -1 else tf.gather(logits, 0, axis=axis)


def without_column(labels: tf.Tensor, logits: tf.Tensor, axis: int) -> tf.Tensor:
    """Return class ids of unknown rank without the trailing axis of size 1 that some data pipelines leave on."""
    if labels.shape.rank is not None or logits.shape.rank is None:
        return labels
    examples = one_class(logits, axis)
    return reshaped_from(labels, tf.concat([tf.shape(examples), [1]], axis=0), examples, ONE_ID_EACH)


def tempered(logits: tf.Tensor, temperature: float, z_loss: float = 0.0) -> tf.Tensor:
    """Return the logits, divided by the temperature, without overflow if that is less than 1.

    Softmax does not change if a number is subtracted from all logits of a row, so their maximum is subtracted before
    the division. The z_loss does change, so there a logit that overflows is only kept finite.
    """
    if temperature == 1:
        return logits
    if z_loss:
        divided = logits / temperature
        return tf.where(tf.equal(divided, float("inf")), divided.dtype.max, divided)
    row_max = tf.stop_gradient(tf.reduce_max(logits, axis=-1, keepdims=True))
    return (logits - tf.where(tf.math.is_finite(row_max), row_max, tf.zeros_like(row_max))) / temperature


def smooth_towards_uniform(labels: tf.Tensor, label_smoothing: float) -> tf.Tensor:
    """``(1 - e) labels + e / K * sum(labels)`` over the last axis: each row keeps its sum."""
    if not label_smoothing:
        return labels
    return (1 - label_smoothing) * labels + label_smoothing * tf.reduce_mean(labels, axis=-1, keepdims=True)


def smooth_towards_half(labels: tf.Tensor, label_smoothing: float) -> tf.Tensor:
    """``(1 - e) labels + e / 2``."""
    return (1 - label_smoothing) * labels + 0.5 * label_smoothing if label_smoothing else labels


def class_weights(class_weight: Any, logits: tf.Tensor, axis: int = -1) -> tf.Tensor:
    """Return one weight per class, as a vector in the dtype of the logits."""
    static = logits.shape[axis] if logits.shape.rank else None
    classes = tf.shape(logits)[axis] if static is None else static
    return weights_of_classes(class_weight, classes, logits.dtype, f"logits {logits.shape}")


def weights_of_classes(class_weight: Any, classes: Any, dtype: tf.DType, what: str) -> tf.Tensor:
    """Return one weight per class; `classes` is their number, a tensor if it is not known, and `what` has them."""
    static = classes if isinstance(classes, int) else None
    if isinstance(class_weight, Mapping):
        return _from_dict(class_weight, static, classes, dtype)
    weights = in_dtype(class_weight, dtype)
    if not tf.TensorShape([static]).is_compatible_with(weights.shape):
        raise ValueError(
            f"class_weight must hold one number for each of the {static or 'K'} classes, or be a dict from class id to "
            f"number, got shape {weights.shape} for {what}."
        )
    return weights


def _from_dict(weights: Mapping[Any, float], static: int | None, classes: Any, dtype: tf.DType) -> tf.Tensor:
    ids = [int(key) for key in weights]
    wrong = [i for i in ids if i < 0 or (static is not None and i >= static)]
    if wrong:
        raise ValueError(f"class_weight names class {wrong[0]}, which is outside [0, {static or 'K'}).")
    return tf.tensor_scatter_nd_update(
        tf.ones([classes], dtype), tf.constant(ids, tf.int32, [len(ids), 1]), _numbers(list(weights.values()), dtype)
    )


def _numbers(values: list[Any], dtype: tf.DType) -> tf.Tensor:
    """Return numbers, some of which may be tensors, as a vector."""
    if any(map(is_tensor, values)):
        return tf.stack([in_dtype(value, dtype) for value in values])
    return tf.constant(values, dtype, [len(values)])


def in_dtype(value: Any, dtype: tf.DType) -> tf.Tensor:
    """Return a value as a tensor; Python's numbers are not rounded to float32 on the way to float64."""
    return tf.cast(tf.convert_to_tensor(value) if is_tensor(value) else np.asarray(value), dtype)


def along_axis(weight: Any, logits: tf.Tensor, axis: int, keyword: str) -> tf.Tensor:
    """Return a number, one number per class along `axis`, or a tensor of the logits' rank, shaped for the logits."""
    weight = in_dtype(weight, logits.dtype)
    sizes = zip(weight.shape, logits.shape, strict=False) if weight.shape.rank == logits.shape.rank else [(2, 1)]
    if weight.shape.rank == 0 or (weight.shape.rank != 1 and all(w in (1, n, None) for w, n in sizes)):
        return weight
    classes = logits.shape[axis] if logits.shape.rank else None
    if weight.shape.rank != 1 or not tf.TensorShape([classes]).is_compatible_with(weight.shape):
        raise ValueError(
            f"{keyword} must be a number, or hold one number for each of the {classes or 'K'} classes, or have the "
            f"rank of logits and their sizes or 1; got shape {weight.shape} for logits {logits.shape} with axis={axis}."
        )
    after = -1 - axis if axis < 0 else logits.shape.rank - 1 - axis
    return tf.reshape(weight, [-1] + [1] * after)


def class_mask(labels: tf.Tensor, ignore_class: Any) -> tf.Tensor | None:
    """Return where the label is not an ignored class; None if no class is ignored."""
    if ignore_class is None:
        return None
    if isinstance(ignore_class, AbstractSet | range):
        ignore_class = sorted(ignore_class)
    # -1 is not 255 in any dtype of the labels, and 2.5 is not 2
    dtype = tf.float64 if labels.dtype.is_floating else tf.int64
    ignored = tf.reshape(tf.cast(ignore_class, dtype), [-1])
    return tf.reduce_all(tf.not_equal(tf.cast(labels, dtype)[..., tf.newaxis], ignored), axis=-1)


def hide(tensor: tf.Tensor, mask: tf.Tensor | None, axis: int = -1) -> tf.Tensor:
    """Replace masked examples by zeros, so that their values reach neither loss nor gradient.

    Args:
        tensor: One number per example, or per class of each example.
        mask: Which examples, or which of their classes, are not hidden; None if all are not.
        axis: The class axis.
    """
    if mask is None or (tensor.shape.rank is None and mask.shape.rank is not None):
        return tensor
    if None not in (tensor.shape.rank, mask.shape.rank) and tensor.shape.rank == mask.shape.rank + 1:
        mask = tf.expand_dims(mask, axis)
    elif not tensor.shape.is_compatible_with(mask.shape):
        return tensor  # a later check of shapes reports it
    return tf.where(mask, tensor, tf.zeros([], tensor.dtype))


def append_axes(tensor: tf.Tensor, rank: int | None) -> tf.Tensor:
    """Return a tensor with axes of size 1 appended up to `rank`."""
    missing = 0 if rank is None or tensor.shape.rank is None else rank - tensor.shape.rank
    index = (..., *[tf.newaxis] * missing)
    return tensor[index] if missing > 0 else tensor
