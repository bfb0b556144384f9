"""TFC207."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import mistake
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.options import Options
from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._layer_activation import activation_at
from tfcompat.migrate.rules._loss_calls import loss_calls
from tfcompat.migrate.rules._mistakes import Mistake, made_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.rules._loss_calls import LossCall
    from tfcompat.migrate.syntax.source import Node

__all__ = ["SoftmaxOfOne"]

_INSTEAD = "use a sigmoid for one probability, or a softmax over at least two classes"
_LAYER = "import keras\ny = keras.layers.Dense({})(x)\n"
_BINARY = "import keras\nm = keras.Sequential([keras.layers.Dense(1, activation='{}')])\nm.compile(loss='bce')\n"
_MODEL = (
    "import keras\nmodel = keras.Sequential([keras.layers.Dense({})])\n"
    "model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))\n"
)


class SoftmaxOfOne(Mistake):
    """A softmax over one number is always 1: the layer learns nothing."""

    CODE = "TFC207"
    NAME = "softmax of one number"
    FIX = (
        "Unsafe, because the numbers change. The softmax becomes a sigmoid if a binary loss reads it. There is no fix "
        "for a categorical loss, because the number of classes is unknown."
    )
    MESSAGE = "`{name}` applies a softmax to one number, which is always 1"
    VALID = (
        Valid(source=_LAYER.format("2, activation='softmax'")),
        Valid(source=_LAYER.format("1, activation='sigmoid'")),
        Valid(source=_MODEL.format(2)),
        Valid(source=_LAYER.format("units, activation='softmax'")),
        Valid(source="import tensorflow as tf\nw = tf.nn.softmax(tf.layers.dense(x, 1), axis=1)\n"),
    )
    INVALID = (
        Invalid(source=_LAYER.format("1, activation='softmax'"), fix=None),
        Invalid(source=_BINARY.format("softmax"), fix=_BINARY.format("sigmoid"), options=Options(unsafe=True)),
        Invalid(source=_MODEL.format(1), fix=None),
        Invalid(source="import tensorflow as tf\nw = tf.nn.softmax(tf.layers.dense(x, 1))\n", fix=None),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Yield layers of one unit whose activation certainly is a softmax, and softmaxes of such layers."""
        whole = file.whole
        told = set[int]()
        binary = _binary(whole)
        for reference in whole.names.tree.references:
            if reference.call is None or b"oftmax" not in whole.source.of(reference.call):
                continue
            for call in (reference.call, _outer(reference.call)):
                output = whole.outputs.made_by(call, reference.scope) or whole.outputs.of(call, reference.scope)
                if output is None or output.node.id != reference.call.id or output.node.id in told:
                    continue
                if output.kind == "softmax" and output.units == 1 and output.whole:
                    told.add(output.node.id)
                    name = ".".join(reference.parts)
                    edits = _as_sigmoid(whole, reference.call) if reference.call.id in binary else ()
                    reason = f"{_INSTEAD}, or along another axis"
                    yield self.at(whole, reference.call, self.MESSAGE.format(name=name), reason, *edits)
        for loss in loss_calls(whole):
            yield from self._of_loss(whole, loss, told)

    def _of_loss(self, file: File, loss: LossCall, told: set[int]) -> Iterator[Finding]:
        """Yield a loss that applies the softmax, or a model that ends in one."""
        output = loss.output
        if output is None or not output.whole or loss.read_as or not loss.strict or output.node.id in told:
            return
        if mistake(loss.family, loss.reads, output.kind, output.units) != self.CODE:
            return
        place, name, why = (
            loss.node,
            loss.name,
            f"the loss is always 0, because its layer has one unit ({made_at(file, output)})",
        )
        if output.kind == "softmax" and not output.far:
            told.add(output.node.id)
            callee = output.node.child_by_field_name("function")
            place, name = output.node, file.source.of(callee).decode("utf-8") if callee is not None else loss.name
            why = "the model returns 1 for every example"
        yield self.at(file, place, self.MESSAGE.format(name=name), f"{why}; {_INSTEAD}")


def _binary(file: File) -> set[int]:
    """Return the ids of the nodes that compute the probabilities that binary losses read."""
    losses = (call for call in loss_calls(file) if call.family == "sigmoid" and call.reads == "probabilities")
    return {call.output.node.id for call in losses if call.output is not None and not call.output.far}


def _as_sigmoid(file: File, layer: Node) -> tuple[Edit, ...]:
    """Return the edit that replaces a layer's softmax by a sigmoid."""
    told = activation_at(file, layer)
    if told is None or not told.text.rstrip("'\"").endswith("softmax"):
        return ()
    before, _, behind = told.text.rpartition("softmax")
    return (Edit(*told.value.byte_range, f"{before}sigmoid{behind}".encode()),)


def _outer(call: Node) -> Node:
    """Return the call of what a call constructs, as in ``Softmax()(x)``; otherwise the call itself."""
    above = call.parent
    callee = above.child_by_field_name("function") if above is not None and above.type == "call" else None
    return above if above is not None and callee is not None and callee.id == call.id else call
