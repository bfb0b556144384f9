"""The layers of a Keras model, if one file lists them all."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tfcompat._symbols import known_layers as _known
from tfcompat.migrate.syntax.arguments import arguments
from tfcompat.migrate.syntax.source import dotted

if TYPE_CHECKING:
    from tfcompat.migrate.dataflow.asked import Follows, Value
    from tfcompat.migrate.names.scopes import NameUse, Scope
    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["Models", "outputs_of"]

_CHANGES = ("add", "pop")
_INSIDE = {"layers", "_layers", "outputs"}
_HARMLESS = (b"print", b"len", b"repr", b"str", b"isinstance", b"type", b"id")
_LIBRARIES = ("tensorflow", "keras", "tf_keras", "tfcompat")
_SETS = ("set", "set_comprehension")
"""Names of objects that have an ``add`` but are not models."""


class Models:
    """The ``Sequential`` models of one file."""

    def __init__(self, values: Follows) -> None:
        self._values, self._names = values, values.names
        self._known: dict[int, _Model | None] = {}

    def layers_of(self, built: Node, where: Scope, read: Node) -> list[Value]:
        """Return the layers of its list and those added before `read` reads it, if the last ones are certain.

        Args:
            built: The call of ``Sequential``.
            where: The scope of that call.
            read: Where the model is used.
        """
        if built.id not in self._known:
            self._known[built.id] = self._listed(built, where)
        known = self._known[built.id]
        if known is None:
            return []
        within = self._values.flow.scope_of(read).statement is where.statement
        changes = known.changes[: bisect_left(known.starts, read.start_byte)] if within else known.changes
        if within and any(built.end_byte < start < read.start_byte for start in known.handed):
            return []
        layers = [*known.layers, *changes]
        unknown = max((at for at, layer in enumerate(layers) if layer is None), default=-1)
        return [layer for layer in layers[unknown + 1 :] if layer is not None]

    def _listed(self, built: Node, where: Scope) -> _Model | None:
        """Return the layers a model is built from, and what adds to it by name. None if other code may change it."""
        given = arguments(self._names.source, built)
        first = next((one.value for one in given or () if one.name in ("", "layers")), None)
        layers: list[Value] = []
        if first is not None:
            values = self._values.values(first, where)
            listed, its = values[0] if len(values) == 1 else (first, where)
            if listed.type not in ("list", "tuple") or (listed.id != first.id and self._grows(first)):
                return None
            layers = [(node, its) for node in listed.named_children if not node.is_extra]
        if given is None or any(node.type == "list_splat" for node, _ in layers):
            return None
        statement = built.parent
        target = statement.child_by_field_name("left") if statement and statement.type == "assignment" else None
        parts = dotted(self._names.source, target) if target is not None else ()
        uses = self._uses(parts, built, where) if parts else []
        below = [one for one in uses if len(one.parts) > len(parts)]
        if any(one.parts[len(parts)] in _INSIDE or one.stored for one in below):
            return None
        changes = [one for one in below if one.parts[len(parts)] in _CHANGES]
        known = {id(one) for one in changes}
        strays = (*self._changes[None], *self._changes.get(built.id, ()))
        if any(id(one) not in known for one in strays):
            return None
        handed = [one.node.start_byte for one in uses if one.parts == parts and self._is_handed_on(one)]
        starts = [one.node.start_byte for one in changes]
        return _Model(layers, [self._layer(one, built) for one in changes], starts, handed)

    def _grows(self, name: Node) -> bool:
        """Return whether a named list may be appended to or otherwise changed."""
        parts = dotted(self._names.source, name)
        uses = self._names.by_root.get(parts[0], ()) if parts else ()
        return any(len(one.parts) > len(parts) or one.stored for one in uses) or b"+=" in self._names.source.text

    def _uses(self, parts: tuple[str, ...], built: Node, where: Scope) -> list[NameUse]:
        """Return the uses of the model through its name."""
        around = where.of_method(parts[0])
        uses = [one for one in self._names.by_root.get(parts[0], ()) if one.parts[: len(parts)] == parts]
        if around is not None:
            uses = [one for one in uses if one.scope.of_method(parts[0]) is around and one.scope is where]
        else:
            uses = [one for one in uses if one.scope.owner(parts[0]) is where.owner(parts[0])]
        return [one for one in uses if one.node.start_byte >= built.end_byte]

    def _is_handed_on(self, use: NameUse) -> bool:
        """Return whether an unknown function gets the model, and may change it."""
        above = use.node.parent
        call = above.parent if above is not None and above.type in ("argument_list", "keyword_argument") else None
        call = call.parent if call is not None and call.type == "argument_list" else call
        callee = call.child_by_field_name("function") if call is not None and call.type == "call" else None
        if callee is None or self._names.source.of(callee) in _HARMLESS:
            return False
        return self._values.qualified(callee, use.scope).partition(".")[0] not in _LIBRARIES

    def _layer(self, change: NameUse, built: Node) -> Value | None:
        """Return the layer that a call of ``add`` adds; None if this is not certain."""
        given = arguments(self._names.source, change.call) if change.call is not None else None
        if change.parts[-1] != "add" or change.call is None or not given or len(given) > 1:
            return None
        return (given[0].value, change.scope) if _block(change.call) == _block(built) else None

    @cached_property
    def _changes(self) -> dict[int | None, list[NameUse]]:
        """From the id of a model to the calls that may add or remove a layer; None is for any model."""
        tree = self._names.tree
        found: dict[int | None, list[NameUse]] = {None: []}
        for one in (*tree.references, *tree.hanging):
            if one.call is not None and one.parts[-1] in _CHANGES:
                for model in self._changed(one):
                    found.setdefault(model, []).append(one)
        return found

    def _changed(self, change: NameUse) -> set[int | None]:
        """Return the ids of the models that a call of ``add`` may change; None means any."""
        if change.parts[0] and self._values.qualified(change.node, change.scope):
            return set()  # a function of a module, such as tf.add
        owner = change.node.child_by_field_name("object")
        values = self._values.values(owner, change.scope) if owner is not None and change.parts[0] else []
        return {model for value, where in values for model in self._model(value, where)} if values else {None}

    def _model(self, value: Node, where: Scope) -> set[int | None]:
        if value.type != "call":
            return set() if value.type in _SETS else {None}
        callee = value.child_by_field_name("function")
        name = self._values.qualified(callee, where)
        if name in _known.SEQUENTIAL:
            return {value.id}
        is_set = callee is not None and self._names.source.of(callee) == b"set"
        return set() if name or is_set else {None}


class _Model(NamedTuple):
    """What is known about one model."""

    layers: list[Value]
    """The layers in its list."""
    changes: list[Value | None]
    """The layers added through its name; None for each uncertain one."""
    starts: list[int]
    """Where they are added."""
    handed: list[int]
    """Where it is passed to an unknown function."""


def _block(node: Node) -> Node | None:
    """Return the block of statements around a node."""
    above = node.parent
    while above is not None and above.type not in ("block", "module"):
        above = above.parent
    return above


def outputs_of(source: Source, built: Node) -> Node | None:
    """Return the single output of a functional model."""
    given = arguments(source, built) or []
    positional = [one.value for one in given if not one.name]
    by_name = next((one.value for one in given if one.name in ("outputs", "output")), None)
    output = by_name if by_name is not None else positional[1] if len(positional) > 1 else None
    if output is not None and output.type == "list" and output.named_child_count == 1:
        return output.named_children[0]
    return output
