"""Whether a ``tf.contrib`` layer follows its signature: an ``arg_scope`` around it changes its defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.syntax.source import nodes

if TYPE_CHECKING:
    from tfcompat.migrate.dataflow.asked import Follows
    from tfcompat.migrate.syntax.source import Node

__all__ = ["may_be_scoped"]


def may_be_scoped(values: Follows, node: Node) -> bool:
    """Return whether a ``with`` around a call enters an ``arg_scope``, or anything that is not TensorFlow's."""
    above = node.parent
    while above is not None:
        if above.type == "with_item" or (above.type == "with_statement" and not _is_plain(values, above)):
            return True
        above = above.parent
    return False


def _is_plain(values: Follows, statement: Node) -> bool:
    for item in nodes(statement.named_children[0]):
        if item.type == "call":
            name = values.qualified(item.child_by_field_name("function"), values.flow.scope_of(statement))
            return name.startswith("tensorflow.") and not name.endswith("arg_scope")
    return False
