"""TFC213."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from tfcompat._symbols import KERAS_HOMES, TENSORFLOW_HOMES
from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._mistakes import Mistake, made_at
from tfcompat.migrate.rules._quoted import quoted
from tfcompat.migrate.rules.threshold_of_logits import predicted
from tfcompat.migrate.syntax.arguments import argument, arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.names.scopes import NameUse
    from tfcompat.migrate.syntax.source import Node

__all__ = ["ClassOfOne"]

_ARGMAX = {f"{home}.{name}" for home in TENSORFLOW_HOMES for name in ("argmax", "math.argmax")} | {
    *(f"{home}.{name}" for home in KERAS_HOMES for name in ("ops.argmax", "backend.argmax")),
    "numpy.argmax",
}
_OF_ROWS = re.compile(
    rb"input_dim\s*=|input_shape\s*=\s*\(\s*[\w.\[\]]+\s*,\s*\)|\bFlatten\(|\bGlobal(?:Average|Avg|Max)Pool"
    rb"|\bInput\(\s*(?:shape\s*=\s*)?[(\[]\s*[\w.]+\s*,?\s*[)\]]"
)
"""Signs that a model returns one row per example."""
_OF_STEPS = re.compile(rb"return_sequences|TimeDistributed|Conv1D|Attention|RepeatVector|\bReshape\(|Permute")
_MODEL = (
    "import keras\nimport numpy as np\nmodel = keras.Sequential([keras.Input([4]), keras.layers.Dense({})])\n"
    "model.compile('sgd', 'binary_crossentropy')\nmodel.fit(x, y)\nclasses = np.argmax(model.predict(x), axis={})\n"
)


class ClassOfOne(Mistake):
    """The class is computed by argmax, but the layer has one unit: the result is 0 for every example.

    One unit returns the probability, or the logit, of the positive class. Compare the probability with 0.5, or the
    logit with 0. Along axis 1, a call is only found if the file shows that the model does not return a sequence.
    """

    CODE = "TFC213"
    NAME = "argmax of one number"
    FIX = "None. Whether to compare the output with 0 or with 0.5, and the shape of the classes, is unknown."
    MESSAGE = "`{name}` is always 0, because the layer has one unit ({where})"
    VALID = (
        Valid(source=_MODEL.format("2, activation='softmax'", 1)),
        Valid(source=_MODEL.format("1, activation='sigmoid'", 0)),
        Valid(source=_MODEL.format("1", 1).replace("keras.Input([4])", "keras.layers.LSTM(8, return_sequences=True)")),
    )
    INVALID = (
        Invalid(source=_MODEL.format("1, activation='sigmoid'", 1), fix=None),
        Invalid(
            source="import tensorflow as tf\nclasses = tf.argmax(tf.layers.dense(x, 1, tf.sigmoid), axis=-1)\n",
            fix=None,
        ),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Yield an argmax along the last axis of what certainly has one unit."""
        if b"argmax" not in file.source.text:
            return
        whole = file.whole
        for reference in (*whole.names.tree.references, *whole.names.tree.hanging):
            if reference.call is None or reference.parts[-1] != "argmax":
                continue
            of = _argument(whole, reference, reference.call)
            output = predicted(whole, of, reference.scope) if of is not None else None
            if output is not None and output.units == 1 and output.whole and output.kind:
                shown = quoted(whole, reference.call)
                message = self.MESSAGE.format(name=shown, where=made_at(whole, output))
                yield self.at(whole, reference.call, message, "compare the probability with 0.5, or the logit with 0")


@lru_cache(maxsize=4)  # asked for each call, about the file
def _has_rows(file: File) -> bool:
    """Return whether the file shows that its models return one row per example."""
    return _OF_ROWS.search(file.source.text) is not None and _OF_STEPS.search(file.source.text) is None


def _argument(file: File, reference: NameUse, call: Node) -> Node | None:
    """Return the operand of an argmax along the last axis, as a function or as a method of an array."""
    given = arguments(file.source, call)
    is_function = file.outputs.qualified(reference.node, reference.scope) in _ARGMAX
    if given is None or (not is_function and file.source.of(reference.node).startswith((b"np.", b"tf."))):
        return None
    axis = argument(given, {"axis", "dimension"}, 1 if is_function else 0)
    along = file.source.of(axis) if axis is not None else b""
    if along != b"-1" and (along != b"1" or not _has_rows(file)):
        return None
    if is_function:
        return argument(given, {"a", "x", "input"}, 0)
    return reference.node.child_by_field_name("object")
