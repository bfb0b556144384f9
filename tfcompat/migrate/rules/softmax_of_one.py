"""TFC207."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import mistake
from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._loss_calls import loss_calls
from tfcompat.migrate.rules._mistakes import Mistake, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding

__all__ = ["SoftmaxOfOne"]

_INSTEAD = "use a sigmoid for one probability, or a softmax over at least two classes"
_LAYER = "import keras\ny = keras.layers.Dense({})(x)\n"
_MODEL = (
    "import keras\nmodel = keras.Sequential([keras.layers.Dense({})])\n"
    "model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))\n"
)


class SoftmaxOfOne(Mistake):
    """A softmax over one number is always 1, whatever the number is: the layer learns nothing."""

    CODE = "TFC207"
    NAME = "softmax of one number"
    MESSAGE = "`{name}` applies a softmax to one number, which gives 1"
    VALID = (
        Valid(source=_LAYER.format("2, activation='softmax'")),
        Valid(source=_LAYER.format("1, activation='sigmoid'")),
        Valid(source=_MODEL.format(2)),
        Valid(source=_LAYER.format("units, activation='softmax'")),
        Valid(source="import tensorflow as tf\nw = tf.nn.softmax(tf.layers.dense(x, 1), axis=1)\n"),
    )
    INVALID = (
        Invalid(source=_LAYER.format("1, activation='softmax'"), fix=None),
        Invalid(source=_MODEL.format(1), fix=None),
        Invalid(source="import tensorflow as tf\nw = tf.nn.softmax(tf.layers.dense(x, 1))\n", fix=None),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Layers of one unit whose activation surely is a softmax, and softmaxes of such layers."""
        whole = file.whole
        for reference in whole.names.tree.references:
            if reference.call is None or b"softmax" not in whole.source.of(reference.call):
                continue
            output = whole.outputs.made_by(reference.call, reference.scope)
            if output is not None and output.kind == "softmax" and output.units == 1:
                name = ".".join(reference.parts)
                reason = f"{_INSTEAD}, or along another axis"
                yield self.at(whole, reference.call, self.MESSAGE.format(name=name), reason)
        for call in loss_calls(whole):
            output = call.output
            if output is None or output.kind != "linear" or not output.whole or call.read_as:
                continue
            if mistake(call.family, call.reads, output.kind, output.units) == self.CODE:
                reason = (
                    f"the loss is always 0, since its layer has one unit ({line_of(whole, output.node)}); {_INSTEAD}"
                )
                yield self.at(whole, call.node, self.MESSAGE.format(name=call.name), reason)
