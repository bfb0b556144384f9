"""The layers of a Keras model, as far as one file lists them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate._calls import arguments
from tfcompat.migrate._source import dotted

if TYPE_CHECKING:
    from tfcompat.migrate._names import Names
    from tfcompat.migrate._scopes import Reference, Scope
    from tfcompat.migrate._source import Node, Source
    from tfcompat.migrate.outputs._flow import Flow

__all__ = ["layers_of", "outputs_of", "results"]

_CHANGES = {"pop", "layers", "_layers", "outputs"}


def layers_of(names: Names, flow: Flow, built: Node, where: Scope, read: Node) -> list[tuple[Node, Scope]] | None:
    """The layers of a ``Sequential``, those of its list and those that are added below, before `read` reads it.

    Args:
        names: The resolver of the file.
        flow: Its ways.
        built: The call of ``Sequential``.
        where: The scope of that call.
        read: Where the model is used.
    """
    given = arguments(names.source, built)
    if given is None:
        return None
    listed = next((one.value for one in given if one.name in ("", "layers")), None)
    if listed is None:
        layers: list[tuple[Node, Scope]] = []
    elif listed.type in ("list", "tuple"):
        layers = [(node, where) for node in listed.named_children if not node.is_extra]
        if any(node.type == "list_splat" for node, _ in layers):
            return None
    else:
        return None
    statement = built.parent
    target = statement.child_by_field_name("left") if statement is not None and statement.type == "assignment" else None
    parts = dotted(names.source, target) if target is not None else ()
    if not parts:
        return layers
    added = _added(names, flow, parts, built, where, read)
    return None if added is None else [*layers, *added]


def _added(
    names: Names, flow: Flow, parts: tuple[str, ...], built: Node, where: Scope, read: Node
) -> list[tuple[Node, Scope]] | None:
    """The layers that ``add`` adds to the model `parts`; None where it is not certain which those are."""
    around = where.of_method(parts[0])
    named = names.by_root.get(parts[0], ())
    uses = [one for one in named if one.parts[: len(parts)] == parts and len(one.parts) > len(parts)]
    uses = [one for one in uses if _is_same(one, parts[0], where, around)]
    last = read.start_byte if flow.scope_of(read).statement is where.statement else len(names.source.text)
    uses = [one for one in uses if built.end_byte <= one.node.start_byte < last]
    if any(one.parts[len(parts)] in _CHANGES or one.stored for one in uses):
        return None
    added = []
    for use in uses:
        if use.parts[len(parts)] != "add":
            continue
        given = arguments(names.source, use.call) if use.call is not None else None
        if use.call is None or not given or len(given) > 1 or _block(use.call) != _block(built):
            return None
        added.append((given[0].value, use.scope))
    return added


def _is_same(use: Reference, name: str, where: Scope, around: Scope | None) -> bool:
    """Whether a reference that begins with `name` means the same object."""
    if around is not None:
        return use.scope.of_method(name) is around
    return use.scope.owner(name) is where.owner(name)


def _block(node: Node) -> Node | None:
    """The block of statements around a node."""
    above = node.parent
    while above is not None and above.type not in ("block", "module"):
        above = above.parent
    return above


def results(function: Node) -> list[Node]:
    """What a function returns, as expressions; none where it does not always return one."""
    body = function.child_by_field_name("body")
    if body is None or function.type == "lambda":
        return [body] if body is not None else []
    returns, todo = [], [body]
    while todo:
        node = todo.pop()
        if node.type == "return_statement":
            returns.append(node)
        elif node.type not in ("function_definition", "lambda", "class_definition"):
            todo.extend(node.named_children)
    found = [node.named_children[0] for node in returns if node.named_child_count == 1]
    return found if len(found) == len(returns) else []


def outputs_of(source: Source, built: Node) -> Node | None:
    """The one output of a functional model."""
    given = arguments(source, built) or []
    positional = [one.value for one in given if not one.name]
    by_name = next((one.value for one in given if one.name in ("outputs", "output")), None)
    output = by_name if by_name is not None else positional[1] if len(positional) > 1 else None
    if output is not None and output.type == "list" and output.named_child_count == 1:
        return output.named_children[0]
    return output
