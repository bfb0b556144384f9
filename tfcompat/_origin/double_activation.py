"""A guard against double activation: a loss on logits that is handed probabilities says so, once.

And against the reverse beside it: a metric that reads the same logits as if they were probabilities.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import tensorflow as tf

from tfcompat._keras import compiled_metrics, is_of_keras, model_in_training
from tfcompat._origin.graph import activation_behind
from tfcompat._origin.notes import Activated, note_of
from tfcompat._user_frames import warn_at_caller

_FEWEST_ROWS = 2  # by chance one row of real logits may lie in [0, 1] and sum to 1
_MESSAGE = (
    "{loss} was given probabilities, not logits: {what}. It applies the {own} itself, so training sees an activation "
    "twice. Remove the activation (tfcompat.Logits has none), and apply it where you need probabilities; "
    "check_logits='off' silences this."
)
_METRIC_MESSAGE = (
    "The metric {metric} reads the logits of {loss} as if they were probabilities, so its number is wrong. Wrap it: "
    "tfcompat.metrics.FromLogits({metric}, link='{own}')."
)
# Metrics that apply a threshold, or a logarithm, to what they read.
OF_PROBABILITIES = re.compile(
    r"auc|precision(atrecall)?|recall(atprecision)?|(sensitivity|specificity)at(sensitivity|specificity)|f1score"
    r"|fbetascore|(true|false)(positives|negatives)|binaryaccuracy|binaryiou|bce|(binary|(sparse)?categorical)crossentropy"
)


class Guard:
    """Looks at what a loss is given, until it has spoken once."""

    def __init__(self, loss: str, check_logits: str, rows_sum_to_one: bool) -> None:
        self._loss, self._do, self._sum = loss, check_logits, rows_sum_to_one
        self._own = "softmax" if rows_sum_to_one else "sigmoid"
        self._done = check_logits == "off"
        self._seen_rows = self._done
        self._seen_metrics: list[Any] | None = None

    def look(self, y_pred: Any) -> None:
        """Warn, or raise where asked to, if the tensor is the output of a softmax or sigmoid."""
        if self._done:
            return
        what = made_by_activation(y_pred) or self._rows_of_probabilities(y_pred)
        if what is None:
            return
        message = _MESSAGE.format(loss=self._loss, what=what, own=self._own)
        if self._do == "error":
            raise ValueError(message)
        self._done = True
        warn_at_caller(message, UserWarning)

    def look_at_metrics(self, loss: Any, logits: tf.Tensor) -> None:
        """Warn at the first batch of ``fit`` about each metric that takes the logits for probabilities."""
        if self._do == "off" or (tf.executing_eagerly() and self._seen_metrics is not None):
            return
        model = model_in_training()
        if model is None:
            return
        metrics = compiled_metrics(model, loss)
        if self._seen_metrics == metrics:
            return
        self._seen_metrics = metrics
        for metric in metrics:
            name = takes_probabilities(metric, one_unit=logits.shape[-1] == 1, softmax=self._sum)
            if name:
                warn_at_caller(_METRIC_MESSAGE.format(metric=name, loss=self._loss, own=self._own), UserWarning)

    def _rows_of_probabilities(self, y_pred: Any) -> str | None:
        """Whether every row of the first eager batch lies in [0, 1] and sums to 1, which rows of logits do not."""
        if self._seen_rows or not self._sum or not tf.executing_eagerly():
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
    """The softmax or sigmoid that made a tensor, and its layer, where the tensor tells."""
    note = note_of(tensor, Activated)
    if note is not None:
        return f"they are the output of a {note.link} of layer {note.layer!r}"
    if tf.is_tensor(tensor) and hasattr(tensor, "_keras_logits"):  # what Keras hangs on what its activations return
        return f"they are the output of an activation{'' if tf.executing_eagerly() else _of_layer(tensor.op)}"
    if tf.executing_eagerly() or not isinstance(tensor, tf.Tensor):
        return None
    made = activation_behind(tensor)
    return made and f"they are the output of a {made.kind}{_of_layer(made.operation)}"


def _of_layer(operation: Any) -> str:
    """The layer of an operation: Keras opens a scope of its name, which TensorFlow numbers when it opens it again."""
    scope = operation.name.split("/")[-2] if "/" in operation.name else ""
    model = model_in_training()
    names = {layer.name for layer in model._flatten_layers()} if model is not None else {scope}  # noqa: SLF001 - nested layers too; Keras has no public way
    name = scope if scope in names else re.sub(r"_\d+$", "", scope)
    return f" of layer {name!r}" if name else ""


def name_of(given: Any) -> str:
    """What a loss or metric that was given to ``compile`` is called: by its string, function or class."""
    return given if isinstance(given, str) else str(getattr(given, "__name__", type(given).__name__))


def takes_probabilities(metric: Any, *, one_unit: bool, softmax: bool) -> str | None:
    """The name of a metric that reads probabilities, or None where it reads logits rightly or nothing is known."""
    if isinstance(metric, type):
        metric = metric()
    name = name_of(metric)
    plain = name.lower().replace("_", "")
    if plain in ("accuracy", "acc"):
        return name if one_unit else None
    if not OF_PROBABILITIES.fullmatch(plain) or not (isinstance(metric, str) or is_of_keras(metric)):
        return None
    config = metric.get_config() if hasattr(metric, "get_config") else {}
    if config.get("from_logits", False):
        return name if softmax and plain == "auc" else None  # it applies a sigmoid
    if config.get("top_k") or (plain in ("f1score", "fbetascore") and config.get("threshold") is None and not one_unit):
        return None  # it compares the classes of an example, which need no link
    threshold = config.get("threshold", config.get("thresholds"))
    at_zero = plain != "auc" and threshold is not None and not np.any(threshold)
    return None if at_zero else name  # a threshold of 0 on logits is one of 1/2 on probabilities
