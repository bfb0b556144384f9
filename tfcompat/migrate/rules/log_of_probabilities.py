"""TFC205."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import KERAS_HOMES, PROBABILITIES, TENSORFLOW_HOMES
from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._mistakes import Mistake, line_of
from tfcompat.migrate.syntax.arguments import argument, arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.syntax.source import Node

__all__ = ["LogOfProbabilities"]

_LOGS = {f"{root}.{name}" for root in TENSORFLOW_HOMES for name in ("log", "math.log")} | {
    f"{home}.{name}" for home in KERAS_HOMES for name in ("backend.log", "ops.log")
}
_INSTEAD = {
    "softmax": "tf.nn.log_softmax, or tfcompat.softmax_cross_entropy for the whole loss",
    "sigmoid": "tf.math.log_sigmoid, or tfcompat.sigmoid_cross_entropy for the whole loss",
}
_SMALL = 0.01
_REASON = "small probabilities are lost; give the logits to {}"
_OLD = "import tensorflow as tf\np = tf.nn.softmax(z)\nloss = -tf.reduce_sum(y * tf.{})\n"


class LogOfProbabilities(Mistake):
    """A cross-entropy is written out, with the logarithm of a softmax or a sigmoid.

    A probability that is too small for float32 is 0: the loss is then infinite, and its gradient is no number. Where
    the probability is clipped, or something is added to it, the gradient of a wrong prediction is 0 or nearly 0. A
    function that is given the logits computes the same loss without either.
    """

    CODE = "TFC205"
    NAME = "log of probabilities"
    MESSAGE = "`{name}` takes the logarithm of what a {kind} gave ({where})"
    VALID = (
        Valid(source=_OLD.format("nn.log_softmax(z)")),
        Valid(source=_OLD.format("math.log(q)")),
        Valid(source=_OLD.format("math.log(1 + p)")),
    )
    INVALID = (
        Invalid(source=_OLD.format("math.log(p)"), fix=None),
        Invalid(source=_OLD.format("log(p + 1e-8)"), fix=None),
        Invalid(source=_OLD.format("math.log(tf.clip_by_value(p, 1e-10, 1.0))"), fix=None),
        Invalid(source=_OLD.format("math.log(tf.sigmoid(z))"), fix=None),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Logarithms of what surely is a softmax or a sigmoid."""
        whole = file.whole
        for reference in whole.names.tree.references:
            if reference.call is None:
                continue
            if whole.outputs.qualified(reference.node, reference.scope) not in _LOGS:
                continue
            given = argument(arguments(whole.source, reference.call) or (), {"x"}, 0)
            output = whole.outputs.of(_without_epsilon(whole, given), reference.scope) if given is not None else None
            if output is not None and output.kind in PROBABILITIES:
                shown = " ".join(whole.source.of(reference.call).decode("utf-8").split())
                message = self.MESSAGE.format(name=shown, kind=output.kind, where=line_of(whole, output.node))
                yield self.at(whole, reference.call, message, _REASON.format(_INSTEAD[output.kind]))


def _without_epsilon(file: File, node: Node) -> Node:
    """What a small number is added to, or what is taken from 1."""
    while node.type == "parenthesized_expression" and node.named_child_count == 1:
        node = node.named_children[0]
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if left is None or right is None or operator is None:
        return node
    if operator.type == "+" and _is_small(file, right):
        return left
    if operator.type == "+" and _is_small(file, left):
        return right
    return right if operator.type == "-" and _number(file, left) == 1 else node


def _is_small(file: File, node: Node) -> bool:
    number = _number(file, node)
    return file.source.of(node).endswith(b"epsilon()") if number is None else number < _SMALL


def _number(file: File, node: Node) -> float | None:
    return float(file.source.of(node)) if node.type in ("integer", "float") else None
