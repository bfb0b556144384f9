"""TFC209."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tfcompat._symbols import KERAS_HOMES, TENSORFLOW_HOMES
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.options import Options
from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._loss_calls import loss_calls
from tfcompat.migrate.rules._mistakes import Mistake, made_at
from tfcompat.migrate.rules._quoted import quoted
from tfcompat.migrate.syntax.arguments import argument, arguments
from tfcompat.migrate.syntax.source import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.dataflow import Output
    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["ThresholdOfLogits", "has_threshold", "predicted", "thresholds"]

_ORDERS = ("greater", "greater_equal", "less", "less_equal")
_COMPARE = {
    *(f"{home}.{path}" for home in TENSORFLOW_HOMES for name in _ORDERS for path in (name, f"math.{name}")),
    *(f"{home}.ops.{name}" for home in KERAS_HOMES for name in _ORDERS),
}
_ROUND = {f"{home}.{name}" for home in TENSORFLOW_HOMES for name in ("round", "math.round")} | {
    *(f"{home}.{name}" for home in KERAS_HOMES for name in ("ops.round", "backend.round")),
    *("numpy.round", "numpy.around", "numpy.rint"),
}
_ANY = re.compile(rb"[<>]=?\s*(?:0?\.\d)|0?\.\d+\s*[<>]|\b(?:greater|less|round|around|rint)\b")
_EVEN = 0.5
_PREDICTS = (b"predict", b"predict_on_batch")
_MODEL = (
    "import keras\nmodel = keras.Sequential([keras.layers.Dense(1{})])\n"
    "model.compile('sgd', keras.losses.BinaryCrossentropy({}))\nmodel.fit(x, y)\nlabels = model.predict(x) {}\n"
)


class ThresholdOfLogits(Mistake):
    """Logits are compared with a number between 0 and 1, or rounded, as if they were probabilities.

    A logit of 0 means even odds, and one of 0.5 a probability of 0.62: logits in between are put on the wrong side.
    Only values that a binary loss in the same file takes as logits are found. Compare with 0, or apply the sigmoid
    first.
    """

    CODE = "TFC209"
    NAME = "threshold of logits"
    FIX = (
        "Unsafe, because the numbers change. A comparison with 0.5 becomes one with 0.0. There is no fix for other "
        "thresholds, nor for ``round``."
    )
    MESSAGE = "`{name}` treats logits as probabilities; they come from a layer without activation ({where})"
    VALID = (
        Valid(source=_MODEL.format("", "from_logits=True", "> 0.0")),
        Valid(source=_MODEL.format(", activation='sigmoid'", "", "> 0.5")),
    )
    INVALID = (
        Invalid(
            source=_MODEL.format("", "from_logits=True", "> 0.5"),
            fix=_MODEL.format("", "from_logits=True", "> 0.0"),
            options=Options(unsafe=True),
        ),
        Invalid(
            source=_MODEL.format("", "from_logits=True", "").replace("model.predict(x) ", "keras.ops.round(model(x))"),
            fix=None,
        ),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Yield comparisons of values that a binary loss certainly gets as logits."""
        if not _ANY.search(file.source.text):
            return
        whole = file.whole
        logits = {
            (call.output.node.id, call.output.far)
            for call in loss_calls(whole)
            if call.reads == "logits" and call.family == "sigmoid" and not call.read_as
            if call.output is not None and call.output.kind == "linear"
        }
        for node, output in thresholds(whole) if logits else ():
            if (output.node.id, output.far) in logits:
                shown = quoted(whole, node)
                message = self.MESSAGE.format(name=shown, where=made_at(whole, output))
                reason = "compare with 0, or apply the sigmoid first"
                yield self.at(whole, node, message, reason, *_with_zero(whole, node))


def thresholds(file: File) -> Iterator[tuple[Node, Output]]:
    """Yield each comparison of an output with a number between 0 and 1, or rounding, and the output."""
    for node in nodes(file.source.root) if _ANY.search(file.source.text) else ():
        compared = _compared(file, node)
        output = predicted(file, compared, file.outputs.flow.scope_of(node)) if compared is not None else None
        if output is not None:
            yield node, output


def has_threshold(file: File, output: Output) -> bool:
    """Return whether an output is compared with a number between 0 and 1, or rounded."""
    return any(one.node.id == output.node.id for _, one in thresholds(file))


def _compared(file: File, node: Node) -> Node | None:
    """Return the value that is compared with a number between 0 and 1, or rounded."""
    if node.type == "comparison_operator":
        sides = [child for child in node.named_children if not child.is_extra]
        operators = {child.type for child in node.children if not child.is_named}
        if len(sides) != len(("left", "right")) or not operators <= {"<", ">", "<=", ">="}:
            return None
        numbers = [side for side in sides if _is_share(file, side)]
        others = [side for side in sides if not _is_share(file, side)]
        return others[0] if len(numbers) == 1 else None
    if node.type != "call":
        return None
    scope = file.outputs.flow.scope_of(node)
    name = file.outputs.qualified(node.child_by_field_name("function"), scope)
    given = arguments(file.source, node) if name in _COMPARE or name in _ROUND else None
    if given is None:
        return None
    first, second = argument(given, {"x", "a", "x1"}, 0), argument(given, {"y", "x2"}, 1)
    if name in _ROUND:
        return first if second is None else None
    return first if second is not None and _is_share(file, second) else None


def _with_zero(file: File, node: Node) -> Iterator[Edit]:
    """Yield the edit of a comparison with even odds; another threshold is another logit."""
    for number in node.named_children if node.type == "comparison_operator" else ():
        if number.type == "float" and float(file.source.of(number)) == _EVEN:
            yield Edit(*number.byte_range, b"0.0")


def _is_share(file: File, node: Node) -> bool:
    return node.type == "float" and 0 < float(file.source.of(node)) < 1


def predicted(file: File, node: Node, scope: Scope) -> Output | None:
    """Return the output that an expression is, even if ``predict`` made it an array."""
    output = file.outputs.of(node, scope)
    if output is not None:
        return output
    values = file.outputs.values(node, scope)
    value, where = values[0] if len(values) == 1 else (node, scope)
    if value.type == "subscript":
        found = predicted(file, value.named_children[0], where)
        return replace(found, units=None, whole=False) if found is not None else None
    callee = value.child_by_field_name("function") if value.type == "call" else None
    method = callee.child_by_field_name("attribute") if callee is not None else None
    model = callee.child_by_field_name("object") if callee is not None else None
    if method is None or model is None or file.source.of(method) not in _PREDICTS:
        return None
    return file.outputs.of_model(model, where)
