"""TFC204."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfcompat.migrate.finding import Edit
from tfcompat.migrate.options import Options
from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._label_names import last_name
from tfcompat.migrate.rules._label_values import made_as_labels
from tfcompat.migrate.rules._mistakes import LossRule, made_at
from tfcompat.migrate.rules._quoted import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.rules._loss_calls import LossCall

__all__ = ["Swapped"]

_TF = "import tensorflow as tf\nloss = tf.losses.softmax_cross_entropy({})\n"
_NN = "import tensorflow as tf\nloss = tf.nn.sigmoid_cross_entropy_with_logits({})\n"
_KERAS = "import keras\nloss_fn = keras.losses.BinaryCrossentropy(from_logits=True)\nloss = loss_fn({})\n"
_MOST = 40
"""The most characters of an argument in a message."""
_PREDICTION = re.compile(r"(?:.*_)?(?:logits?|y_?pred|preds?|predictions?)\d*", re.IGNORECASE)
_LABEL = re.compile(
    r"(?!.*(?:logit|pred))(?:.*_)?(?:labels?|y_?true|targets?|one_?hot|ground_?truth)\d*", re.IGNORECASE
)
_OF_LABELS = re.compile(r"label|target|true|truth|hot|teacher", re.IGNORECASE)
"""Parts of a prediction's name that show that it may be a label."""


class Swapped(LossRule):
    """Labels and prediction are swapped: the loss and its gradients are wrong.

    A call is found if the labels argument is the output of a layer without activation, if the prediction argument is
    made the way labels are, or if each argument is named like the other one. Positional arguments of ``tf.nn`` are read
    in TensorFlow 2's order (until 1.0, the logits came first), and only if the file or ``--era`` shows that the file
    runs there.
    """

    CODE = "TFC204"
    NAME = "labels and logits swapped"
    FIX = "Unsafe, because the numbers change. The two arguments are swapped."
    MESSAGE = "`{name}` gets `{labels}` as the labels, and `{prediction}` as the prediction"
    VALID = (
        Valid(source=_TF.format("labels, logits")),
        Valid(source=_TF.format("a, b")),
        Valid(source=_TF.format("teacher_predictions, student_logits")),
        Valid(source=_TF.format("labels=tf.nn.softmax(z), logits=y")),
        Valid(source=_KERAS.format("y_true, y_pred")),
        Valid(source=_NN.format("labels, logits")),
        Valid(source=_NN.format("logits, labels"), options=Options(era="tf0.12")),
        Valid(source=_NN.format("logits, labels")),
    )
    INVALID = (
        Invalid(source=_TF.format("logits, labels"), fix=_TF.format("labels, logits"), options=Options(unsafe=True)),
        Invalid(source=_TF.format("logits=labels, onehot_labels=logits"), fix=None),
        Invalid(source=_TF.format("tf.layers.dense(x, 10), y"), fix=None),
        Invalid(source=_NN.format("logits, tf.cast(labels, tf.float32)"), fix=None, options=Options(era="tf2")),
        Invalid(source=_KERAS.format("model_logits, train_labels"), fix=None),
    )

    def is_about(self, call: LossCall) -> bool:
        """Return calls that name their labels."""
        return call.labels is not None

    def of_call(self, file: File, call: LossCall) -> Iterator[Finding]:
        """Yield losses whose labels and prediction certainly are swapped."""
        if call.labels is None:
            return
        output = file.outputs.of(call.labels, call.scope)
        labels, prediction = last_name(file, call.labels), last_name(file, call.prediction)
        if output is not None and output.kind == "linear" and call.output is None:
            why = f"its labels are the output of a layer without activation ({made_at(file, output)})"
        elif _is_swapped(labels, prediction) and (call.output is None or output):
            why = "the names show that they are swapped"
        elif how := self._is_label(file, call, labels, has_output=output is not None):
            why = f"its prediction is {how}"
        else:
            return
        message = self.MESSAGE.format(
            name=call.name, labels=quoted(file, call.labels, _MOST), prediction=quoted(file, call.prediction, _MOST)
        )
        read = f" in {call.read_as}'s argument order" if call.read_as else ""
        texts = [file.source.of(node) for node in (call.labels, call.prediction)]
        edits = (Edit(*call.labels.byte_range, texts[1]), Edit(*call.prediction.byte_range, texts[0]))
        reason = f"{why}; pass both by keyword"
        yield self.at(file, call.node, f"{message}{read}", reason, *edits)

    def _is_label(self, file: File, call: LossCall, labels: str, *, has_output: bool) -> str:
        """Return how the prediction is made, if it certainly is a label and the labels argument is a prediction."""
        predicted = has_output or (_PREDICTION.fullmatch(labels) and not _OF_LABELS.search(labels))
        return made_as_labels(file, call.prediction, call.scope) if predicted else ""


def _is_swapped(labels: str, prediction: str) -> bool:
    """Return whether the labels argument is named only like a prediction, and vice versa."""
    named = _PREDICTION.fullmatch(labels) and not _OF_LABELS.search(labels)
    return bool(named and _LABEL.fullmatch(prediction))
