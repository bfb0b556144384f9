"""TFC206."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import CUT_OFF
from tfcompat.migrate.options import Options
from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._fix import NO_FIX, Fix, said
from tfcompat.migrate.rules._layer_activation import taken_off
from tfcompat.migrate.rules._logits_instead import logits_instead
from tfcompat.migrate.rules._mistakes import LossRule, made_at
from tfcompat.migrate.rules.metric_of_logits import has_metric
from tfcompat.migrate.rules.threshold_of_logits import has_threshold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.dataflow import Output
    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.rules._loss_calls import LossCall

__all__ = ["CutLogits"]

_TF = "import tensorflow as tf\nz = {}\nloss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=z)\n"
_MODEL = "import keras\nmodel = keras.Sequential([keras.layers.Dense(1, activation='{}')])\nmodel.compile(loss='bce')\n"


class CutLogits(LossRule):
    """The output layer uses a hidden-layer activation, such as relu.

    Logits may be any number. If relu returns 0, so does its gradient: if all logits of an example are negative, nothing
    is learned from it. Layers in ``tf.contrib`` and ``slim`` apply a relu unless they get an ``activation_fn``.
    """

    CODE = "TFC206"
    NAME = "logits cut off"
    FIX = (
        "Unsafe, because the numbers change. The last layer loses its activation if the loss is on logits. "
        "There is no fix for a loss on probabilities, for which the layer may lack a softmax or a sigmoid, or if "
        "metrics or comparisons in the file read the output as probabilities."
    )
    MESSAGE = "`{name}` {reads}, but gets the output of `{kind}` ({where})"
    VALID = (
        Valid(source=_TF.format("tf.contrib.layers.fully_connected(x, 10, activation_fn=None)")),
        Valid(source=_TF.format("tf.layers.dense(tf.nn.relu(x), 10)")),
        Valid(source=_TF.format("5 * tf.tanh(x)")),
        Valid(source=_MODEL.format("sigmoid")),
    )
    INVALID = (
        Invalid(
            source=_TF.format("tf.layers.dense(x, 10, tf.nn.relu)"),
            fix=_TF.format("tf.layers.dense(x, 10)"),
            options=Options(unsafe=True),
        ),
        Invalid(
            source=_TF.format("tf.contrib.layers.fully_connected(x, 10)"),
            fix=_TF.format("tf.contrib.layers.fully_connected(x, 10, activation_fn=None)"),
            options=Options(unsafe=True),
        ),
        Invalid(
            source=_TF.format("tf.contrib.layers.fully_connected(x, 10, tf.nn.relu)"),
            fix=_TF.format("tf.contrib.layers.fully_connected(x, 10, None)"),
            options=Options(unsafe=True),
        ),
        Invalid(source=_MODEL.format("tanh"), fix=None),
    )

    def of_call(self, file: File, call: LossCall) -> Iterator[Finding]:
        """Yield losses whose prediction certainly is the output of such an activation."""
        if (output := call.output) is None:
            return
        if call.reads == "logits":
            reads = "takes logits, which may be any number"
            reason = f"{output.kind} returns {CUT_OFF[output.kind]}; remove the activation of the last layer"
        else:
            reads = "reads probabilities"
            reason = (
                f"{output.kind} also returns other numbers, which Keras clips; remove the activation of the last "
                f"layer, and use a loss on logits, such as tfcompat's"
            )
        where = made_at(file, output)
        message = self.MESSAGE.format(name=call.name, reads=reads, kind=output.kind, where=where)
        fix = _fix(file, call, output) if call.reads == "logits" else NO_FIX
        yield self.at(file, call.node, message, said(reason, fix), *fix.edits, imports=fix.imports)


def _fix(file: File, call: LossCall, output: Output) -> Fix:
    """Return the edits that remove the activation of the last layer, or pass its input to the loss."""
    if output.far or not output.whole or has_metric(file, call, output) or has_threshold(file, output):
        return NO_FIX
    off = taken_off(file, output.node)
    return Fix(off) if off else logits_instead(file, call, output)
