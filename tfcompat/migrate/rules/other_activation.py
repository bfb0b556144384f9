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
    """The probabilities of one kind of question are given to the loss of the other.

    A softmax gives one distribution over classes, for the categorical losses; a sigmoid gives a probability for each
    output by itself, for the binary ones.
    """

    CODE = "TFC203"
    NAME = "activation of another loss"
    FIX = (
        "None. Classes that exclude each other need a softmax and a categorical loss, independent ones a sigmoid "
        "and a binary loss. Which of them was meant is not known."
    )
    MESSAGE = "`{name}` is a loss for {own}, and is given the output of a {kind} ({where})"
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
        """Yield losses on probabilities whose prediction is surely of the other activation."""
        if (output := call.output) is None or not output.whole:
            return
        own = (
            "one of several classes, as a softmax tells them"
            if call.family == "softmax"
            else "yes or no, as a sigmoid tells it"
        )
        yield self.at(
            file,
            call.node,
            self.MESSAGE.format(name=call.name, own=own, kind=output.kind, where=made_at(file, output)),
            _SIGMOID if output.kind == "sigmoid" else _SOFTMAX,
        )


_SIGMOID = (
    "outputs of a sigmoid do not sum to 1, and Keras divides them by their sum or undoes the sigmoid and applies a "
    "softmax, by how the model is run; use the activation of the loss, or the loss of the activation"
)
_SOFTMAX = (
    "Keras computes a binary loss of each class, or undoes the softmax and applies a sigmoid, by how the model is run; "
    "use the activation of the loss, or the loss of the activation"
)
