"""Usual names of labels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfcompat.migrate.syntax.arguments import argument, arguments

if TYPE_CHECKING:
    from tfcompat.migrate.file import File
    from tfcompat.migrate.syntax.source import Node

__all__ = ["is_named_for_labels", "last_name", "without_one"]

_SAME = (b"cast", b"reshape", b"squeeze", b"to_float", b"to_int32", b"to_int64", b"stop_gradient", b"flatten")
_MAKERS = (b"one_hot", b"to_categorical", b"ones_like", b"zeros_like")
_LABEL = re.compile(
    r"(?!.*(?:logit|pred|prob))(?:.*(?:label|target|true|truth|one_?hot).*|[yt]s?_?\d*|y_\w+|gt)", re.IGNORECASE
)


def last_name(file: File, node: Node) -> str:
    """Return the last part of a dotted name, even if it is cast, reshaped or sliced. Empty for any other expression."""
    while node.type in ("call", "subscript", "parenthesized_expression") and node.named_child_count:
        inside = argument(arguments(file.source, node) or (), {"x"}, 0) if node.type == "call" else None
        callee = file.source.of(node.named_children[0]).rpartition(b".")[2]
        if node.type == "call" and (inside is None or callee not in _SAME):
            return ""
        node = inside if inside is not None else node.named_children[0]
    if node.type not in ("identifier", "attribute"):
        return ""
    return file.source.of(node).decode("utf-8").rpartition(".")[2].strip()


def is_named_for_labels(file: File, node: Node) -> bool:
    """Return whether an expression is named like a label, is 1 minus one, or is made the way labels are."""
    node = without_one(file, node)
    callee = node.child_by_field_name("function") if node.type == "call" else None
    if callee is not None and file.source.of(callee).rpartition(b".")[2] in _MAKERS:
        return True
    return bool(_LABEL.fullmatch(last_name(file, node)))


def without_one(file: File, node: Node) -> Node:
    """Return what is subtracted from 1, or the node itself, without its sign."""
    while node.type in ("parenthesized_expression", "unary_operator") and node.named_child_count == 1:
        node = node.named_children[0]
    is_less = node.type == "binary_operator" and file.source.of(node.named_children[0]) in (b"1", b"1.", b"1.0")
    return without_one(file, node.named_children[-1]) if is_less else node
