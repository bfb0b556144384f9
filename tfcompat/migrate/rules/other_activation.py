"""TFC203."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._mistakes import LossRule, made_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.rules._loss_calls import LossCall

__all__ = ["OtherActivation"]

_MODEL = "import keras\nmodel = keras.Sequential([keras.layers.Dense({}, activation='{}')])\nmodel.compile(loss='{}')\n"


class OtherActivation(LossRule):
    """A softmax output goes into a binary loss, or a sigmoid output into a categorical loss.

    A softmax returns one distribution over classes, for the categorical losses; a sigmoid returns an independent
    probability per output, for the binary ones.
    """

    CODE = "TFC203"
    NAME = "activation of another loss"
    FIX = (
        "None. Classes that exclude each other need a softmax and a categorical loss, independent ones a sigmoid "
        "and a binary loss. It is unknown which of them was meant."
    )
    MESSAGE = "`{name}` is a loss for {own}, but gets the output of a {kind} ({where})"
    VALID = (
        Valid(source=_MODEL.format(10, "softmax", "categorical_crossentropy")),
        Valid(source=_MODEL.format(1, "sigmoid", "binary_crossentropy")),
        Valid(source=_MODEL.format(10, "sigmoid", "mse")),
        Valid(source=_MODEL.format(2, "softmax", "binary_crossentropy")),
    )
    INVALID = (
        Invalid(source=_MODEL.format(10, "sigmoid", "sparse_categorical_crossentropy"), fix=None),
        Invalid(source=_MODEL.format(3, "softmax", "binary_crossentropy"), fix=None),
    )

    def of_call(self, file: File, call: LossCall) -> Iterator[Finding]:
        """Yield losses on probabilities whose prediction certainly has the other activation."""
        if (output := call.output) is None or not output.whole:
            return
        own = (
            "one of several classes, as from a softmax" if call.family == "softmax" else "yes or no, as from a sigmoid"
        )
        yield self.at(
            file,
            call.node,
            self.MESSAGE.format(name=call.name, own=own, kind=output.kind, where=made_at(file, output)),
            _SIGMOID if output.kind == "sigmoid" else _SOFTMAX,
        )


_SIGMOID = (
    "sigmoid outputs do not sum to 1, and Keras either divides them by their sum, or undoes the sigmoid and applies a "
    "softmax, depending on how the model runs; change the activation or the loss so that they match"
)
_SOFTMAX = (
    "Keras either computes a binary loss per class, or undoes the softmax and applies a sigmoid, depending on how the "
    "model runs; change the activation or the loss so that they match"
)
