"""TFC201."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tfcompat.migrate.options import Options
from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._fix import NO_FIX, Fix, said
from tfcompat.migrate.rules._logits_instead import logits_instead
from tfcompat.migrate.rules._mistakes import LossRule, made_at
from tfcompat.migrate.rules._model_of_logits import flag, model_of_logits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.dataflow import Output
    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.rules._loss_calls import LossCall

__all__ = ["DoubleActivation"]

_TF = "import tensorflow as tf\n{}loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits={})\n"
_KERAS = (
    "import keras\nmodel = keras.Sequential([keras.layers.Dense(10{})])\n"
    "model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))\n"
)


class DoubleActivation(LossRule):
    """A loss that takes logits gets probabilities, so a softmax or sigmoid is applied twice.

    Training is slow and ends worse: the loss stays well above 0 even for perfect predictions, and its gradients are
    small. Keras' own losses undo an activation that they can see, and warn; after a reshape, in half precision or in
    another function they cannot see it. Pass the input of the activation to the loss.
    """

    CODE = "TFC201"
    NAME = "double activation"
    FIX = (
        "Unsafe, because the numbers change. A loss in the same function as the activation gets the input of the "
        "activation. A compiled model then returns logits, and a second model, ``serving``, returns the probabilities; "
        "if something in the file may read the probabilities of the model, or they come from elsewhere, the Keras loss "
        "is set to read probabilities instead. There is no fix for a softmax with a loss for a sigmoid, or a sigmoid "
        "with a loss for a softmax: it is unknown which of the two was meant."
    )
    MESSAGE = "`{name}` takes logits, but gets the probabilities of a {kind} ({where})"
    VALID = (
        Valid(source=_TF.format("", "tf.matmul(x, w)")),
        Valid(source=_TF.format("p = tf.nn.softmax(z)\n", "z")),
        Valid(source=_TF.format("if not training:\n    z = tf.nn.softmax(z)\n", "z")),
        Valid(source=_TF.format("", "tf.nn.log_softmax(z)")),
        Valid(source=_KERAS.format("")),
    )
    INVALID = (
        Invalid(
            source=_TF.format("p = tf.nn.softmax(z)\n", "p"),
            fix=_TF.format("p = tf.nn.softmax(z)\n", "z"),
            options=Options(unsafe=True),
        ),
        Invalid(
            source=_KERAS.format(", activation='softmax'"),
            fix=_KERAS.format("").replace("import keras\n", "import keras\nimport tfcompat\n")
            + 'serving = keras.Sequential([model, tfcompat.Probabilities("softmax")])\n',
            options=Options(unsafe=True),
        ),
        Invalid(
            source=_KERAS.format(", activation='softmax'") + "model.fit(x, y)\nprobabilities = model.predict(x)\n",
            fix=_KERAS.format(", activation='softmax'").replace("from_logits=True", "")
            + "model.fit(x, y)\nprobabilities = model.predict(x)\n",
            options=Options(unsafe=True),
        ),
        Invalid(
            source=_TF.format("p = tf.nn.softmax(tf.matmul(x, w))\n", "p"),
            fix=_TF.format("p_logits = tf.matmul(x, w)\np = tf.nn.softmax(p_logits)\n", "p_logits"),
            options=Options(unsafe=True),
        ),
        Invalid(source=_TF.format("def f(x):\n    return tf.sigmoid(x)\n", "tf.reshape(f(x), [-1])"), fix=None),
    )

    def of_call(self, file: File, call: LossCall) -> Iterator[Finding]:
        """Yield losses on logits whose prediction certainly is a softmax or a sigmoid."""
        if (output := call.output) is not None:
            message = self.MESSAGE.format(name=call.name, kind=output.kind, where=made_at(file, output))
            fix = _fix(file, call, output) if output.kind == call.family else NO_FIX
            yield self.at(file, call.node, message, said(_reason(call, output), fix), *fix.edits, imports=fix.imports)


def _fix(file: File, call: LossCall, output: Output) -> Fix:
    if call.compiled is not None:
        return model_of_logits(file, call, output)
    fix = logits_instead(file, call, output)
    return fix if fix.edits else flag(file, call, value=False)


def _reason(call: LossCall, output: Output) -> str:
    own = "softmax" if call.family == "softmax" else "sigmoid"
    advice = f"remove the {output.kind} from the model" if call.compiled else f"pass the {output.kind}'s input to it"
    if call.keras is not None and call.keras.undone:
        what = f"if Keras cannot see and undo the {output.kind}, the loss applies a {own} to its output"
        return f"{what}; otherwise it warns; {advice}"
    floor = _floor(call, output) if call.keras is None else ""
    return f"the loss applies its own {own}{floor}; {advice}"


def _floor(call: LossCall, output: Output) -> str:
    """Return the lowest loss of perfect predictions, if it is known."""
    if call.family == "sigmoid":
        return f", so it cannot fall below {math.log1p(math.exp(-1)):.2f} if a label is 1"
    if output.units is not None and output.units > 1:
        floor = math.log1p((output.units - 1) / math.e)
        return f", so it cannot fall below {floor:.2f} with {output.units} classes"
    return ""
