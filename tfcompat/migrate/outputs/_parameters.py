"""What a name gets from elsewhere: a parameter from the calls of its function, a loop variable from its iterable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate._calls import argument, arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate._names import Names
    from tfcompat.migrate._scopes import Scope
    from tfcompat.migrate._source import Node, Source

__all__ = ["given_to", "is_plain", "run_over"]

_LOOPS = ("for_in_clause", "for_statement")
_SAME_CALL = (b"function", b"staticmethod")
"""Decorators, by their last names, under which a call still gives what the function gives."""


def given_to(names: Names, name: Node) -> list[tuple[Node, Scope]]:
    """What the calls in this file give a parameter; none where the function is used in any other way as well."""
    listed = name.parent
    function = listed.parent if listed is not None and listed.type == "parameters" else None
    title = function.child_by_field_name("name") if function is not None else None
    if function is None or listed is None or title is None or not is_plain(names.source, function):
        return []
    parameters = [names.source.of(node).decode("utf-8") for node in listed.named_children if not node.is_extra]
    parameter = names.source.of(name).decode("utf-8")
    called = names.source.of(title).decode("utf-8")
    inner = names.tree.inside.get(function.id)
    home = inner.parent if inner is not None else None
    if home is None or home.kind == "class" or len(home.bound.get(called, ())) != 1:
        return []
    found = []
    for reference in names.by_root.get(called, ()):
        if reference.scope.owner(called) is not home:
            continue
        given = arguments(names.source, reference.call) if reference.call is not None else None
        value = argument(given or (), {parameter}, parameters.index(parameter))
        if value is None or len(reference.parts) > 1:
            return []
        found.append((value, reference.scope))
    return found


def is_plain(source: Source, definition: Node) -> bool:
    """Whether a call of a function or class is one of what is written there, whatever decorates it."""
    around = definition.parent
    if around is None or around.type != "decorated_definition":
        return True
    decorators = [source.of(node)[1:] for node in around.named_children if node.type == "decorator"]
    return all(text.partition(b"(")[0].strip().rpartition(b".")[2] in _SAME_CALL for text in decorators)


def run_over(source: Source, name: Node) -> Iterator[Node]:
    """What a loop variable gets its values from: an iterable, or its part of a ``zip``."""
    pattern, position, loop = name, None, name.parent
    if loop is not None and loop.type in ("tuple_pattern", "pattern_list"):
        position = [child.id for child in loop.named_children].index(pattern.id)
        pattern, loop = loop, loop.parent
    left = loop.child_by_field_name("left") if loop is not None and loop.type in _LOOPS else None
    iterable = loop.child_by_field_name("right") if loop is not None and left is not None else None
    if iterable is None or left is None or left.id != pattern.id:
        return
    if position is None:
        yield iterable
        return
    callee = iterable.child_by_field_name("function") if iterable.type == "call" else None
    if callee is not None and source.of(callee) == b"zip":
        given = arguments(source, iterable)
        if given is not None and position < len(given):
            yield given[position].value
