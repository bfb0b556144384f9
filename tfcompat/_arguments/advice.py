"""What to write instead: the last sentence of an error about labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import tensorflow as tf

SWAPPED = "Are labels and logits swapped? They are (labels, logits), in this order."
MISSING = "If -1 or NaN marks missing labels, pass a sample_weight of 0 for them to the Loss, or a mask."
FIND = "tfcompat.validate_labels(labels, num_classes) finds the first wrong label."
_OF_ROWS = "For one-hot labels use softmax_cross_entropy, or its Loss, SoftmaxCrossEntropy."
_OF_IDS = "For class ids use sparse_softmax_cross_entropy, or its Loss, SparseSoftmaxCrossEntropy."
ONE_UNIT = "A softmax over one unit is always 1: use sigmoid_cross_entropy, or its Loss, SigmoidCrossEntropy."
_MASK, _LOOKED_AT = 255, 4096


def on_shape_of_ids(labels: tf.TensorShape, logits: tf.TensorShape, axis: int) -> str:
    """Return what to write if the shape of class ids is not that of the logits without their class axis."""
    if labels.rank is None or logits.rank is None:
        return ""
    axis %= logits.rank
    wanted = _without(logits, axis)
    if labels.rank == logits.rank:
        squeezed = _extra_axis(labels, wanted)
        if squeezed is None and _alike(labels, logits):
            return f" {_OF_ROWS}"
        return _squeeze(labels, squeezed)
    if labels.rank == wanted.rank:
        fitting = [i for i in range(1, logits.rank) if i != axis and _alike(labels, _without(logits, i))]
        return f" They match the logits with axis={fitting[0]}: pass it." if len(fitting) == 1 else ""
    return _on_missing_axis(labels, wanted)


def on_shape_of_rows(labels: tf.TensorShape, logits: tf.TensorShape) -> str:
    """Return what to write if labels with one number per class do not have the shape of the logits."""
    if labels.rank is None or logits.rank is None:
        return ""
    if labels.rank == logits.rank + 1:
        return _squeeze(labels, _extra_axis(labels, logits))
    column = labels.rank == logits.rank and labels[-1] == 1 and _alike(labels[:-1], logits[:-1])
    if logits[-1:] != [1] and (column or _alike(labels, logits[:-1])):
        return f" {_OF_IDS}"
    return _on_missing_axis(labels, logits)


def _squeeze(labels: tf.TensorShape, axis: int | None) -> str:
    if axis is None:
        return ""
    return f" Write tf.squeeze(labels, {-1 if axis == labels.rank - 1 else axis})."


def _on_missing_axis(labels: tf.TensorShape, wanted: tf.TensorShape) -> str:
    too_few = labels.rank + 1 == wanted.rank and wanted[-1] == 1
    return " Write tf.expand_dims(labels, -1)." if too_few else ""


def _extra_axis(labels: tf.TensorShape, wanted: tf.TensorShape) -> int | None:
    """Return the axis of size 1 without which the labels match; the last one, if there are several."""
    found = [i for i in range(labels.rank) if labels[i] == 1 and _alike(_without(labels, i), wanted)]
    return found[-1] if found else None


def _without(shape: tf.TensorShape, axis: int) -> tf.TensorShape:
    return shape[:axis].concatenate(shape[axis + 1 :])


def _alike(shape: tf.TensorShape, other: tf.TensorShape) -> bool:
    return bool(shape.is_compatible_with(other))


def on_ids(least: int, greatest: int, classes: int) -> str:
    """Return what to do about class ids that lie outside ``[0, classes)``."""
    if classes == 1:
        return ONE_UNIT
    if least < 0:
        return f"If {least} marks examples that do not count, pass ignore_class={least}."
    if greatest == classes and least >= 1:
        return "If ids start at 1 here, subtract 1."
    return f"If {greatest} marks examples that do not count, pass ignore_class={greatest}."


def on_ids_in_graph(classes: int | None) -> str:
    """Return the same if the ids are not known yet."""
    return ONE_UNIT if classes == 1 else "If one of them marks examples that do not count, pass it as ignore_class=."


def on_values(labels: np.ndarray) -> str:
    """Return what to do about labels that are not probabilities."""
    values = labels[~np.isnan(labels)]
    sound = (values >= 0) & (values <= 1)
    missing = values == -1
    if set(np.unique(values[:_LOOKED_AT])) == {-1, 1} and np.isin(values, (-1, 1)).all():
        return "To turn labels -1 and 1 into 0 and 1, write (labels + 1) / 2."
    if sound.any() and (sound | missing).all():
        return MISSING
    if np.isin(values, (0, _MASK)).all():
        return f"To turn a mask of 0 and {_MASK} into labels, divide it by {_MASK}."
    return SWAPPED
