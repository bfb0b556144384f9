"""String literals."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["text_of"]


def text_of(source: Source, node: Node) -> str | None:
    """Return the value of a string literal; None for every other expression, f-strings and bytes included."""
    if node.type not in ("string", "concatenated_string"):
        return None
    try:
        value = ast.literal_eval(source.of(node).decode("utf-8"))
    except (ValueError, SyntaxError):  # an f-string, or a prefix of Python 2
        return None
    return value if isinstance(value, str) else None
