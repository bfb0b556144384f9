"""What the logarithm of a probability is used for: a loss on labels, or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tfcompat._symbols import PROBABILITIES
from tfcompat.migrate.rules._label_names import is_named_for_labels, without_one
from tfcompat.migrate.syntax.arguments import arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["is_part_of_a_loss"]

_LOSS = re.compile(r"loss|cost|likelihood|nll|bce|x_?ent|cross_?ent", re.IGNORECASE)
_GOAL = re.compile(r"objective", re.IGNORECASE)
"""Names of values that are minimised."""
_OF_LABELS = re.compile(r"cross_?ent|x_?ent|nll|bce|log_?loss", re.IGNORECASE)
_OTHER = r"entropy(?<!cross_entropy)|polic|actor|\b(?:q|vt|kl)\b|_vt\b|log_?p|gain|reward"
_NO_LOSS = re.compile(_OTHER, re.IGNORECASE)
"""Names of values that are not a loss on labels."""
_REWARD = re.compile(rf"adv|return|delta|td_|value|ratio|baseline|{_OTHER}", re.IGNORECASE)
"""Names of factors of a logarithm if a policy is trained."""
_CHOICE = re.compile(rb"action|polic|\bacts?_|\.acts?\b", re.IGNORECASE)
"""Names of probabilities if a policy is trained: their labels are returns."""
_WEIGHT = re.compile(rb"(?:.*[_.])?(?:masks?|weights?|alpha|scale|lambda_?|beta)(?:_\w+)?|[\d.e-]+", re.IGNORECASE)
"""Names of weights, which do not show what a term is."""
_KEEP = {
    *(b"reduce_sum", b"reduce_mean", b"sum", b"mean", b"negative", b"cast", b"reshape", b"squeeze", b"identity"),
    *(b"add", b"add_n", b"multiply", b"subtract", b"dot", b"batch_dot", b"average", b"transpose", b"expand_dims"),
}
"""Functions that sum, scale or move their input, by the last part of their name."""
_PRODUCTS = (b"multiply", b"dot", b"batch_dot")
_AROUND = ("parenthesized_expression", "unary_operator", "argument_list", "keyword_argument", "subscript")
_COMPLEMENT = re.compile(rb"log\(\s*\(*\s*1(?:\.0*)?\s*-|log\([^()]*\(\s*1(?:\.0*)?\s*-")
_LOG = re.compile(rb"\blog\s*\(")


@dataclass(slots=True)
class _Fate:
    """A logarithm's factors, the terms added to it, and the name of the result."""

    factors: list[Node] = field(default_factory=list)
    beside: list[bytes] = field(default_factory=list)
    """The text of other terms with a logarithm."""
    difference: bool = False
    """Whether it and another bare logarithm are subtracted."""
    negative: bool = False
    name: str = ""
    target: Node | None = None
    """The name to which the result is assigned."""


def is_part_of_a_loss(file: File, log: Node, scope: Scope, maker: Node) -> bool:
    """Return whether a logarithm certainly is part of a cross-entropy.

    Entropies, divergences, policy losses and sampling take logarithms too.

    Args:
        file: The file, in which every word is resolved.
        log: The call of the logarithm.
        scope: Its scope.
        maker: What computes the probability.
    """
    fate = _fate(file, log)
    if _CHOICE.search(file.source.of(log)):
        return False
    if not _may_be(file, fate, scope, maker):
        return False
    if any(is_named_for_labels(file, factor) for factor in fate.factors) or _OF_LABELS.search(fate.name):
        return True
    binary = _COMPLEMENT.search(file.source.of(log)) or any(map(_COMPLEMENT.search, fate.beside))
    if fate.beside and binary:
        return True
    if not fate.factors and (_LOSS.search(fate.name) or (fate.negative and _GOAL.search(fate.name))):
        return True
    return not fate.factors and any(
        _is_labelled(file, _fate(file, use), scope, maker) for use in _uses(file, fate, scope)
    )


def _is_labelled(file: File, fate: _Fate, scope: Scope, maker: Node) -> bool:
    """Return whether a later use of the logarithm multiplies it by labels only."""
    labels = [is_named_for_labels(file, factor) for factor in fate.factors]
    return any(labels) and bool(_LOSS.search(fate.name)) and _may_be(file, fate, scope, maker)


