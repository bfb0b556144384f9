"""TFC212."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._compiled_models import uses_of
from tfcompat.migrate.rules._label_kinds import encoded_as
from tfcompat.migrate.rules._mistakes import LossRule
from tfcompat.migrate.syntax.arguments import argument, arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.rules._loss_calls import LossCall
    from tfcompat.migrate.syntax.source import Node

__all__ = ["OtherLabels"]

_FIT = (
    "import keras\ny = keras.utils.to_categorical(y)\nmodel = keras.Sequential([keras.layers.Dense(3)])\n"
    "model.compile('sgd', keras.losses.{}(from_logits=True))\nmodel.fit(x, y)\n"
)
_BINARY = (
    "import tensorflow as tf\nsigns = {}\n"
    "loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=signs, logits=tf.layers.dense(x, 1))\n"
)
_TRAINS = ("fit", "train_on_batch", "evaluate", "test_on_batch")
_MEANT = {
    ("ids", "one-hot"): ("class ids", "use the loss without `sparse` in its name, or pass the ids"),
    ("one-hot", "ids"): ("one distribution per example", "use the sparse loss, or one-hot labels"),
    ("independent", "signs"): ("labels between 0 and 1", "pass (labels + 1) / 2"),
}
_SHOWN = {"one-hot": "one-hot rows", "ids": "class ids", "signs": "-1 and 1"}


class OtherLabels(LossRule):
    """The labels have the encoding of another loss.

    A sparse loss takes class ids, and a dense one takes a distribution per example: with the other encoding, training
    stops at the first batch. A loss for a sigmoid takes labels between 0 and 1. With -1 instead of 0, the loss of those
    examples goes to minus infinity, and training continues.
    """

    CODE = "TFC212"
    NAME = "labels of another loss"
    FIX = "None. Either the labels or the loss can change, and other code may read the labels."
    MESSAGE = "`{name}` takes {meant}, but gets {given}"
    VALID = (
        Valid(source=_FIT.format("CategoricalCrossentropy")),
        Valid(source=_FIT.format("SparseCategoricalCrossentropy").replace("keras.utils.to_categorical", "load")),
        Valid(source=_BINARY.format("(2 * labels - 1 + 1) / 2")),
    )
    INVALID = (
        Invalid(source=_FIT.format("SparseCategoricalCrossentropy"), fix=None),
        Invalid(source=_BINARY.format("2 * labels - 1"), fix=None),
        Invalid(
            source="import keras\nimport numpy as np\n"
            "loss = keras.losses.categorical_crossentropy(np.argmax(y, axis=1), z, from_logits=True)\n",
            fix=None,
        ),
    )

    def is_about(self, call: LossCall) -> bool:
        """Return losses of one output, whose labels are read as written."""
        return call.head is None and not call.read_as and call.strict

    def of_call(self, file: File, call: LossCall) -> Iterator[Finding]:
        """Yield labels whose encoding certainly is that of another loss, in the call of a loss or of ``fit``."""
        for labels, scope in _labels(file, call):
            how = encoded_as(file, labels, scope)
            meant = _MEANT.get((_takes(call), how))
            if meant is not None:
                message = self.MESSAGE.format(name=call.name, meant=meant[0], given=_SHOWN[how])
                yield self.at(file, labels, message, meant[1])


def _takes(call: LossCall) -> str:
    """Return the label encoding of a loss: ids, one-hot rows, or independent labels."""
    if call.family == "sigmoid":
        return "independent"
    sparse = call.keras.labels == "ids" if call.keras is not None else "sparse" in call.name.lower()
    return "ids" if sparse else "one-hot"


def _labels(file: File, call: LossCall) -> Iterator[tuple[Node, Scope]]:
    if call.labels is not None:
        yield call.labels, call.scope
    for use in uses_of(file, call.prediction, call.scope) if call.compiled is not None else ():
        if use.call is not None and use.parts[-1] in _TRAINS and use.node.start_byte > call.node.start_byte:
            labels = argument(arguments(file.source, use.call) or (), {"y"}, 1)
            if labels is not None:
                yield labels, use.scope
