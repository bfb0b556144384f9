"""The result of a loop over a list of layers, as in ``for layer in layers: x = layer(x)``: that of the last one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfcompat.migrate.dataflow.made import agreed
from tfcompat.migrate.dataflow.parts import may_change

if TYPE_CHECKING:
    from tfcompat.migrate.dataflow.asked import Tells
    from tfcompat.migrate.dataflow.made import Output
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["names_of_loops", "of_loop"]

_LOOP = re.compile(rb"\bfor\s+(\w+)\s+in\b[^\n]*:\s*(\w+)\s*=\s*\1\(\s*\2\s*\)")


def names_of_loops(text: bytes) -> frozenset[bytes]:
    """Return the names that a file's loops pass from layer to layer."""
    return frozenset(match[2] for match in _LOOP.finditer(text))


def of_loop(outputs: Tells, node: Node, scope: Scope) -> Output | None:
    """Return the output that a name is after such a loop; None if it is read elsewhere."""
    reaching = outputs.flow.reaching(outputs.names.source.of(node).decode("utf-8"), node, scope)
    loops = [loop for binding in reaching if (loop := _loop_of(binding.value)) is not None]
    if len(loops) != 1 or node.start_byte < loops[0].end_byte:
        return None
    loop = loops[0]
    if sum(binding.node.start_byte > loop.start_byte for binding in reaching) != 1:
        return None
    iterable = loop.child_by_field_name("right")
    where = outputs.flow.scope_of(loop)
    listed = outputs.values(iterable, where) if iterable is not None else []
    if iterable is None or len(listed) != 1 or may_change(outputs, iterable):
        return None
    layers, its = listed[0]
    children = [child for child in layers.named_children if not child.is_extra]
    if layers.type not in ("list", "tuple") or not children or any(one.type == "list_splat" for one in children):
        return None
    found = agreed(outputs.of_layer(value, at) for value, at in outputs.values(children[-1], its))
    return found if found is not None and found.kind else None


def _loop_of(value: Node | None) -> Node | None:
    """Return the loop whose body does nothing but assign `value`, a call of its variable."""
    statement = value.parent.parent if value is not None and value.parent is not None else None
    block = statement.parent if statement is not None else None
    loop = block.parent if block is not None else None
    callee = value.child_by_field_name("function") if value is not None and value.type == "call" else None
    if loop is None or block is None or callee is None or loop.type != "for_statement":
        return None
    left, alone = loop.child_by_field_name("left"), sum(not child.is_extra for child in block.named_children) == 1
    plain = loop.child_by_field_name("alternative") is None
    return loop if alone and plain and left is not None and left.text == callee.text else None
