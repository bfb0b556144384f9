"""Effects of evaluating an argument, apart from its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.syntax.source import nodes

if TYPE_CHECKING:
    from tfcompat.migrate.syntax.source import Node

__all__ = ["binds", "does_nothing", "is_number"]

_PLAIN = {
    *("identifier", "attribute", "integer", "float", "true", "false", "none", "ellipsis", "string"),
    *("string_start", "string_content", "string_end", "escape_sequence", "concatenated_string"),
    *("interpolation", "type_conversion", "format_specifier"),
    *("list", "tuple", "dictionary", "pair", "set", "parenthesized_expression", "conditional_expression"),
    *("unary_operator", "binary_operator", "not_operator", "boolean_operator", "comparison_operator", "comment"),
}


def does_nothing(value: Node) -> bool:
    """Return whether a value has only literals, names, attributes and operators, so it can be removed."""
    return all(node.type in _PLAIN for node in nodes(value))


def binds(value: Node) -> bool:
    """Return whether evaluating a value binds a name, or yields from a generator."""
    return any(node.type in ("named_expression", "yield") for node in nodes(value))


def is_number(value: Node) -> bool:
    """Return whether a value is a number literal."""
    inner = value.named_children[0] if value.type == "unary_operator" and value.named_children else value
    return inner.type in ("integer", "float")
