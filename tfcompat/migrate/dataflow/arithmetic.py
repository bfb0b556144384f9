"""Arithmetic that keeps the kind of an output: logits stay logits, and probabilities stay probabilities."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tfcompat._symbols import PROBABILITIES
from tfcompat._symbols import known_layers as _known
from tfcompat.migrate.dataflow.made import Output, agreed
from tfcompat.migrate.syntax.arguments import arguments
from tfcompat.migrate.syntax.side_effects import is_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tfcompat.migrate.dataflow.asked import Tells
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["of_joined", "of_mixture", "of_operator"]

_MASK = re.compile(rb"(?:.*[_.])?masks?(?:\d+|_\w+)?(?:\[.*\])?", re.IGNORECASE | re.DOTALL)
_SCALE = re.compile(rb"(?:.*[_.])?(?:temp(?:erature)?|tau|T)", re.IGNORECASE)
_EPSILON = re.compile(rb"(?:.*[_.])?(?:eps(?:ilon)?(?:\(\))?|tiny)", re.IGNORECASE | re.DOTALL)
_SMALL = 0.01


def of_operator(outputs: Tells, node: Node, scope: Scope) -> Output | None:
    """Return the output that a sum, difference, product or quotient of two expressions is."""
    left, right = (_bare(node.child_by_field_name(side)) for side in ("left", "right"))
    operator = node.child_by_field_name("operator")
    if left is None or right is None or operator is None:
        return None
    first, second = outputs.of(left, scope), outputs.of(right, scope)
    if operator.type in ("+", "-"):
        return _of_sum(outputs, (left, first), (right, second), minus=operator.type == "-")
    if operator.type == "*":
        return _of_product(outputs, (left, first), (right, second))
    if operator.type != "/" or second is not None:
        return None
    if first is not None and first.kind == "linear":
        return first if is_number(right) or _SCALE.fullmatch(outputs.names.source.of(right)) else None
    return _of_mean(outputs, left, right, scope)


_Side = tuple["Node", "Output | None"]


def _of_sum(outputs: Tells, left: _Side, right: _Side, *, minus: bool) -> Output | None:
    (_, first), (_, second) = left, right
    known, other = (first, right[0]) if first is not None else (second, left[0])
    if known is None:
        return None
    if first is not None and second is not None:
        return first if first.kind == second.kind == "linear" else None
    if known.kind == "linear":
        return known if is_number(other) else None
    if known.kind not in PROBABILITIES:
        return None
    if minus:  # 1 minus a probability is a probability
        is_rest = second is not None and _number(outputs, other) == 1
        return replace(known, kind="sigmoid", whole=False, last=False) if is_rest else None
    return replace(known, last=False) if _is_small(outputs, other) else None


def _of_product(outputs: Tells, left: _Side, right: _Side) -> Output | None:
    (_, first), (_, second) = left, right
    known, other = (first, right[0]) if first is not None else (second, left[0])
    if known is None:
        return None
    if first is not None and second is not None:
        both = first.kind in PROBABILITIES and second.kind in PROBABILITIES
        return Output("sigmoid", first.node, whole=False, last=False) if both else None
    if known.kind == "linear":
        return replace(known, last=False) if is_number(other) else None
    masked = known.kind in PROBABILITIES and _MASK.fullmatch(outputs.names.source.of(other))
    return replace(known, last=False) if masked else None


def _of_mean(outputs: Tells, node: Node, by: Node, scope: Scope) -> Output | None:
    """Return the mean of several outputs of one kind, written as their sum divided by their number."""
    terms = list(_terms(node))
    number = _number(outputs, by)
    if len(terms) < len(("one", "other")) or number != len(terms):
        return None
    found = agreed(outputs.of(term, scope) for term in terms)
    return replace(found, last=False) if found is not None and found.kind in PROBABILITIES else None


def _terms(node: Node) -> Iterable[Node]:
    inner = _bare(node)
    operator = inner.child_by_field_name("operator") if inner is not None else None
    if inner is None or inner.type != "binary_operator" or operator is None or operator.type != "+":
        return [node]
    return [term for side in (inner.named_children[0], inner.named_children[-1]) for term in _terms(side)]


def of_mixture(outputs: Tells, summed: Node, scope: Scope) -> Output | None:
    """Return the sum over an axis of probabilities weighted by a softmax, which is a probability again."""
    sides = [outputs.of(side, scope) for side in _factors(outputs, summed, scope)]
    kinds = {side.kind for side in sides if side is not None}
    weighed = len(sides) > 1 and None not in sides and "softmax" in kinds and kinds <= {*PROBABILITIES}
    return Output("sigmoid", sides[0].node, whole=False, last=False) if weighed and sides[0] is not None else None


def _factors(outputs: Tells, summed: Node, scope: Scope) -> list[Node]:
    """Return the two sides of a product, as an operator or a function."""
    values = outputs.values(summed, scope)
    inner = _bare(values[0][0]) if len(values) == 1 else _bare(summed)
    if inner is None or scope is not (values[0][1] if values else scope):
        return []
    operator = inner.child_by_field_name("operator")
    if operator is not None:
        return [inner.named_children[0], inner.named_children[-1]] if operator.type == "*" else []
    is_product = outputs.qualified(inner.child_by_field_name("function"), scope) in _known.PRODUCTS
    return [one.value for one in (arguments(outputs.names.source, inner) or ())[:2]] if is_product else []


def of_joined(outputs: Tells, listed: Node, scope: Scope) -> Output | None:
    """Return the concatenation or the mean of several outputs of one kind."""
    values = outputs.values(listed, scope)
    value, where = values[0] if len(values) == 1 else (listed, scope)
    if value.type not in ("list", "tuple"):
        return None
    children = [node for node in value.named_children if not node.is_extra]
    if any(node.type == "list_splat" for node in children):
        return None
    found = agreed(outputs.of(node, where) for node in children)
    return replace(found, units=None, whole=False, last=False) if found is not None else None


def _bare(node: Node | None) -> Node | None:
    while node is not None and node.type == "parenthesized_expression" and node.named_child_count == 1:
        node = node.named_children[0]
    return node


def _number(outputs: Tells, node: Node) -> float | None:
    return float(outputs.names.source.of(node)) if node.type in ("integer", "float") else None


def _is_small(outputs: Tells, node: Node) -> bool:
    number = _number(outputs, node)
    return bool(_EPSILON.fullmatch(outputs.names.source.of(node))) if number is None else number < _SMALL
