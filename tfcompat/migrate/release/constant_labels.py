"""Labels that no gradient can reach, and how to keep gradients away from the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import TENSORFLOW_HOMES
from tfcompat.migrate.syntax.arguments import arguments

if TYPE_CHECKING:
    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["is_constant"]

_WITHOUT_GRADIENT = {f"{root}.{name}" for root in TENSORFLOW_HOMES for name in ("one_hot", "stop_gradient")}
_CONSTANT = {f"{root}.constant" for root in TENSORFLOW_HOMES}
_LITERALS = {"integer", "float", "true", "false"}
_OF_LITERALS = {"list", "tuple", "unary_operator", "parenthesized_expression"}


def is_constant(names: Names, value: Node, scope: Scope) -> bool:
    """Return whether a value provably passes no gradient on.

    Such values are a literal, ``tf.constant`` of a literal (of a tensor it may be the tensor itself), ``tf.one_hot``,
    which has no gradient, or ``tf.stop_gradient``; these calls also through a name that is bound once. A named list may
    be filled with anything.
    """
    if value.type == "identifier":
        bindings = names.bindings(names.source.of(value).decode("utf-8"), scope)
        once = bindings[0].value if len(bindings) == 1 else None
        owner = scope.owner(names.source.of(value).decode("utf-8"))
        return once is not None and once.type == "call" and owner is not None and is_constant(names, once, owner)
    if value.type == "call":
        callee = value.child_by_field_name("function")
        meaning = names.of_value(callee, scope) if callee else None
        if meaning is None or not meaning.certain:
            return False
        given = [argument.value for argument in arguments(names.source, value) or () if argument.name in ("", "value")]
        of_literal = meaning.names <= _CONSTANT and bool(given) and _is_literal(given[0])
        return of_literal or meaning.names <= _WITHOUT_GRADIENT
    return _is_literal(value)


def _is_literal(value: Node) -> bool:
    todo = [value]
    while todo:
        node = todo.pop()
        if node.type in _OF_LITERALS:
            todo.extend(node.named_children)
        elif node.type not in _LITERALS and not node.is_extra:
            return False
    return True
