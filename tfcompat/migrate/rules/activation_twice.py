"""TFC211."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tfcompat._symbols import PROBABILITIES
from tfcompat._symbols import known_layers as _known
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.options import Options
from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._layer_activation import taken_off
from tfcompat.migrate.rules._loss_calls import loss_calls
from tfcompat.migrate.rules._mistakes import Mistake, made_at
from tfcompat.migrate.rules._quoted import quoted
from tfcompat.migrate.syntax.arguments import argument, arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.dataflow import Output, Value
    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.names.scopes import NameUse, Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["ActivationTwice"]

_LEFT = {
    "softmax": "over 10 classes no probability exceeds 0.23",
    "sigmoid": "no probability is below 0.5 or above 0.73",
}
_MODEL = (
    "import keras\nmodel = keras.Sequential([keras.layers.Dense(10{})])\n"
    "serving = keras.Sequential([model, keras.layers.Softmax()])\n"
)


class ActivationTwice(Mistake):
    """A softmax or a sigmoid is applied to the output of the same activation.

    The second one treats the probabilities as logits, so its output is nearly uniform: the order is unchanged, so the
    accuracy of a softmax looks right, but every number is wrong.
    """

    CODE = "TFC211"
    NAME = "activation applied twice"
    FIX = (
        "Unsafe, because the numbers change. The second activation is removed. There is no fix if a loss in the file "
        "takes the output of the first as logits: then the first is the one to remove."
    )
    MESSAGE = "`{name}` applies a {kind} to the probabilities of a {kind} ({where})"
    VALID = (
        Valid(source=_MODEL.format("")),
        Valid(source=_MODEL.format(", activation='sigmoid'")),
        Valid(source="import tensorflow as tf\np = tf.nn.softmax(tf.nn.softmax(z, axis=1), axis=2)\n"),
    )
    INVALID = (
        Invalid(source=_MODEL.format(", activation='softmax'"), fix=None),
        Invalid(
            source="import tensorflow as tf\np = tf.sigmoid(tf.layers.dense(x, 1, tf.sigmoid))\n",
            fix="import tensorflow as tf\np = tf.layers.dense(x, 1, tf.sigmoid)\n",
            options=Options(unsafe=True),
        ),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Yield activations whose input certainly is the output of the same activation."""
        whole = file.whole
        for reference in whole.names.tree.references:
            if reference.call is None:
                continue
            name = whole.outputs.denoted(reference)
            if name in _known.ACTIVATIONS:
                yield from self._of_call(whole, reference.call, reference.scope, _known.ACTIVATIONS[name])
            elif name in _known.ACTIVATION_LAYERS:
                yield from self._of_layer(whole, reference)
            elif name in _known.SEQUENTIAL:
                yield from self._of_model(whole, reference)

    def _of_call(self, file: File, call: Node, scope: Scope, kind: str) -> Iterator[Finding]:
        given = arguments(file.source, call) or []
        first = argument(given, _known.INPUTS, 0)
        plain = all(one.name in ("", "name", *_known.INPUTS) for one in given)
        if first is not None and plain and len(given) <= len(("x", "name")):
            yield from self._found(file, call, kind, file.outputs.of(first, scope), (first, scope))

    def _of_layer(self, file: File, reference: NameUse) -> Iterator[Finding]:
        """Yield a layer that is called where it is constructed, as in ``Softmax()(x)``."""
        above = reference.call.parent if reference.call is not None else None
        callee = above.child_by_field_name("function") if above is not None and above.type == "call" else None
        layer = file.outputs.of_layer(reference.call, reference.scope) if reference.call is not None else None
        if above is not None and callee is not None and layer is not None and layer.whole:
            yield from self._of_call(file, above, reference.scope, layer.kind)

    def _of_model(self, file: File, reference: NameUse) -> Iterator[Finding]:
        """Yield two layers in a row, or a model followed by a layer."""
        given = arguments(file.source, reference.call) if reference.call is not None else None
        listed = given[0].value if given else None
        children = [node for node in listed.named_children if not node.is_extra] if listed is not None else []
        for before, layer in pairwise(children if listed is not None and listed.type == "list" else []):
            gives = file.outputs.of_layer(layer, reference.scope)
            callee = layer.child_by_field_name("function") if layer.type == "call" else None
            if gives is None or file.outputs.qualified(callee, reference.scope) not in _known.ACTIVATION_LAYERS:
                continue
            inner = file.outputs.of_layer(before, reference.scope) or file.outputs.of_model(before, reference.scope)
            yield from self._found(file, layer, gives.kind if gives.whole else "", inner, None)

    def _found(self, file: File, node: Node, kind: str, inner: Output | None, given: Value | None) -> Iterator[Finding]:
        if inner is None or inner.kind != kind or kind not in PROBABILITIES or not inner.whole:
            return
        shown = quoted(file, node)
        message = self.MESSAGE.format(name=shown, kind=kind, where=made_at(file, inner))
        trained = {call.output.node.id for call in loss_calls(file) if call.reads == "logits" and call.output}
        edits = () if trained & {inner.node.id, node.id} else _without(file, node, given)
        reason = f"{_LEFT[kind]}; remove one of the two"
        yield self.at(file, node, message, reason, *edits)


def _without(file: File, node: Node, given: Value | None) -> tuple[Edit, ...]:
    """Return the edits that leave only the input of an activation.

    Args:
        file: The file.
        node: The call of the activation, or the layer in a list.
        given: What is given to the call.
    """
    if given is None:
        return taken_off(file, node)
    target = node.parent.child_by_field_name("left") if node.parent is not None else None
    if target is not None and file.source.of(target) == file.source.of(given[0]):
        return ()  # `x = softmax(x)`, which would be empty
    return (Edit(*node.byte_range, file.source.of(given[0])),)
