"""What a name gets from elsewhere: a parameter from the calls of its function, a loop variable from its iterable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.syntax.arguments import argument, arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["decorators", "given_to", "is_plain", "results", "run_over", "straight_until"]

_LOOPS = ("for_in_clause", "for_statement")
_SAME_CALL = (b"function", b"staticmethod")
"""Decorators, by their last names, under which a call still gives what the function gives."""
_SEPARATORS = ("positional_separator", "keyword_separator")
_BRANCHES = ("if_statement", "match_statement", "conditional_expression", "boolean_operator", "while_statement")
_FAR = 999


def given_to(names: Names, name: Node) -> list[tuple[Node, Scope]]:
    """What the calls in this file give a parameter; none where the function is used in any other way as well."""
    function, parameters = _parameters(names.source, name)
    title = function.child_by_field_name("name") if function is not None else None
    inner = names.tree.inside.get(function.id) if function is not None else None
    home = inner.parent if inner is not None else None
    if function is None or title is None or home is None or home.kind == "class":
        return []
    called, parameter = names.source.of(title).decode("utf-8"), names.source.of(name).decode("utf-8")
    if len(home.bound.get(called, ())) != 1 or parameter not in parameters or not is_plain(names.source, function):
        return []
    position, default = parameters[parameter]
    found = []
    for reference in names.by_root.get(called, ()):
        if reference.scope.owner(called) is not home:
            continue
        given = arguments(names.source, reference.call) if reference.call is not None else None
        value = argument(given, {parameter}, position) if given is not None and len(reference.parts) == 1 else None
        if value is None and given is not None and default is not None:
            found.append((default, home))
        elif value is None:
            return []
        else:
            found.append((value, reference.scope))
    return found


def _parameters(source: Source, name: Node) -> tuple[Node | None, dict[str, tuple[int, Node | None]]]:
    """The function of a parameter, and for each of its parameters the position and the default."""
    listed = name.parent
    while listed is not None and listed.type in ("typed_parameter", "default_parameter", "typed_default_parameter"):
        listed = listed.parent
    function = listed.parent if listed is not None and listed.type == "parameters" else None
    found: dict[str, tuple[int, Node | None]] = {}
    position = 0
    for node in listed.named_children if listed is not None and function is not None else ():
        if node.type == "keyword_separator":
            position = _FAR
        if node.is_extra or node.type in _SEPARATORS:
            continue
        title = node.child_by_field_name("name") or (node.named_children[0] if node.named_children else node)
        if title.type != "identifier":
            position = _FAR  # *args: what follows is given by its name
            continue
        found[source.of(title).decode("utf-8")] = position, node.child_by_field_name("value")
        position += 1
    return function, found


def straight_until(function: Node) -> int:
    """The offset up to which a function does the same whatever its arguments are: that of its first branch."""
    found, todo = function.end_byte, [function.child_by_field_name("body")]
    while todo:
        node = todo.pop()
        if node is None or node.type in ("function_definition", "lambda", "class_definition"):
            continue
        if node.type in _BRANCHES:
            found = min(found, node.start_byte)
        else:
            todo.extend(node.named_children)
    return found


def results(function: Node) -> list[Node]:
    """What a function returns, as expressions; nothing else can be given to a loss. None for a generator."""
    body = function.child_by_field_name("body")
    if body is None or function.type == "lambda":
        return [body] if body is not None else []
    returns, todo = [], [body]
    while todo:
        node = todo.pop()
        if node.type == "yield":
            return []
        if node.type == "return_statement":
            returns.append(node)
        if node.type not in ("function_definition", "lambda", "class_definition"):
            todo.extend(node.named_children)
    return [node.named_children[0] for node in returns if node.named_child_count == 1]


def is_plain(source: Source, definition: Node) -> bool:
    """Whether a call of a function or class is one of what is written there, whatever decorates it."""
    return all(name in _SAME_CALL for name in decorators(source, definition))


def decorators(source: Source, definition: Node) -> list[bytes]:
    """The last names of what decorates a function or class."""
    around = definition.parent
    if around is None or around.type != "decorated_definition":
        return []
    texts = [source.of(node)[1:] for node in around.named_children if node.type == "decorator"]
    return [text.partition(b"(")[0].strip().rpartition(b".")[2] for text in texts]


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
