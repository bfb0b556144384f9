"""The arguments of a call, as written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["Argument", "argument", "arguments"]


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a call, as written."""

    node: Node
    value: Node
    keyword: Node | None
    """The name before the equals sign."""
    text: str
    """The value, as written."""
    name: str
    """The keyword, or nothing for a positional argument."""
    comma: Node | None
    """The comma after it."""


def arguments(source: Source, call: Node) -> list[Argument] | None:
    """Return the arguments of a call in the order of the text, or None if ``*args`` or ``**kwargs`` hides some."""
    listed = call.child_by_field_name("arguments")
    if listed is None or listed.type != "argument_list":
        return None
    children = [child for child in listed.children if not child.is_extra]  # a comment, or a line continuation
    found = []
    for position, node in enumerate(children):
        if node.type in ("list_splat", "dictionary_splat"):
            return None
        if node.is_named:
            follows = children[position + 1] if position + 1 < len(children) else None
            found.append(_argument(source, node, follows if follows and follows.type == "," else None))
    return found


def argument(given: Iterable[Argument], names: Collection[str], position: int) -> Node | None:
    """Return the value of a keyword with one of some names, or at a position; None if there is none."""
    positional = [one.value for one in given if not one.name]
    by_name = next((one.value for one in given if one.name in names), None)
    return by_name if by_name is not None else positional[position] if position < len(positional) else None


def _argument(source: Source, node: Node, comma: Node | None) -> Argument:
    keyword = node.child_by_field_name("name") if node.type == "keyword_argument" else None
    value = (node.child_by_field_name("value") if keyword else None) or node
    name = source.of(keyword).decode("utf-8") if keyword else ""
    return Argument(node, value, keyword, source.of(value).decode("utf-8"), name, comma)
