"""Ragged labels, logits and weights of a Loss or metric."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat._arguments.ragged import check_axis_of_ragged, check_inner_classes, same_rows


def flat_values(
    y_true: Any, y_pred: Any, sample_weight: Any, *, axis: int = -1, classes: bool = False
) -> tuple[Any, Any, Any]:
    """Return labels, logits and weights, ragged ones as flat values; weights of rows are repeated for each value.

    Args:
        y_true: Labels.
        y_pred: Logits.
        sample_weight: Weights, or None.
        axis: The class axis.
        classes: Whether the logits need a class axis of one size.
    """
    if not isinstance(y_pred, tf.RaggedTensor) and not isinstance(y_true, tf.RaggedTensor):
        return y_true, y_pred, sample_weight
    if classes:
        check_inner_classes(y_pred, "logits")
    flat = same_rows({"labels": y_true, "logits": y_pred})
    check_axis_of_ragged(axis)
    if isinstance(sample_weight, tf.RaggedTensor):
        sample_weight = sample_weight.flat_values
    elif sample_weight is not None and tf.convert_to_tensor(sample_weight).shape.rank == 1:
        for rows in y_pred.nested_value_rowids():
            sample_weight = tf.gather(sample_weight, rows)
    return flat["labels"], flat["logits"], sample_weight
