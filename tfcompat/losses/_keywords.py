"""The keywords that the losses share: each described once, checked once and applied once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Callable

Documented = TypeVar("Documented", bound="Callable[..., Any]")

_DESCRIPTIONS = {
    "axis": "The class axis of ``logits``; an int. Default: -1, the last.",
    "label_smoothing": (
        "Moves labels this far towards the uniform distribution (sigmoid: towards 1/2); a number in [0, 1]. "
        "Default: 0, labels as they are."
    ),
    "pos_weight": (
        "Weight of the positive term: a number, or one for each class along ``axis``, or a tensor of the rank of "
        "``logits``, each size theirs or 1. Default: None, 1."
    ),
    "reduction": (
        "``'sum_over_batch_size'`` or ``'mean'`` (the mean over all losses that no mask hides), "
        "``'mean_with_sample_weight'`` (divided by the sum of the weights), ``'sum_by_nonzero_weights'`` (divided by "
        "the number of weights that are not 0: TensorFlow 1's default), ``'sum'``, or ``'none'`` or None."
    ),
    "name": "Name of the loss and of its scope; a string.",
    "dtype": (
        "What to compute in: ``'float32'``, ``'float64'``, or None for the dtype of the logits, "
        "half precision as float32."
    ),
}


def describe(documented: Documented) -> Documented:
    """Fill the lines ``{keyword}`` of a docstring in with the one description of that keyword."""

    def entry(match: re.Match[str]) -> str:
        margin, keyword = match.groups()
        return f"{margin}{keyword}: {_DESCRIPTIONS[keyword]}"

    documented.__doc__ = re.sub(r"^( +)\{(\w+)\}$", entry, documented.__doc__ or "", flags=re.MULTILINE)
    return documented


def classes_last(logits: tf.Tensor, axis: int) -> tf.Tensor:
    """The tensor with its class axis moved to the end; unchanged where it stands there."""
    if not isinstance(axis, int):
        raise TypeError(f"axis must be an int, got {axis!r}.")
    rank = logits.shape.rank
    if axis == -1 or axis + 1 == rank:
        return logits
    if rank is None:
        raise ValueError(f"axis must be -1 where the rank of logits is not known, got axis={axis}.")
    if not -rank <= axis < rank:
        raise ValueError(f"axis must lie in [{-rank}, {rank - 1}] for logits of shape {logits.shape}, got {axis}.")
    axis %= rank
    return tf.transpose(logits, [*(i for i in range(rank) if i != axis), axis])


def check_smoothing(label_smoothing: float) -> float:
    """The amount of label smoothing, refused outside [0, 1]."""
    if not 0 <= label_smoothing <= 1:
        raise ValueError(f"label_smoothing must lie in [0, 1], got {label_smoothing}.")
    return label_smoothing


def smooth_towards_uniform(labels: tf.Tensor, label_smoothing: float) -> tf.Tensor:
    """``(1 - e) labels + e / K * sum(labels)`` over the last axis: each row keeps its sum."""
    if not check_smoothing(label_smoothing):
        return labels
    return (1 - label_smoothing) * labels + label_smoothing * tf.reduce_mean(labels, axis=-1, keepdims=True)


def smooth_towards_half(labels: tf.Tensor, label_smoothing: float) -> tf.Tensor:
    """``(1 - e) labels + e / 2``."""
    if not check_smoothing(label_smoothing):
        return labels
    return (1 - label_smoothing) * labels + 0.5 * label_smoothing


def along_axis(weight: Any, logits: tf.Tensor, axis: int, keyword: str) -> tf.Tensor:
    """A number, one for each class along `axis`, or a tensor of the logits' rank, shaped to multiply the logits."""
    weight = tf.cast(tf.convert_to_tensor(weight), logits.dtype)
    sizes = zip(weight.shape, logits.shape, strict=False) if weight.shape.rank == logits.shape.rank else [(2, 1)]
    if weight.shape.rank == 0 or all(w in (1, n, None) for w, n in sizes):
        return weight
    classes = logits.shape[axis] if logits.shape.rank else None
    if weight.shape.rank != 1 or not tf.TensorShape([classes]).is_compatible_with(weight.shape):
        raise ValueError(
            f"{keyword} must be a number, or hold one number for each of the {classes or 'K'} classes, or have the "
            f"rank of logits and their sizes or 1; got shape {weight.shape} for logits {logits.shape} with axis={axis}."
        )
    after = -1 - axis if axis < 0 else logits.shape.rank - 1 - axis
    return tf.reshape(weight, [-1] + [1] * after)
