"""TFC205."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import KERAS_HOMES, PROBABILITIES, TENSORFLOW_HOMES
from tfcompat._symbols.known_layers import CLIPS, INPUTS
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.options import Options
from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._fix import NO_FIX, Fix, bare, inside_activation, same_names
from tfcompat.migrate.rules._log_uses import is_part_of_a_loss
from tfcompat.migrate.rules._logits_instead import Named, named_logits
from tfcompat.migrate.rules._mistakes import Mistake, made_at
from tfcompat.migrate.rules._quoted import quoted
from tfcompat.migrate.syntax.arguments import argument, arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.dataflow import Output
    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.names.scopes import NameUse, Scope
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
_REASON = "small probabilities are lost; pass the logits to {}"
_SAMPLED = "import tensorflow as tf\nids = tf.random.categorical(tf.math.log(tf.nn.softmax(z)), 1)\n"
_OLD = "import tensorflow as tf\np = tf.nn.softmax(z)\nloss = -tf.reduce_sum(y * tf.{})\n"


class LogOfProbabilities(Mistake):
    """A cross-entropy is written out with the logarithm of a softmax or a sigmoid.

    A call is found if the logarithm is multiplied by labels, if the logarithm of 1 minus the probability is next to it,
    or if the sum is called a loss. Entropies, divergences, sampling and policy gains are not reported.

    A probability that is too small for float32 is 0: the loss is then infinite, and its gradient is NaN. If the
    probability is clipped, or something is added to it, the gradient of a wrong prediction is 0 or nearly 0. A function
    of the logits computes the same loss without either problem.
    """

    CODE = "TFC205"
    NAME = "log of probabilities"
    FIX = (
        "Unsafe, because the numbers change where float32 lost them. The logarithm becomes ``log_softmax`` or "
        "``log_sigmoid`` of the input of the activation, and a clip or small number around the probability is removed. "
        "There is no fix if the logits have no name at that place."
    )
    MESSAGE = "`{name}` takes the logarithm of the output of a {kind} ({where})"
    VALID = (
        Valid(source=_OLD.format("nn.log_softmax(z)")),
        Valid(source=_OLD.format("math.log(q)")),
        Valid(source=_OLD.format("math.log(1 + p)")),
        Valid(source=_SAMPLED),
    )
    INVALID = (
        Invalid(source=_OLD.format("math.log(p)"), fix=_OLD.format("nn.log_softmax(z)"), options=Options(unsafe=True)),
        Invalid(
            source=_OLD.format("math.log(1 - tf.sigmoid(z))"),
            fix=_OLD.format("math.log_sigmoid(-z)"),
            options=Options(unsafe=True),
        ),
        Invalid(source=_OLD.format("log(p + 1e-8)"), fix=None),
        Invalid(source=_OLD.format("math.log(tf.clip_by_value(p, 1e-10, 1.0))"), fix=None),
        Invalid(source=_OLD.format("math.log(tf.sigmoid(z))"), fix=None),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Yield logarithms of what certainly is a softmax or a sigmoid."""
        whole = file.whole
        for reference in whole.names.tree.references:
            if reference.call is None:
                continue
            if whole.outputs.denoted(reference) not in _LOGS:
                continue
            given = argument(arguments(whole.source, reference.call) or (), {"x"}, 0)
            inside = _probability_in(whole, given, reference.scope) if given is not None else None
            output = whole.outputs.of(inside, reference.scope) if inside is not None else None
            if output is None or output.kind not in PROBABILITIES or _is_of_a_number(whole, output.node):
                continue
            if is_part_of_a_loss(whole, reference.call, reference.scope, output.node):
                shown = quoted(whole, reference.call)
                message = self.MESSAGE.format(name=shown, kind=output.kind, where=made_at(whole, output))
                fix = _fix(whole, reference, inside, output) if inside is not None else NO_FIX
                reason = _REASON.format(_INSTEAD[output.kind])
                yield self.at(whole, reference.call, message, reason, *fix.edits, imports=fix.imports)


