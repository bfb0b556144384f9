"""Which examples a metric counts: those without an ignored class, a mask or a weight of 0."""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat._arguments.tensors import SAME_SHAPE, as_ids, ids_in_range, one_id_per_example, reshaped_from
from tfcompat._batch.class_axis import class_mask, classes_last, one_class, without_column
from tfcompat._batch.reduction import align_left

if TYPE_CHECKING:
    from collections.abc import Iterable


_DENSE_LOSS = "use FromLogits('categorical_crossentropy', link='softmax')"
_FOR_ROWS = {
    "one_hot": "omit one_hot",
    "SparseAccuracy": "use 'categorical_accuracy', which needs no link",
    "SparseTopKAccuracy": "use 'top_k_categorical_accuracy', which needs no link",
    "SparseCrossEntropy": _DENSE_LOSS,
    "Perplexity": f"{_DENSE_LOSS}, and take the exponential of its result",
}
"""What to use for one-hot labels instead of a metric, or a keyword, of class ids."""


def as_classes(ignore_class: int | Iterable[int] | None) -> int | tuple[int, ...] | None:
    """Return one class id, several, or None, as plain Python."""
    try:
        return None if ignore_class is None else index(ignore_class)  # type: ignore[arg-type]  # several ids raise
    except TypeError:
        pass
    try:
        return tuple(map(index, ignore_class))  # type: ignore[arg-type]  # anything not iterable raises TypeError
    except TypeError:
        raise TypeError(f"ignore_class must be a class id, several of them, or None, got {ignore_class!r}.") from None


def as_config(ignore_class: int | tuple[int, ...] | None) -> int | list[int] | None:
    """Return the ignored classes as a configuration file can hold them."""
    return list(ignore_class) if isinstance(ignore_class, tuple) else ignore_class


def with_rank(labels: tf.Tensor, values: tf.Tensor, axis: int, *, of_ids: bool | None) -> tf.Tensor:
    """Return labels of unknown static rank with the rank that they need; others as they are.

    Args:
        labels: Class ids, or one number per element.
        values: Logits or probabilities.
        axis: The class axis of the values.
        of_ids: Whether the labels are class ids; None if that is unknown.
    """
    if labels.shape.rank is not None or values.shape.rank is None or of_ids is None:
        return labels
    one_unit = values.shape.rank > 1 and values.shape[axis] == 1
    if of_ids and values.shape.rank > 1 and not one_unit:
        return without_column(labels, values, axis)
    other = tf.shape(one_class(values, axis)) if one_unit else tf.shape(values)
    return reshaped_from(labels, other, values, SAME_SHAPE)


def ids_of(labels: tf.Tensor, values: tf.Tensor, keyword: str) -> tf.Tensor:
    """Return class ids, one per example, without the trailing axis of size 1 that tf_keras and pipelines append.

    Args:
        labels: Class ids ``[...]`` or ``[..., 1]``.
        values: Logits or probabilities, of one more axis than the ids.
        keyword: The keyword or metric that needs ids, for the message.
    """
    if labels.shape.rank is None:
        return without_column(labels, values, -1)
    if labels.shape.rank != values.shape.rank or labels.shape.rank == 1:
        return labels
    if labels.shape[-1] == 1:
        return tf.squeeze(labels, -1)
    advice = _FOR_ROWS.get(keyword, f"omit {keyword}, and pass a sample_weight of 0 for what should not count")
    raise ValueError(
        f"{keyword} needs class ids in y_true, one per example, got y_true {labels.shape} for y_pred "
        f"{values.shape}. If y_true holds one number per class, {advice}."
    )


