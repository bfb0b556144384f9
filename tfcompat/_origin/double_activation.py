"""A guard against double activation: a loss on logits warns once if it gets probabilities.

It also warns about metrics of the same model that read the logits as if they were probabilities.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import tensorflow as tf

from tfcompat._keras import compiled_metrics, flat_layers, is_activated, model_in_training
from tfcompat._origin.graph import activation_behind
from tfcompat._origin.metric_advice import Labels, compares_argmax, takes_probabilities, wrapped
from tfcompat._origin.notes import Activated, note_of
from tfcompat._user_frames import warn_at_caller

_FEWEST_ROWS = 2  # one row of real logits may be in [0, 1] and sum to 1 by chance
_MESSAGE = (
    "{loss} was given probabilities, not logits: {what}. It applies the {own} itself, so training sees an activation "
    "twice. Remove the activation (tfcompat.Logits has none), and apply it where you need probabilities; "
    "check_logits='off' silences this."
)
_METRIC_MESSAGE = (
    "The metric {metric} reads the logits of {loss} as if they were probabilities, so its number is wrong. Wrap it: "
    "{wrapped}."
)
_ARGMAX_MESSAGE = (
    "The metric {metric!r}, compiled with {loss}, compares the argmax of independent classes, so its number is wrong. "
    "Use 'binary_accuracy' of probabilities: {wrapped}."
)


class Guard:
    """Checks the inputs of a loss, until it has warned once."""

    def __init__(self, loss: str, check_logits: str, labels: Labels) -> None:
        self._loss, self._do, self._labels = loss, check_logits, labels
        self._softmax = labels.link == "softmax"
        self._done = check_logits == "off"
        self._seen_rows = self._done
        self._seen_metrics: list[Any] | None = None

    def look(self, y_pred: Any) -> None:
        """Warn, or raise an error if asked to, if the tensor is the output of a softmax or sigmoid."""
        if self._done:
            return
        what = made_by_activation(y_pred) or self._rows_of_probabilities(y_pred)
        if what is None:
            return
        message = _MESSAGE.format(loss=self._loss, what=what, own=self._labels.link)
        if self._do == "error":
            raise ValueError(message)
        self._done = True
        warn_at_caller(message, UserWarning)

    def look_at_metrics(self, loss: Any, logits: tf.Tensor) -> None:
        """Warn at the first batch of ``fit`` about each metric that reads the logits as probabilities."""
        if self._do == "off" or (tf.executing_eagerly() and self._seen_metrics is not None):
            return
        model = model_in_training()
        if model is None:
            return
        metrics = compiled_metrics(model, loss)
        if self._seen_metrics == metrics:
            return
        units = logits.shape[self._labels.axis] if logits.shape.rank else None
        self._seen_metrics = metrics
        for metric in metrics:
            self._look_at_metric(metric, units)

    def _look_at_metric(self, metric: Any, units: int | None) -> None:
        name = takes_probabilities(metric, one_unit=units == 1, softmax=self._softmax)
        argmax = compares_argmax(metric, units=units, softmax=self._softmax)
        if name is None and not argmax:
            return
        message = _ARGMAX_MESSAGE if argmax else _METRIC_MESSAGE
        found = message.format(metric=name or metric, loss=self._loss, wrapped=wrapped(metric, self._labels))
        warn_at_caller(found, UserWarning)

    def _rows_of_probabilities(self, y_pred: Any) -> str | None:
        """Return why a batch is probabilities, if all rows of the first eager batch are in [0, 1] and sum to 1."""
        if self._seen_rows or not self._softmax or not tf.executing_eagerly():
            return None
        self._seen_rows = True
        rows = np.asarray(y_pred)
        if rows.dtype not in (np.float32, np.float64) or rows.ndim < 2 or rows.shape[-1] < 2:
            return None
        rows = rows.reshape(-1, rows.shape[-1])
        exact = 8 * np.finfo(rows.dtype).eps
        between = (rows.max(axis=-1) < 1).sum()  # of ones and zeros alone no softmax is likely, but a toy's logits are
        if between < _FEWEST_ROWS or not ((rows >= 0) & (rows <= 1)).all():
            return None
        return "every row lies in [0, 1] and sums to 1" if (np.abs(rows.sum(-1) - 1) <= exact).all() else None


def made_by_activation(tensor: Any) -> str | None:
    """Return the softmax or sigmoid that made a tensor, and its layer, if they are known."""
    note = note_of(tensor, Activated)
    if note is not None:
        return f"they are the output of a {note.link} of layer {note.layer!r}"
    in_graph = isinstance(tensor, tf.Tensor) and hasattr(tensor, "graph")  # a graph may use tensors of eager code, too
    if tf.is_tensor(tensor) and is_activated(tensor):
        return f"they are the output of an activation{_of_layer(tensor.op) if in_graph else ''}"
    if not in_graph:
        return None
    made = activation_behind(tensor)
    return made and f"they are the output of a {made.kind}{_of_layer(made.operation)}"


def _of_layer(operation: Any) -> str:
    """Return the layer of an operation, by the scope that Keras opens and TensorFlow numbers if opened again."""
    scope = operation.name.split("/")[-2] if "/" in operation.name else ""
    model = model_in_training()
    names = {layer.name for layer in flat_layers(model)} if model is not None else {scope}
    name = scope if scope in names else re.sub(r"_\d+$", "", scope)
    return f" of layer {name!r}" if name else ""
