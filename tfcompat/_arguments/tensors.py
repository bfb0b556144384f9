"""Argument checks with one wording each: which argument, what was expected, what it got, what to do."""

from __future__ import annotations

from numbers import Integral
from typing import Any

import numpy as np
import tensorflow as tf

from tfcompat import _keras
from tfcompat._arguments.advice import (
    FIND,
    MISSING,
    SWAPPED,
    on_ids,
    on_ids_in_graph,
    on_shape_of_ids,
    on_shape_of_rows,
)
from tfcompat._arguments.dtypes import at_least_float32
from tfcompat._arguments.ranges import HEAD, bounds, refuse_range, slack_of

LARGEST_FLOAT_ID = 2**24  # float32 holds every whole number below it

ONE_ID_EACH = "labels must hold one class id for each example."
_OUTSIDE = "labels must be class ids in [0, num_classes); least id, greatest id and num_classes:"
SAME_SHAPE = "labels and logits must have the same shape; nothing is broadcast."


def as_logits(logits: Any) -> tf.Tensor:
    """Return logits as a floating-point tensor; half precision becomes float32."""
    logits = tf.convert_to_tensor(logits)
    if not logits.dtype.is_floating:
        raise TypeError(f"logits must be floating point, got {logits.dtype.name} of shape {logits.shape}. {SWAPPED}")
    return at_least_float32(logits)


def is_tensor(value: Any) -> bool:
    """Return whether a value is a tensor or a variable, of TensorFlow or of Keras 3."""
    return tf.is_tensor(value) or hasattr(value, "__tf_tensor__")


def as_axis(axis: Any) -> int:
    """Return an axis, or refuse it if it is not a whole number."""
    if not isinstance(axis, Integral):
        raise TypeError(f"axis must be an int, got {axis!r}.")
    return int(axis)


def check_axis(axis: int, tensor: tf.Tensor, what: str) -> int:
    """Return the class axis, refused if the tensor, named `what`, has no such axis; -1 fits any rank above 0."""
    axis, rank = as_axis(axis), tensor.shape.rank
    if rank == 0:
        raise ValueError(f"{what} must have a class axis, got a single number.")
    if rank is not None and not -rank <= axis < rank:
        raise ValueError(f"axis must lie in [{-rank}, {rank - 1}] for {what} of shape {tensor.shape}, got {axis}.")
    return axis


def as_probabilities(labels: Any, logits: tf.Tensor) -> tf.Tensor:
    """Return labels in the dtype of the logits, after a check that both have one shape."""
    labels = tf.convert_to_tensor(labels)
    if not (labels.dtype.is_floating or labels.dtype.is_integer or labels.dtype.is_bool):
        raise TypeError(f"labels must be numbers, got {labels.dtype.name} of shape {labels.shape}.")
    return same_shape(tf.cast(labels, logits.dtype), logits)


def as_ids(labels: Any, logits: tf.Tensor, axis: int = -1) -> tf.Tensor:
    """Return class ids as int32 or int64, one per example of the logits; their class axis, now last, was `axis`."""
    labels = _keras.without_appended_axis(tf.convert_to_tensor(labels), logits)
    if labels.dtype.is_floating:
        labels = _whole_numbers(labels)
    elif not (labels.dtype.is_integer or labels.dtype.is_bool):
        raise TypeError(f"labels must be class ids, that is integers, got {labels.dtype.name}.")
    if labels.dtype not in (tf.int32, tf.int64):
        labels = tf.cast(labels, tf.int64 if labels.dtype.size >= tf.int32.size else tf.int32)
    return one_id_per_example(labels, logits, axis=axis)


def ids_in_range(ids: tf.Tensor, rows: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor | None]:
    """Return `ids_below` the number of classes of rows ``[n, K]``."""
    classes = rows.shape[-1]
    return ids_below(ids, tf.shape(rows, ids.dtype)[-1] if classes is None else classes)


