"""TFC214."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._compiled_models import uses_of
from tfcompat.migrate.rules._mistakes import LossRule, made_at
from tfcompat.migrate.syntax.arguments import arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.names.scopes import NameUse, Scope
    from tfcompat.migrate.rules._loss_calls import LossCall
    from tfcompat.migrate.syntax.source import Node

__all__ = ["ClassWeights"]

_WORD = "class_weight"
_TRAINS = ("fit", "fit_generator", "train_on_batch")
_FIT = (
    "import keras\nmodel = keras.Sequential([keras.layers.Dense({}, activation='{}')])\n"
    "model.compile('sgd', '{}')\nmodel.fit(x, y, class_weight={})\n"
)
_SPARSE = ("softmax", "sparse_categorical_crossentropy")


class ClassWeights(LossRule):
    """Training gets a weight for a class that the model does not have: class ids start at 0.

    Keras never reads such a weight, and a class without one weighs 1. If the keys start at 1, each class has the weight
    of another one.
    """

    CODE = "TFC214"
    NAME = "weights of other classes"
    FIX = "None. Either the keys or the number of units is wrong."
    MESSAGE = "`{name}` gets a weight for class {key}, but the classes are 0 to {last} ({where})"
    VALID = (
        Valid(source=_FIT.format(3, *_SPARSE, "{0: 1.0, 1: 2.0, 2: 5.0}")),
        Valid(source=_FIT.format(1, "sigmoid", "binary_crossentropy", "{0: 1.0, 1: 2.0}")),
        Valid(source=_FIT.format(3, *_SPARSE, "weights")),
        Valid(source=_FIT.format(3, *_SPARSE, "{0: 1.0}")),
    )
    INVALID = (
        Invalid(source=_FIT.format(3, *_SPARSE, "{1: 1.0, 2: 2.0, 3: 5.0}"), fix=None),
        Invalid(source=_FIT.format(1, "sigmoid", "binary_crossentropy", "{1: 1.0, 2: 2.0}"), fix=None),
    )

    def is_about(self, call: LossCall) -> bool:
        """Return the losses of compiled models with one output of a known number of units."""
        output = call.output
        return call.compiled is not None and call.head is None and output is not None and bool(output.units)

    def of_call(self, file: File, call: LossCall) -> Iterator[Finding]:
        """Yield weights for classes beyond the units of the output layer."""
        output = call.output
        if output is None or not output.units or _WORD.encode() not in file.source.text:
            return
        last = max(output.units, 2) - 1
        for use in uses_of(file, call.prediction, call.scope):
            weights = _weights(file, use) if use.parts[-1] in _TRAINS else None
            for key, node in _keys(file, weights, use.scope) if weights is not None else ():
                if not 0 <= key <= last:
                    message = self.MESSAGE.format(
                        name=".".join(use.parts), key=key, last=last, where=made_at(file, output)
                    )
                    yield self.at(file, node, message, "number the classes from 0, or give the layer a unit per class")
                    break


def _weights(file: File, use: NameUse) -> Node | None:
    given = arguments(file.source, use.call) if use.call is not None else None
    return next((one.value for one in given or () if one.name == _WORD), None)


def _keys(file: File, weights: Node, scope: Scope) -> list[tuple[int, Node]]:
    """Return the keys of class weights that are written in the file, each with its node."""
    values = file.outputs.values(weights, scope)
    if len(values) != 1 or values[0][0].type != "dictionary":
        return []
    keys = [pair.named_children[0] for pair in values[0][0].named_children if pair.type == "pair"]
    return [(int(file.source.of(key)), key) for key in keys if key.type == "integer" and file.source.of(key).isdigit()]
