"""What each slice of the classes adds to a softmax over all of them: a few numbers per example.

A slice gives its greatest logit, its sum of exponentials and the logit of the label if that is one of its classes.
The loss needs nothing else, so slices on several devices never exchange anything of the size of the logits. The maximum
only scales the numbers of its slice, and cancels in the loss. So it has no gradient.
"""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat._kernels._programs import kernel
from tfcompat._kernels._softmax import greatest
from tfcompat._kernels._sparse import at_labels, less_at_labels
from tfcompat._kernels._sums import over_classes, with_own_sum


def slice_of_softmax(
    labels: tf.Tensor, logits: tf.Tensor, weights: tf.Tensor | None = None, temperature: float = 1.0
) -> tf.Tensor:
    """Return the numbers of a slice: ``[n, 3]``, or ``[n, 4]`` with weights.

    They are the greatest logit m; the sum of ``exp(s)``, where ``s = (logits - m) / temperature``; ``s`` of the label,
    or 0 if the label is in another slice; and the weighted sum of ``s``.

    Args:
        labels: Class ids ``[n]``, counted from the first class of the slice; those of other slices are outside [0, K).
        logits: ``[n, K]``.
        weights: ``[K]``, or ``[1]`` for all alike; they have no gradient.
        temperature: What the logits are divided by.
    """
    if weights is None:
        return _plain(labels, logits, temperature=temperature)
    return _weighted(labels, weights, logits, temperature=temperature)


def _shifted(logits: tf.Tensor, row_max: tf.Tensor, temperature: float) -> tf.Tensor:
    shifted = logits - row_max
    return shifted if temperature == 1 else shifted / temperature


def _place(labels: tf.Tensor, logits: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """Return where the label is in this slice, and ids that are inside in any case."""
    inside = (labels >= 0) & (labels < tf.shape(logits, labels.dtype)[-1])
    return inside, tf.where(inside, labels, tf.zeros([], labels.dtype))


def _of_label(labels: tf.Tensor, shifted: tf.Tensor) -> tf.Tensor:
    inside, ids = _place(labels, shifted)
    return tf.where(inside, at_labels(shifted, ids), tf.zeros([], shifted.dtype))


def _value(labels: tf.Tensor, logits: tf.Tensor, temperature: float) -> Any:
    row_max = greatest(logits)
    shifted = _shifted(logits, row_max, temperature)
    numbers = [row_max[:, 0], over_classes(shifted, tf.exp), _of_label(labels, shifted)]
    return tf.stack(numbers, axis=1), (row_max,)


def _weighted_value(labels: tf.Tensor, weights: tf.Tensor, logits: tf.Tensor, temperature: float) -> Any:
    row_max = greatest(logits)
    shifted = _shifted(logits, row_max, temperature)
    if weights.shape[0] == 1:
        total, own = with_own_sum(shifted, tf.exp)
        own *= weights[0]
    else:
        total, own = over_classes(shifted, tf.exp), over_classes(tf.math.multiply_no_nan(shifted, weights))
    return tf.stack([row_max[:, 0], total, _of_label(labels, shifted), own], axis=1), (row_max,)


def _to_logits(
    upstream: tf.Tensor, residuals: Any, labels: tf.Tensor, logits: tf.Tensor, temperature: float
) -> tf.Tensor:
    _, of_total, of_label, *_ = tf.unstack(upstream / temperature, axis=1)
    rows = tf.exp(_shifted(logits, residuals[0], temperature)) * tf.expand_dims(of_total, -1)
    return _more_at_labels(rows, labels, of_label)


def _to_weighted_logits(
    upstream: tf.Tensor, residuals: Any, labels: tf.Tensor, weights: tf.Tensor, logits: tf.Tensor, temperature: float
) -> tf.Tensor:
    _, of_total, of_label, of_own = tf.unstack(upstream / temperature, axis=1)
    rows = tf.exp(_shifted(logits, residuals[0], temperature)) * tf.expand_dims(of_total, -1)
    return _more_at_labels(rows + weights * tf.expand_dims(of_own, -1), labels, of_label)


def _more_at_labels(rows: tf.Tensor, labels: tf.Tensor, amount: tf.Tensor) -> tf.Tensor:
    """Add an amount to the entry of the label of each row, if it is in this slice."""
    inside, ids = _place(labels, rows)
    return less_at_labels(rows, ids, tf.where(inside, -amount, tf.zeros([], amount.dtype)))


_plain = kernel(_value, [None, _to_logits])
_weighted = kernel(_weighted_value, [None, None, _to_weighted_logits])
