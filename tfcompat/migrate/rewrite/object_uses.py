"""The uses of the object that a call constructs: where it is called, and where it is passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from tfcompat.migrate.syntax.arguments import arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["Fate", "fates"]

Kind = Literal["called", "loss", "metric", "imported", "escapes"]

_THROUGH = ("parenthesized_expression", "list", "tuple", "dictionary", "pair", "conditional_expression")
_SAME = ("parenthesized_expression", "conditional_expression")
_PLACES: dict[str, Kind] = {"loss": "loss", "metrics": "metric", "weighted_metrics": "metric"}
_POSITIONS: tuple[Kind | None, ...] = (None, "loss", "metric")
"""The positions in ``compile(optimizer, loss, metrics)``."""
_HARMLESS = (b"print", b"repr", b"str", b"id", b"callable")
_FAR = 8
"""With a longer chain of assignments, the object counts as escaping."""


class Fate(NamedTuple):
    """One use of an object."""

    kind: Kind
    node: Node
    """The call of the object or of ``compile``, or the expression that passes it on."""
    scope: Scope


def fates(file: File, built: Node, scope: Scope) -> list[Fate]:
    """Return all uses in this file of the object that a call constructs.

    Args:
        file: The file, in which every word is resolved.
        built: The call.
        scope: Its scope.
    """
    return list(_of(file, built, scope, 0))


def _of(file: File, node: Node, scope: Scope, depth: int) -> Iterator[Fate]:
    above = node.parent
    if above is None or above.type == "expression_statement":
        return
    if above.type == "call":  # the callee: its arguments are in a separate list
        yield Fate("called", above, scope)
    elif above.type == "assignment" and _is_right_of_one_name(above, node) and depth < _FAR:
        yield from _of_name(file, above, scope, depth)
    elif above.type in _SAME:
        yield from _of(file, above, scope, depth)
    else:
        yield from _handed_on(file, node, scope)


def _is_right_of_one_name(statement: Node, value: Node) -> bool:
    left, right = statement.child_by_field_name("left"), statement.child_by_field_name("right")
    return left is not None and left.type == "identifier" and right is not None and right.id == value.id


def _of_name(file: File, statement: Node, scope: Scope, depth: int) -> Iterator[Fate]:
    """Yield the uses of an object through its name."""
    left = statement.child_by_field_name("left")
    name = file.source.of(left).decode("utf-8") if left is not None else ""
    owner = scope.statement.elsewhere.get(name, scope.statement)
    if left is None or owner.kind == "class":
        yield Fate("escapes", statement, scope)  # an instance attribute
        return
    if owner.kind == "module" and file.may_be_imported(name):
        yield Fate("imported", statement, scope)
    for reference in file.names.by_root.get(name, ()):
        if reference.scope.owner(name) is not owner or (reference.stored and len(reference.parts) == 1):
            continue
        if len(reference.parts) > 1:
            yield Fate("escapes", reference.node, reference.scope)
        else:
            yield from _of(file, reference.node, reference.scope, depth + 1)


def _handed_on(file: File, node: Node, scope: Scope) -> Iterator[Fate]:
    """Yield the use of an object that is an argument, or a part of one; for any other it is unknown."""
    outer, above = node, node.parent
    while above is not None and above.type in _THROUGH:
        outer, above = above, above.parent
    keyword = above if above is not None and above.type == "keyword_argument" else None
    listed = keyword.parent if keyword is not None else above
    call = listed.parent if listed is not None and listed.type == "argument_list" else None
    callee = call.child_by_field_name("function") if call is not None and call.type == "call" else None
    if call is None or callee is None:
        yield Fate("escapes", node, scope)
        return
    name = file.source.of(callee)
    if name in _HARMLESS:
        return
    kind = _in_compile(file, call, keyword or outer) if name.endswith(b".compile") else None
    yield Fate(kind, call, scope) if kind else Fate("escapes", node, scope)


def _in_compile(file: File, call: Node, given: Node) -> Kind | None:
    """Return the role of one of the arguments of ``compile``."""
    listed = arguments(file.source, call) or ()
    for position, argument in enumerate(listed):
        if argument.node.id == given.id:
            if argument.name:
                return _PLACES.get(argument.name)
            return _POSITIONS[position] if position < len(_POSITIONS) else None
    return None
