"""RaggedTensors: their flat values are the examples."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat._checks import guarded


def flat_values(y_true: Any, y_pred: Any, sample_weight: Any) -> tuple[Any, Any, Any]:
    """Labels, logits and weights, the ragged ones as flat values; weights of rows are repeated for their values."""
    if not isinstance(y_pred, tf.RaggedTensor):
        return y_true, y_pred, sample_weight
    if not isinstance(y_true, tf.RaggedTensor):
        raise TypeError(
            f"logits are a RaggedTensor of shape {y_pred.shape}, so labels must be one too, got a tensor of "
            f"shape {tf.convert_to_tensor(y_true).shape}."
        )
    labels, logits = y_true.nested_row_splits, y_pred.nested_row_splits
    alike = len(labels) == len(logits) and tf.reduce_all(
        [tf.reduce_all(a == b) for a, b in zip(labels, logits, strict=False)]
    )
    message = "labels and logits are RaggedTensors whose rows must have the same lengths."
    flat = guarded(y_true.flat_values, tf.convert_to_tensor(alike), message)
    if isinstance(sample_weight, tf.RaggedTensor):
        sample_weight = sample_weight.flat_values
    elif sample_weight is not None and tf.convert_to_tensor(sample_weight).shape.rank == 1:
        for rows in y_pred.nested_value_rowids():
            sample_weight = tf.gather(sample_weight, rows)
    return flat, y_pred.flat_values, sample_weight
