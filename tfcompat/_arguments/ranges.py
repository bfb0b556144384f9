"""The range of labels that are probabilities."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from tfcompat._arguments.advice import on_values

HEAD = 4096
"""Elements checked in every batch, at a cost for each batch."""


def bounds(low: float, high: float) -> str:
    """Return the sentence with the range of the labels."""
    where = "not be negative" if high == float("inf") else f"lie in [{low:g}, {high:g}]"
    return f"labels must {where}, because they are probabilities."


def refuse_concrete(labels: tf.Tensor, low: float, high: float) -> tf.Tensor:
    """Return the labels, refused if their values are available and some of the first ones lie outside [low, high].

    Values are available in eager mode on the host, and for constants in a graph; nothing is added to the graph.
    """
    values = None
    if not tf.executing_eagerly():
        values = tf.get_static_value(labels)
    elif "CPU" in labels.device:
        values = np.asarray(memoryview(labels))  # not labels.numpy(), which copies
    if values is not None and values.size:
        head, slack = values.reshape(-1)[:HEAD], slack_of(labels.dtype)
        if not low - slack <= head.min() <= head.max() <= high + slack:
            refuse_range(values, low, high)
    return labels


def slack_of(dtype: tf.DType) -> float:
    """Return how far labels may lie outside, because sums and averages round."""
    return float(8 * np.finfo(np.float32).eps) if dtype.size >= tf.float32.size else 2.0**-7


def refuse_range(labels: Any, low: float, high: float) -> None:
    """Raise the error about labels that lie outside [low, high]."""
    least, most = float(np.min(labels)), float(np.max(labels))
    found = f"Got labels of shape {labels.shape}, from {least:.9g} to {most:.9g}."
    raise ValueError(f"{bounds(low, high)} {on_values(labels)} {found}")