def _may_be(file: File, fate: _Fate, scope: Scope, maker: Node) -> bool:
    words = [file.source.of(factor).decode("utf-8") for factor in fate.factors]
    if fate.difference or _NO_LOSS.search(fate.name) or any(map(_REWARD.search, words)):
        return False
    outputs = [file.outputs.of(without_one(file, factor), scope) for factor in fate.factors]
    return not any(one is not None and (one.node.id == maker.id or one.kind in PROBABILITIES) for one in outputs)


def _uses(file: File, fate: _Fate, scope: Scope) -> Iterator[Node]:
    """Yield the later reads of the name that a logarithm is assigned to."""
    if fate.target is None or _LOSS.search(fate.name):
        return
    name = file.source.of(fate.target).decode("utf-8")
    owner = scope.owner(name)
    for use in file.names.by_root.get(name, ()) if owner is not None else ():
        later = use.node.start_byte > fate.target.end_byte and not use.stored
        if later and len(use.parts) == 1 and use.scope.owner(name) is owner:
            yield use.node


def _fate(file: File, node: Node) -> _Fate:
    """Follow an expression outwards, as long as it is summed, scaled or moved."""
    fate, above = _Fate(), node.parent
    while above is not None and _goes_on(file, fate, node, above):
        if above.type not in ("argument_list", "keyword_argument"):
            node = above
        above = above.parent
    return fate


def _goes_on(file: File, fate: _Fate, node: Node, above: Node) -> bool:
    """Record what surrounds an expression; return whether it still is the logarithm, scaled or in a sum."""
    if above.type == "binary_operator":
        return _operate(file, fate, node, above)
    if above.type == "call":
        callee = above.child_by_field_name("function")
        return callee is not None and callee.id != node.id and _call(file, fate, node, above, callee)
    if above.type in ("assignment", "augmented_assignment"):
        target = above.child_by_field_name("left")
        if target is not None:
            fate.name = file.source.of(target).decode("utf-8").rpartition(".")[2]
            fate.target = target if target.type == "identifier" else None
    elif above.type == "return_statement":
        fate.name = _function_around(file, above)
    elif above.type == "unary_operator":
        fate.negative = not fate.negative
    return above.type in _AROUND


def _operate(file: File, fate: _Fate, node: Node, above: Node) -> bool:
    """Record the other side of an operator; return whether the result still is the logarithm, scaled or in a sum."""
    left, right = above.child_by_field_name("left"), above.child_by_field_name("right")
    operator = above.child_by_field_name("operator")
    if left is None or right is None or operator is None:
        return False
    other = right if left.id == node.id else left
    if operator.type == "*":
        fate.factors += [other] if not _WEIGHT.fullmatch(file.source.of(other)) else []
    elif operator.type in ("+", "-"):
        text = file.source.of(other)
        if _LOG.search(text):
            fate.beside.append(text)
        if operator.type == "-" and right.id == node.id:
            fate.negative = not fate.negative
        bare = node.type == "call" and not fate.factors and _is_log(file, other)
        fate.difference = fate.difference or (operator.type == "-" and bare)
    else:
        return operator.type == "/" and left.id == node.id
    return True


def _is_log(file: File, node: Node) -> bool:
    while node.type == "parenthesized_expression" and node.named_child_count == 1:
        node = node.named_children[0]
    callee = node.child_by_field_name("function") if node.type == "call" else None
    return callee is not None and file.source.of(callee).rpartition(b".")[2] in (b"log", b"log_softmax")


def _call(file: File, fate: _Fate, node: Node, call: Node, callee: Node) -> bool:
    name = file.source.of(callee).rpartition(b".")[2]
    if name in _PRODUCTS:
        given = arguments(file.source, call) or ()
        fate.factors += [one.value for one in given if not _holds(one.value, node) and one.name != "name"]
    return name in _KEEP


def _holds(outer: Node, inner: Node) -> bool:
    return outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte


def _function_around(file: File, node: Node) -> str:
    above = node.parent
    while above is not None and above.type != "function_definition":
        above = above.parent
    title = above.child_by_field_name("name") if above is not None else None
    return file.source.of(title).decode("utf-8") if title is not None else ""
