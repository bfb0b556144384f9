"""What the form of a statement shows: which values are unused, and which name gets which of several values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.syntax.source import Node, Source, dotted

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["side_by_side", "unused"]

# If the value of these is unused, so are the values of their parts.
_VALUE_OF_PARTS = {
    "boolean_operator",
    "conditional_expression",
    "expression_list",
    "list",
    "list_comprehension",
    "parenthesized_expression",
    "set",
    "tuple",
}


def unused(source: Source, statement: Node) -> Iterator[Node]:
    """Yield the calls and assignments whose value is unused, because they are expression statements."""
    todo = statement.named_children
    while todo:
        node = todo.pop()
        if node.type in ("call", "assignment"):
            yield node
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None and right is not None and source.of(left) == b"_":
                todo.append(right)  # the usual sign that the value is unused
        elif node.type in _VALUE_OF_PARTS:
            todo.extend(node.named_children)


def side_by_side(source: Source, left: Node, value: Node | None) -> list[tuple[Node, Node]]:
    """Return name and value of each part of ``a, b = c, d``; nothing for any other assignment."""
    if left.type not in ("pattern_list", "tuple_pattern"):
        return []
    if value is None or value.type not in ("expression_list", "tuple"):
        return []
    names, values = left.named_children, value.named_children
    plain = all(name.type == "identifier" for name in names)
    if not plain or len(names) != len(values) or any(node.type == "list_splat" or node.is_extra for node in values):
        return []
    # In `a, b = b, a` a value is read before its name is rebound.
    bound = {(source.of(name).decode("utf-8"),) for name in names}
    if any(dotted(source, node)[:1] in bound for node in values):
        return []
    return list(zip(names, values, strict=True))