def _fix(file: File, reference: NameUse, probability: Node, output: Output) -> Fix:
    """Return the edits that compute the logarithm from the input of the activation, if it has a name here."""
    modules, call = _modules(reference), reference.call
    if not modules or call is None:
        return NO_FIX
    named = _of_attribute(file, call, probability, reference.scope) or named_logits(
        file, probability, reference, output, reference if modules[0].endswith(".nn") else None
    )
    kind, is_rest = output.kind, _is_rest(reference, probability)
    if named is None or (is_rest and kind == "softmax"):
        return NO_FIX
    text = named.text.decode("utf-8")
    if is_rest:
        text = f"-{text}" if text.isidentifier() else f"-({text})"
    new = f"{modules[0]}.log_softmax" if kind == "softmax" else f"{modules[1]}.log_sigmoid"
    return Fix((*named.edits, Edit(*call.byte_range, f"{new}({text})".encode())), named.imports)


def _of_attribute(file: File, call: Node, probability: Node, scope: Scope) -> Named | None:
    """Return the logits of an attribute that the same function assigns."""
    values = file.outputs.values(probability, scope) if probability.type == "attribute" else []
    inner = inside_activation(file, *values[0]) if len(values) == 1 else None
    return Named(file.source.of(inner)) if inner is not None and same_names(file, inner, call, scope) else None


def _modules(reference: NameUse) -> tuple[str, str] | None:
    """Return the file's spelling of the modules of log_softmax and log_sigmoid at its logarithm."""
    parts = reference.parts
    if parts[-2:] == ("ops", "log"):
        return (".".join(parts[:-1]),) * 2
    above = parts[:-2] if parts[-2:-1] == ("math",) else parts[:-1]
    return (".".join((*above, "nn")), ".".join((*above, "math"))) if above and "backend" not in above else None


def _is_rest(reference: NameUse, probability: Node) -> bool:
    """Return whether the logarithm is of 1 minus the probability."""
    node, rest = bare(probability), False
    while node.parent is not None and reference.call is not None and node.id != reference.call.id:
        above = node.parent
        minus = above.child_by_field_name("operator")
        right = above.child_by_field_name("right")
        rest = rest or (minus is not None and minus.type == "-" and right is not None and right.id == node.id)
        node = above
    return rest


def _probability_in(file: File, node: Node, scope: Scope) -> Node:
    """Return the operand that a small number is added to, that is subtracted from 1, or that is clipped from below."""
    while True:
        inside = node.named_children[0] if node.type == "parenthesized_expression" else _of_sum(file, node)
        if inside is None and node.type == "call":
            name = file.outputs.qualified(node.child_by_field_name("function"), scope)
            first = argument(arguments(file.source, node) or (), INPUTS, 0) if name in CLIPS else None
            inside = first
        if inside is None:
            return node
        node = inside


def _of_sum(file: File, node: Node) -> Node | None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if left is None or right is None or operator is None:
        return None
    if operator.type == "+" and _is_small(file, right):
        return left
    if operator.type == "+" and _is_small(file, left):
        return right
    return right if operator.type == "-" and _number(file, left) == 1 else None


def _is_of_a_number(file: File, activation: Node) -> bool:
    """Return whether an activation gets a number, as in a test, so nothing is trained."""
    given = arguments(file.source, activation) or []
    return bool(given) and given[0].value.type in ("integer", "float", "unary_operator")


def _is_small(file: File, node: Node) -> bool:
    number = _number(file, node)
    text = file.source.of(node).lower()
    return text.endswith((b"epsilon()", b"eps", b"epsilon", b"tiny")) if number is None else number < _SMALL


def _number(file: File, node: Node) -> float | None:
    return float(file.source.of(node)) if node.type in ("integer", "float") else None
