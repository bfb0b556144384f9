"""A guard against double activation: a loss on logits that is handed probabilities says so, once."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from tfcompat._deprecation import warn_at_caller

_PASSED_THROUGH = {"Identity", "IdentityN", "Cast", "Reshape", "Squeeze", "ExpandDims", "StopGradient", "StridedSlice"}
_ACTIVATIONS = {"Softmax": "softmax", "Sigmoid": "sigmoid"}
_FEWEST_ROWS = 2  # by chance one row of real logits may lie in [0, 1] and sum to 1
_MESSAGE = (
    "{loss} was given probabilities, not logits: {what}. It applies the {own} itself, so training sees an activation "
    "twice. Remove the activation (tfcompat.Logits has none), and apply it where you need probabilities; "
    "check_logits='off' silences this."
)


class Guard:
    """Looks at what a loss is given, until it has spoken once."""

    def __init__(self, loss: str, check_logits: str, rows_sum_to_one: bool) -> None:
        self._loss, self._do, self._sum = loss, check_logits, rows_sum_to_one
        self._done = check_logits == "off"
        self._seen_rows = False

    def look(self, y_pred: Any) -> None:
        """Warn, or raise where asked to, if the tensor is the output of a softmax or sigmoid."""
        if self._done:
            return
        what = _made_by_activation(y_pred) or self._rows_of_probabilities(y_pred)
        if what is None:
            return
        message = _MESSAGE.format(loss=self._loss, what=what, own="softmax" if self._sum else "sigmoid")
        if self._do == "error":
            raise ValueError(message)
        self._done = True
        warn_at_caller(message, UserWarning)

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
        if len(rows) < _FEWEST_ROWS or not ((rows >= 0) & (rows <= 1)).all():
            return None
        return "every row lies in [0, 1] and sums to 1" if (np.abs(rows.sum(-1) - 1) <= exact).all() else None


def _made_by_activation(tensor: Any) -> str | None:
    """The softmax or sigmoid that made a tensor, and its layer, where the tensor tells."""
    if tf.is_tensor(tensor) and hasattr(tensor, "_keras_logits"):  # what Keras hangs on what its activations return
        operation = getattr(tensor, "op", None) if not tf.executing_eagerly() else None
        layer = _layer(operation) if operation is not None else None
        return f"they are the output of an activation{f' of layer {layer!r}' if layer else ''}"
    if tf.executing_eagerly() or not isinstance(tensor, tf.Tensor):
        return None
    operation = tensor.op
    while operation.type in _PASSED_THROUGH:
        operation = operation.inputs[0].op
    if operation.type not in _ACTIVATIONS:
        return None
    layer = _layer(operation)
    return f"they are the output of a {_ACTIVATIONS[operation.type]}{f' of layer {layer!r}' if layer else ''}"


def _layer(operation: Any) -> str | None:
    """The layer's name, which Keras makes the innermost scope of its operations."""
    scopes = operation.name.split("/")
    return scopes[-2] if len(scopes) > 1 else None