def counted(
    labels: tf.Tensor,
    values: tf.Tensor,
    sample_weight: Any,
    mask: tf.Tensor | None,
    ignore_class: int | tuple[int, ...] | None,
    axis: int = -1,
) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor | None]:
    """Return labels, values and weights, in which everything that is left out has weight 0 and harmless values.

    A weight of 0 alone is not enough: NaN times 0 is NaN, and an id of 255 is looked up before it is weighed.

    Args:
        labels: Class ids, or one number for each class.
        values: Logits or probabilities, with a class axis unless their rank is 1.
        sample_weight: Weights of the examples (aligned from the left) or of all elements, or None.
        mask: True for what counts, or None.
        ignore_class: Ids in the labels that do not count.
        axis: The class axis of the values.

    Returns:
        Labels and values, 0 and 1/2 for what does not count, and the weights; None if everything counts alike.
    """
    counts = None if ignore_class is None else class_mask(_wide(ids_of(labels, values, "ignore_class")), ignore_class)
    given = {"sample_weight": sample_weight, "the mask of y_pred": mask, "ignore_class": counts}
    tensors = {what: tf.convert_to_tensor(weight) for what, weight in given.items() if weight is not None}
    if not tensors:
        return labels, values, None
    places, class_axis = _places(values, tensors.values(), axis)
    weights = tf.ones_like(places)
    for what, weight in tensors.items():
        weights *= align_left(weight, places, what, class_axis)
    counts = tf.not_equal(weights, 0)
    return _where(counts, labels, 0, axis), _where(counts, values, 0.5, axis), weights


def counted_ids(
    ids: tf.Tensor,
    values: tf.Tensor,
    sample_weight: Any,
    mask: tf.Tensor | None,
    ignore_class: int | tuple[int, ...] | None,
) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor | None]:
    """Do what `counted` does for class ids, and return them as integers; floats that do not count may be any."""
    ids = one_id_per_example(ids, values) if ids.dtype.is_floating else as_ids(ids, values)
    ids, values, weights = counted(ids, values, sample_weight, mask, ignore_class)
    return as_ids(ids, values) if ids.dtype.is_floating else ids, values, weights


def one_hot(labels: tf.Tensor, values: tf.Tensor, axis: int) -> tf.Tensor:
    """Return class ids as one-hot rows with the shape and dtype of the values; an id out of range raises an error."""
    rows = classes_last(values, axis)
    ids = as_ids(ids_of(labels, values, "one_hot"), rows)
    classes = tf.shape(rows)[-1]
    inside, _ = ids_in_range(tf.reshape(ids, [-1]), tf.reshape(rows, [-1, rows.shape[-1] or classes]))
    place = axis if axis == -1 else axis % values.shape.rank
    hot = tf.one_hot(tf.reshape(inside, tf.shape(ids)), classes, axis=place, dtype=values.dtype)
    return tf.ensure_shape(hot, values.shape)


def _wide(ids: tf.Tensor) -> tf.Tensor:
    """Return ids in a dtype that holds any ignored one: as uint8, -1 would be 255."""
    return tf.cast(ids, tf.int64) if ids.dtype.is_integer or ids.dtype.is_bool else ids


def _places(values: tf.Tensor, weights: Iterable[tf.Tensor], axis: int) -> tuple[tf.Tensor, int | None]:
    """Return a tensor of the shape that the weights are to have, and its class axis: the examples, or all elements."""
    rank = values.shape.rank
    if rank in (None, 1) or any(w.shape.rank == rank and w.shape[axis] != 1 for w in weights):
        return values, axis
    return tf.gather(values, 0, axis=axis), None


def _where(mask: tf.Tensor, tensor: tf.Tensor, otherwise: float, axis: int) -> tf.Tensor:
    """Return a tensor, replaced where the mask is False; it may have a class axis that the mask has not."""
    if tensor.shape.rank is None or mask.shape.rank is None:
        raise ValueError(
            "y_true or y_pred has no known rank, so no example can be weighted or left out. Set it when the graph is "
            "built: y_true.set_shape([None]) for class ids."
        )
    if tensor.shape.rank < mask.shape.rank:  # ids, and a weight for each element
        mask = tf.reduce_any(mask, axis=axis)
    if tensor.shape.rank > mask.shape.rank:
        mask = tf.expand_dims(mask, -1 if tensor.shape[-1] == 1 else axis)
    return tf.where(mask, tensor, tf.cast(otherwise, tensor.dtype))