def ids_below(ids: tf.Tensor, classes: Any) -> tuple[tf.Tensor, tf.Tensor | None]:
    """Return ids ``[n]``, raising an error if one is outside [0, classes); and where each is inside.

    The second tells code compiled by XLA, which cannot raise, what to turn into NaN; it is None where all are inside.
    """
    if tf.executing_eagerly():
        least, greatest = (ids.numpy().min(), ids.numpy().max()) if ids.shape[0] else (0, 0)
        if least < 0 or greatest >= classes:
            found = f"{least}, {greatest}, {classes}. {on_ids(least, greatest, classes)} {FIND}"
            raise tf.errors.InvalidArgumentError(None, None, f"{_OUTSIDE} {found}")
        return ids, None
    unsigned = {tf.int32: tf.uint32, tf.int64: tf.uint64}[ids.dtype]
    inside = tf.cast(ids, unsigned) < tf.cast(classes, unsigned)  # ids below 0 wrap around, to the greatest
    numbers = tf.reduce_min(ids), tf.reduce_max(ids), tf.cast(classes, ids.dtype)
    advice = tf.constant(f"{on_ids_in_graph(classes if isinstance(classes, int) else None)} {FIND}")
    return guarded(ids, tf.reduce_all(inside), _OUTSIDE, *numbers, advice), inside


def _whole_numbers(labels: tf.Tensor) -> tf.Tensor:
    """Return ids that Keras cast to float32 on their way to a function given to ``compile``."""
    labels = at_least_float32(labels)  # 2^24 overflows float16
    whole = tf.reduce_all((labels == tf.floor(labels)) & (tf.abs(labels) < LARGEST_FLOAT_ID))
    return guarded(
        tf.cast(labels, tf.int32),
        whole,
        "labels must be class ids, that is integers, got floating-point labels that are not all whole numbers below "
        "2^24. For labels that are distributions use softmax_cross_entropy; if Keras cast your ids to float32 for a "
        "function, use the Loss class SparseSoftmaxCrossEntropy, which gets the integers.",
    )


def same_shape(labels: tf.Tensor, logits: tf.Tensor, size: tf.Tensor | None = None) -> tf.Tensor:
    """Refuse labels and logits of different shapes: at once where static shapes tell, else when the graph runs.

    The logits are not computed if their size is given.
    """
    if not labels.shape.is_compatible_with(logits.shape):
        raise ValueError(
            f"labels and logits must have the same shape, got labels {labels.shape} and logits {logits.shape}; "
            f"nothing is broadcast.{on_shape_of_rows(labels.shape, logits.shape)}"
        )
    if labels.shape.is_fully_defined() and logits.shape.is_fully_defined():
        return labels
    return guarded_shape(labels, tf.shape(logits) if size is None else size, SAME_SHAPE)


def one_id_per_example(
    labels: tf.Tensor, logits: tf.Tensor, size: tf.Tensor | None = None, axis: int = -1
) -> tf.Tensor:
    """Refuse ids whose shape is not that of the logits without the class axis, which was `axis` and is the last.

    The logits are not computed if their size is given.
    """
    wanted = logits.shape[:-1]
    if not labels.shape.is_compatible_with(wanted):
        given = logits.shape
        if axis != -1 and given.rank is not None:
            given = wanted[: axis % given.rank].concatenate(given[-1:]).concatenate(wanted[axis % given.rank :])
        raise ValueError(
            f"labels must hold one class id for each example, shape {wanted} for logits {given}, "
            f"got labels {labels.shape}.{on_shape_of_ids(labels.shape, given, axis)}"
        )
    if labels.shape.is_fully_defined() and wanted.is_fully_defined():
        return labels
    return guarded_shape(labels, (tf.shape(logits) if size is None else size)[:-1], ONE_ID_EACH)


