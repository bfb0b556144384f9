"""The arguments of a layer, including those of a dict that is unpacked into its call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.dataflow.parts import may_change
from tfcompat.migrate.syntax.arguments import Argument, arguments
from tfcompat.migrate.syntax.literals import text_of

if TYPE_CHECKING:
    from tfcompat.migrate.dataflow.asked import Follows
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["with_unpacked"]


def with_unpacked(values: Follows, call: Node, scope: Scope) -> list[Argument] | None:
    """Return the arguments of a call; None if the file does not show some of them."""
    given = arguments(values.names.source, call)
    listed = call.child_by_field_name("arguments")
    if given is not None or listed is None or listed.type != "argument_list":
        return given
    found: list[Argument] = []
    for node in listed.named_children:
        if node.type == "dictionary_splat":
            pairs = _pairs(values, node.named_children[0], scope)
            if pairs is None:
                return None
            found += pairs
        elif node.type == "list_splat":
            return None
        elif not node.is_extra:
            keyword = node.child_by_field_name("name") if node.type == "keyword_argument" else None
            value = (node.child_by_field_name("value") if keyword is not None else None) or node
            name = values.names.source.of(keyword).decode("utf-8") if keyword is not None else ""
            found.append(_argument(values, node, value, name))
    return found


def _pairs(values: Follows, unpacked: Node, scope: Scope) -> list[Argument] | None:
    """Return the keywords in a dict, if the file writes all of them and changes none."""
    listed = values.values(unpacked, scope)
    if len(listed) != 1 or may_change(values, unpacked):
        return None
    written, where = listed[0]
    if written.type != "dictionary" or where is not scope:
        return None
    found = []
    for node in written.named_children:
        key = text_of(values.names.source, node.named_children[0]) if node.type == "pair" else None
        if key is not None:
            found.append(_argument(values, node, node.named_children[-1], key))
        elif not node.is_extra:
            return None
    return found


def _argument(values: Follows, node: Node, value: Node, name: str) -> Argument:
    return Argument(node, value, None, values.names.source.of(value).decode("utf-8"), name, None)
