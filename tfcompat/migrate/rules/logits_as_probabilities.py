"""TFC202."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import known_layers
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.options import Options
from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._fix import NO_FIX, Fix, keyword, local_name, name_of, said
from tfcompat.migrate.rules._mistakes import LossRule, made_at
from tfcompat.migrate.rules._model_of_logits import flag
from tfcompat.migrate.rules.metric_of_logits import has_metric
from tfcompat.migrate.rules.threshold_of_logits import has_threshold
from tfcompat.migrate.syntax.arguments import arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.dataflow import Output
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
    FIX = (
        "Unsafe, because the numbers change. If metrics or comparisons in the file read the output as probabilities, "
        "the last layer gets the activation that the loss expects. Otherwise the loss reads logits, and the model "
        "stays unchanged: a loss that is constructed in the file gets ``from_logits=True``, and a string becomes the "
        "tfcompat Loss. There is no fix for a divergence, or if one loss object gets logits in one place and something "
        "else in another."
    )
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
            source="import keras\nm = keras.Sequential([keras.layers.Dense(1)])\n"
            "m.compile('sgd', 'bce', ['accuracy'])\n",
            fix='import keras\nm = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])\n'
            "m.compile('sgd', 'bce', ['accuracy'])\n",
            options=Options(unsafe=True),
        ),
        Invalid(
            source=_FUNCTION.format("y, z,"),
            fix=_FUNCTION.format("y, z, from_logits=True,"),
            options=Options(unsafe=True),
        ),
        Invalid(
            source=_MODEL.format("", "'sparse_categorical_crossentropy'"),
            fix="import keras\nimport tfcompat\n"
            + _MODEL.format("", "tfcompat.SparseSoftmaxCrossEntropy()").removeprefix("import keras\n"),
            options=Options(unsafe=True),
        ),
    )

    def of_call(self, file: File, call: LossCall) -> Iterator[Finding]:
        """Yield losses on probabilities whose prediction certainly has no activation."""
        if (output := call.output) is None:
            return
        fix = _fix(file, call, output)
        message = self.MESSAGE.format(name=call.name, where=made_at(file, output))
        yield self.at(file, call.node, message, said(_reason(call), fix), *fix.edits, imports=fix.imports)


def _fix(file: File, call: LossCall, output: Output) -> Fix:
    """Return the edits that add the activation to the layer if metrics or thresholds rely on it, or change the loss."""
    if has_metric(file, call, output) or (call.family == "sigmoid" and has_threshold(file, output)):
        return _activated(file, call, output)
    fix = flag(file, call, value=True)
    return fix if fix.edits or call.made is not None else _other_loss(file, call)


def _activated(file: File, call: LossCall, output: Output) -> Fix:
    name = name_of(file, output.node, file.outputs.flow.scope_of(output.node))
    layer = known_layers.LAYERS.get(name)
    given = arguments(file.source, output.node)
    if (
        output.far
        or not output.whole
        or given is None
        or layer is None
        or layer.activation_at < sum(not one.name for one in given)
    ):
        return NO_FIX
    what = f"adds a {call.family} to the layer, because metrics or comparisons read its output as probabilities"
    return Fix(keyword(file, output.node, layer.activation, f'"{call.family}"'), what=what)


def _other_loss(file: File, call: LossCall) -> Fix:
    """Return the edit that replaces a string, or a Keras function, by a loss on logits."""
    if call.loss is None or call.keras is None or call.keras.new is None:
        return NO_FIX
    found = local_name(file, call.reference, call.keras.new.name)
    if found is None:
        return NO_FIX
    edit = Edit(*call.loss.byte_range, f"{found[0]}()".encode())
    return Fix((edit,), found[1])


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
