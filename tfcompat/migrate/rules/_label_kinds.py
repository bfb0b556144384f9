"""The encoding of labels, from how they are made: one-hot rows, class ids, or signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import KERAS_HOMES, TENSORFLOW_HOMES
from tfcompat.migrate.rules._fix import bare, name_of
from tfcompat.migrate.rules._label_names import is_named_for_labels
from tfcompat.migrate.syntax.arguments import argument, arguments

if TYPE_CHECKING:
    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["encoded_as"]

_ONE_HOT = {f"{home}.one_hot" for home in TENSORFLOW_HOMES} | {
    *(f"{home}.{path}" for home in KERAS_HOMES for path in ("utils.to_categorical", "ops.one_hot")),
    *(f"{home}.utils.np_utils.to_categorical" for home in KERAS_HOMES),
}
_IDS = {f"{home}.{path}" for home in TENSORFLOW_HOMES for path in ("argmax", "math.argmax")} | {
    *(f"{home}.{path}" for home in KERAS_HOMES for path in ("ops.argmax", "backend.argmax")),
    "numpy.argmax",
}
_CHOICES = {"numpy.where", *(f"{home}.where" for home in TENSORFLOW_HOMES), *(f"{h}.ops.where" for h in KERAS_HOMES)}
_CASTS = {f"{home}.{name}" for home in TENSORFLOW_HOMES for name in ("cast", "constant", "convert_to_tensor")} | {
    *(f"{home}.ops.cast" for home in KERAS_HOMES),
    *(f"numpy.{name}" for name in ("array", "asarray")),
}
_OF_ARRAYS = (b"astype", b"copy")
"""Methods that keep the elements of an array."""


def encoded_as(file: File, node: Node, scope: Scope) -> str:
    """Return ``"one-hot"``, ``"ids"`` or ``"signs"`` if labels certainly are encoded so; otherwise nothing."""
    found = {_of_value(file, bare(value), where) for value, where in file.outputs.values(node, scope)}
    return found.pop() if len(found) == 1 else ""


def _of_value(file: File, value: Node, scope: Scope) -> str:
    if value.type == "binary_operator":
        return "signs" if _is_doubled(file, value) else ""
    callee = value.child_by_field_name("function") if value.type == "call" else None
    given = arguments(file.source, value) if callee is not None else None
    if callee is None or given is None:
        return ""
    method = callee.child_by_field_name("attribute") if callee.type == "attribute" else None
    if method is not None and file.source.of(method) in _OF_ARRAYS:
        return encoded_as(file, callee.named_children[0], scope)
    name = name_of(file, value, scope)
    if name in _CASTS and given:
        return encoded_as(file, given[0].value, scope)
    if name in _ONE_HOT:
        return "one-hot"
    if name in _IDS:
        axis = argument(given, {"axis", "dimension"}, 1)
        return "ids" if axis is not None and file.source.of(axis) in (b"1", b"-1") else ""
    sides = {float(file.source.of(one.value)) for one in given[1:] if _is_number(one.value)}
    return "signs" if name in _CHOICES and len(given) == len(("condition", "x", "y")) and sides == {-1, 1} else ""


def _is_number(node: Node) -> bool:
    inner = node.named_children[0] if node.type == "unary_operator" else node
    return inner.type in ("integer", "float")


def _is_doubled(file: File, node: Node) -> bool:
    """Return whether an expression is twice the labels minus 1."""
    left, right = (bare(side) for side in (node.named_children[0], node.named_children[-1]))
    operator = node.child_by_field_name("operator")
    if operator is None or operator.type != "-" or file.source.of(right) not in (b"1", b"1.", b"1.0"):
        return False
    inner = left.child_by_field_name("operator") if left.type == "binary_operator" else None
    if inner is None or inner.type != "*":
        return False
    sides = [left.named_children[0], left.named_children[-1]]
    twice = [side for side in sides if file.source.of(side) in (b"2", b"2.", b"2.0")]
    return len(twice) == 1 and any(is_named_for_labels(file, side) for side in sides if side.id != twice[0].id)
