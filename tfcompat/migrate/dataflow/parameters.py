"""Values from elsewhere: of a parameter, from the calls of its function; of a loop variable, from its iterable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.syntax.arguments import argument, arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.names.scopes import NameUse, Scope
    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["decorators", "given_to", "is_plain", "results", "run_over", "straight_until"]

_LOOPS = ("for_in_clause", "for_statement")
_CLASS = "class_definition"
_STATIC = b"staticmethod"
_SAME_CALL = (b"function", _STATIC, b"register_keras_serializable")
"""Decorators, by the last part of their name, that keep the result of a call."""
_SEPARATORS = ("positional_separator", "keyword_separator")
_BRANCHES = ("if_statement", "match_statement", "conditional_expression", "boolean_operator", "while_statement")
_FAR = 999


def given_to(names: Names, name: Node) -> list[tuple[Node, Scope]]:
    """Return the arguments for a parameter in this file's calls; empty if the function is also used in other ways.

    A loss passed to ``compile`` gets the model's output as its second argument: the call of ``compile`` represents it.
    """
    function, parameters = _parameters(names.source, name)
    parameter = names.source.of(name).decode("utf-8")
    if function is None or parameter not in parameters:
        return []
    position, default = parameters[parameter]
    inner = names.tree.inside.get(function.id)
    if function.type == "lambda":
        call = compiled_by(names.source, function) if position == 1 and inner is not None else None
        call = _through_layer(names.source, function) if position == 0 and len(parameters) == 1 else call
        return [(call, inner.parent)] if call is not None and inner is not None and inner.parent is not None else []
    title, home = function.child_by_field_name("name"), inner.parent if inner is not None else None
    if title is None or home is None or not is_plain(names.source, function):
        return []
    called = names.source.of(title).decode("utf-8")
    if called not in home.bound:
        return []
    found: list[tuple[Node, Scope]] = []
    static = _STATIC in decorators(names.source, function)
    for reference, takes in _references(names, function, called, home):
        shift = 0 if static else takes
        given = arguments(names.source, reference.call) if reference.call is not None else None
        value = argument(given, {parameter}, position - shift) if given is not None and position >= shift else None
        if value is not None:
            found.append((value, reference.scope))
        elif given is not None and default is not None:
            found.append((default, home))
        else:
            calls = _compiled(names, reference, home) if given is None and position == 1 and not shift else []
            if not calls:
                return []
            found += calls
    return found


def _through_layer(source: Source, function: Node) -> Node | None:
    """Return the argument that ``Lambda(f)(x)`` passes to its function."""
    layer = function.parent.parent if function.parent is not None and function.parent.type == "argument_list" else None
    callee = layer.child_by_field_name("function") if layer is not None and layer.type == "call" else None
    call = layer.parent if layer is not None else None
    made = call.child_by_field_name("function") if call is not None and call.type == "call" else None
    if callee is None or made is None or call is None or layer is None or made.id != layer.id:
        return None
    is_lambda = source.of(callee).rpartition(b".")[2] == b"Lambda"
    given = arguments(source, call) if is_lambda else None
    return given[0].value if given and not given[0].name else None


def _references(names: Names, function: Node, called: str, home: Scope) -> Iterator[tuple[NameUse, int]]:
    """Yield the uses of a function, or of a method through its object, and how many parameters the object takes."""
    if home.kind == "class" and called == "__init__":
        title = next((node.child_by_field_name("name") for node in _above(function) if node.type == _CLASS), None)
        name = names.source.of(title).decode("utf-8") if title is not None else ""
        for one in names.by_root.get(name, ()):
            if one.scope.owner(name) is home.parent and len(one.parts) == 1:
                yield one, len(("self",))
        return
    if home.kind == "class":
        every = [one for one in (*names.tree.references, *names.tree.hanging) if one.parts[-1] == called]
        for one in every:
            yield one, len(("self",))
        return
    for one in names.by_root.get(called, ()):
        if one.scope.owner(called) is home:
            yield one, 0


def _compiled(names: Names, reference: NameUse, home: Scope) -> list[tuple[Node, Scope]]:
    """Return the calls of ``compile`` whose loss is a function, even if another function returns it."""
    call = compiled_by(names.source, reference.node)
    if call is not None:
        return [(call, reference.scope)]
    above = reference.node.parent
    outer = next((node for node in _above(reference.node) if node.type == "function_definition"), None)
    title = outer.child_by_field_name("name") if outer is not None else None
    if above is None or above.type != "return_statement" or title is None or home.parent is None:
        return []
    calls = names.by_root.get(names.source.of(title).decode("utf-8"), ())
    found = [one for use in calls for one in (_losses(names, use.call, use.scope) if use.call is not None else [None])]
    return [one for one in found if one is not None] if None not in found else []


def _losses(names: Names, loss: Node, scope: Scope) -> list[tuple[Node, Scope] | None]:
    """Return the calls of ``compile`` whose loss is an expression, and None for each other use."""
    call = compiled_by(names.source, loss)
    statement = loss.parent
    target = statement.child_by_field_name("left") if statement is not None and statement.type == "assignment" else None
    if call is not None or target is None or target.type != "identifier":
        return [(call, scope) if call is not None else None]
    name = names.source.of(target).decode("utf-8")
    owner = scope.statement.owner(name)
    if owner is None or len(owner.bound.get(name, ())) != 1:
        return [None]
    reads = [one for one in names.by_root.get(name, ()) if one.scope.owner(name) is owner and not one.stored]
    return [(call, one.scope) if (call := compiled_by(names.source, one.node)) else None for one in reads]


def compiled_by(source: Source, loss: Node) -> Node | None:
    """Return the call of ``compile`` whose loss is an expression, possibly with some of its arguments bound."""
    above = loss.parent
    if above is not None and above.type == "argument_list" and above.named_children[0].id == loss.id:
        call = above.parent
        callee = call.child_by_field_name("function") if call is not None and call.type == "call" else None
        if call is not None and callee is not None and source.of(callee).endswith(b"partial"):
            return compiled_by(source, call)
    by_name = above is not None and above.type == "keyword_argument" and above.named_children[0].text == b"loss"
    listed = above.parent if above is not None and by_name else above
    call = listed.parent if listed is not None and listed.type == "argument_list" else None
    callee = call.child_by_field_name("function") if call is not None and call.type == "call" else None
    if call is None or callee is None or listed is None or not source.of(callee).endswith(b".compile"):
        return None
    second = [node for node in listed.named_children if not node.is_extra][1:2]
    return call if by_name or any(node.id == loss.id for node in second) else None


def _above(node: Node) -> Iterator[Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _parameters(source: Source, name: Node) -> tuple[Node | None, dict[str, tuple[int, Node | None]]]:
    """Return the function of a parameter, and the position and default of each of its parameters."""
    listed = name.parent
    while listed is not None and listed.type in ("typed_parameter", "default_parameter", "typed_default_parameter"):
        listed = listed.parent
    kinds = ("parameters", "lambda_parameters")
    function = listed.parent if listed is not None and listed.type in kinds else None
    found: dict[str, tuple[int, Node | None]] = {}
    position = 0
    for node in listed.named_children if listed is not None and function is not None else ():
        if node.type == "keyword_separator":
            position = _FAR
        if node.is_extra or node.type in _SEPARATORS:
            continue
        title = node.child_by_field_name("name") or (node.named_children[0] if node.named_children else node)
        if title.type != "identifier":
            position = _FAR  # *args: what follows is keyword-only
            continue
        found[source.of(title).decode("utf-8")] = position, node.child_by_field_name("value")
        position += 1
    return function, found


def straight_until(function: Node) -> int:
    """Return the offset of a function's first branch: up to there it does the same for all arguments."""
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
    """Return the expressions that a function returns; nothing else can reach a loss. None for a generator."""
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
    """Return whether a call of a function or class runs the written code, despite its decorators."""
    return all(name in _SAME_CALL for name in decorators(source, definition))


def decorators(source: Source, definition: Node) -> list[bytes]:
    """Return the last part of the name of each decorator of a function or class."""
    around = definition.parent
    if around is None or around.type != "decorated_definition":
        return []
    texts = [source.of(node)[1:] for node in around.named_children if node.type == "decorator"]
    return [text.partition(b"(")[0].strip().rpartition(b".")[2] for text in texts]


def run_over(source: Source, name: Node) -> Iterator[Node]:
    """Yield the source of a loop variable's values: an iterable, or its part of a ``zip``."""
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