def guarded_shape(labels: tf.Tensor, wanted: tf.Tensor, message: str) -> tf.Tensor:
    """Return labels that can be used only if their run-time shape is `wanted`."""
    got = tf.shape(labels)
    message = f"{message} The shape of labels and the shape expected:"
    return guarded(labels, _equal(got, wanted), message, got, wanted)


def reshaped_from(labels: tf.Tensor, other: tf.Tensor, like: tf.Tensor, message: str) -> tf.Tensor:
    """Return labels of unknown static rank in the shape of `like`, if their shape is that or `other`."""
    got, wanted = tf.shape(labels), tf.shape(like)
    message = f"{message} The shape of labels and the shape expected:"
    fits = _equal(got, wanted) | _equal(got, other)
    return tf.ensure_shape(tf.reshape(guarded(labels, fits, message, got, wanted), wanted), like.shape)


def _equal(shape: tf.Tensor, other: tf.Tensor) -> tf.Tensor:
    """Return whether two shapes, which may differ in rank, are the same."""
    if shape.shape[0] == other.shape[0] is not None:
        return tf.reduce_all(tf.equal(shape, other))
    same_rank = tf.equal(tf.size(shape), tf.size(other))
    if other.shape[0] is None:
        return tf.cond(same_rank, lambda: tf.reduce_all(tf.equal(shape, other)), lambda: tf.constant(False))
    padded = tf.concat([shape, tf.fill(tf.shape(other), -1)], axis=0)[: other.shape[0]]  # XLA compiles both branches
    return same_rank & tf.reduce_all(tf.equal(padded, other))


def guarded(tensor: tf.Tensor, condition: tf.Tensor, message: str, *data: tf.Tensor) -> tf.Tensor:
    """Return a tensor that raises InvalidArgumentError when it is computed where `condition` is false."""
    if tf.executing_eagerly():
        if not condition:
            raise tf.errors.InvalidArgumentError(None, None, " ".join([message, *(str(d.numpy()) for d in data)]))
        return tensor
    refusal = tf.raw_ops.Assert(condition=condition, data=[tf.constant(message), *data])  # tf.debugging's adds a branch
    with tf.control_dependencies([refusal]):
        return tf.identity(tensor)


def refuse_outside(labels: tf.Tensor, low: float, high: float) -> tf.Tensor:
    """Return labels, refused if some lie outside [low, high]: all are checked in eager mode, a sample in a graph.

    This finds swapped arguments: some of the logits that are passed as labels are negative.
    """
    if labels.dtype.is_bool:
        return labels
    slack = slack_of(labels.dtype) if labels.dtype.is_floating else 0.0
    if not tf.executing_eagerly():
        sample = _numbers(_sample(labels))
        inside = tf.reduce_all((sample >= low - slack) & (sample <= high + slack), axis=0)
        message = f"{bounds(low, high)} {MISSING} {SWAPPED} Least and greatest label found:"
        return guarded(labels, inside, message, tf.reduce_min(sample, axis=0), tf.reduce_max(sample, axis=0))
    least, most = (float(of(_numbers(labels))) for of in (tf.reduce_min, tf.reduce_max))
    if tf.size(labels) and not low - slack <= least <= most <= high + slack:
        refuse_range(np.asarray(labels), low, high)
    return labels


def _sample(labels: tf.Tensor) -> tf.Tensor:
    """Return some labels from all over a batch, since a mask begins with its background."""
    flat, count = tf.reshape(labels, [-1]), labels.shape.num_elements()
    if count is None:
        size = tf.shape(flat)
        return tf.strided_slice(flat, [0], size, tf.bitwise.bitwise_or(size // HEAD, 1))  # odd: no few columns alone
    return flat if count < HEAD else flat[:: count // HEAD | 1]


def _numbers(labels: tf.Tensor) -> tf.Tensor:
    """Return labels in a dtype that can be compared with any bound."""
    return labels if labels.dtype.is_floating else tf.cast(labels, tf.float32)
