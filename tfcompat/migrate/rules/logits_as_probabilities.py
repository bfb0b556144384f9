"""TFC202."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.options import Options
from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._mistakes import LossRule, keyword, made_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.rules._loss_calls import LossCall

__all__ = ["LogitsAsProbabilities"]

_MODEL = "import keras\nmodel = keras.Sequential([keras.layers.Dense(10{})])\nmodel.compile(loss={})\n"
_FUNCTION = "import keras\nz = keras.layers.Dense(1)(x)\nloss = keras.losses.binary_crossentropy({})\n"
_LOSS = "keras.losses.SparseCategoricalCrossentropy({})"
_NEW = {
    "softmax": "tfcompat.SparseSoftmaxCrossEntropy or tfcompat.SoftmaxCrossEntropy, which take logits",
    "sigmoid": "tfcompat.SigmoidCrossEntropy, which takes logits",
}


class LogitsAsProbabilities(LossRule):
    """A Keras loss that reads probabilities gets logits.

    It silently divides them by their sum or clips them to [0, 1], and treats the result as probabilities: the loss is
    wrong, and many of its gradients are 0.
    """

    CODE = "TFC202"
    NAME = "logits read as probabilities"
    MESSAGE = "`{name}` reads probabilities, but gets the logits of a layer without activation ({where})"
    VALID = (
        Valid(source=_MODEL.format("", _LOSS.format("from_logits=True"))),
        Valid(source=_MODEL.format("", _LOSS.format("from_logits=flag"))),
        Valid(source=_MODEL.format(", activation='softmax'", _LOSS.format(""))),
        Valid(source=_MODEL.format(", activation=mine", _LOSS.format(""))),
        Valid(source=_MODEL.format("", "'mse'")),
    )
    INVALID = (
        Invalid(source=_MODEL.format("", _LOSS.format("")), fix=None),
        Invalid(
            source=_MODEL.format("", _LOSS.format("from_logits=False, name='loss',")),
            fix=_MODEL.format("", _LOSS.format("from_logits=True, name='loss',")),
            options=Options(unsafe=True),
        ),
        Invalid(
            source=_FUNCTION.format("y, z,"),
            fix=_FUNCTION.format("y, z, from_logits=True,"),
            options=Options(unsafe=True),
        ),
        Invalid(source=_MODEL.format("", "'sparse_categorical_crossentropy'"), fix=None),
    )

    def of_call(self, file: File, call: LossCall) -> Iterator[Finding]:
        """Yield losses on probabilities whose prediction certainly has no activation."""
        if (output := call.output) is None:
            return
        has_flag = call.keras is not None and call.keras.takes_logits
        edits = keyword(file, call.made, "from_logits", "True") if call.made is not None and has_flag else ()
        message = self.MESSAGE.format(name=call.name, where=made_at(file, output))
        yield self.at(file, call.node, message, _reason(call), *edits)


def _reason(call: LossCall) -> str:
    """Return how Keras treats the logits, and what to write instead."""
    if not call.strict:
        return f"their logarithms are NaN or meaningless; pass the output of a {call.family}"
    if call.keras is None or call.keras.new is not None:
        advice = f"{_NEW[call.family]}, or from_logits=True"
    elif call.keras.takes_logits:
        advice = "from_logits=True"
    else:
        return f"Keras treats them as probabilities unchanged; pass the output of a {call.family}"
    return f"Keras clips the logits and treats the result as probabilities; use {advice}"
