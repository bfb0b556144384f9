"""Where labels that are probabilities must lie."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from tfcompat._arguments.advice import on_values

HEAD = 4096
"""Elements looked at where every batch pays."""


def bounds(low: float, high: float) -> str:
    """Return the sentence that says where labels must lie."""
    where = "not be negative" if high == float("inf") else f"lie in [{low:g}, {high:g}]"
    return f"labels must {where}, since they are probabilities."


def refuse_concrete(labels: tf.Tensor, low: float, high: float) -> tf.Tensor:
    """Return the labels, refused if some of the first ones, whose values are at hand, lie outside [low, high].

    They are at hand in eager mode on the host, and in a graph if they are a constant; nothing is added to the graph.
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
    """Return how far labels may lie outside, since sums and averages round."""
    return float(8 * np.finfo(np.float32).eps) if dtype.size >= tf.float32.size else 2.0**-7


def refuse_range(labels: Any, low: float, high: float) -> None:
    """Raise the error about labels that lie outside [low, high]."""
    least, most = float(np.min(labels)), float(np.max(labels))
    found = f"Got labels of shape {labels.shape}, from {least:.9g} to {most:.9g}."
    raise ValueError(f"{bounds(low, high)} {on_values(labels)} {found}")
