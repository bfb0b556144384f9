"""Edits that remove the activation of a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import known_layers as _known
from tfcompat.migrate.dataflow import activation_of
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.rules._fix import keyword, name_of
from tfcompat.migrate.syntax.arguments import arguments
from tfcompat.migrate.syntax.splices import without

if TYPE_CHECKING:
    from tfcompat.migrate.file import File
    from tfcompat.migrate.syntax.arguments import Argument
    from tfcompat.migrate.syntax.source import Node

__all__ = ["activation_at", "taken_off"]


def taken_off(file: File, layer: Node) -> tuple[Edit, ...]:
    """Return the edits after which a layer has no activation; none if that is not certain."""
    scope = file.outputs.flow.scope_of(layer)
    name, given = name_of(file, layer, scope), arguments(file.source, layer)
    if given is None:
        return ()
    if name in _known.ACTIVATION_LAYERS:
        return _out_of_list(layer)
    told = activation_at(file, layer)
    weights = _known.FUNCTIONS.get(name)
    if weights is not None and weights.default != "linear":
        if told is not None:  # perhaps by position
            return (Edit(*told.value.byte_range, b"None"),)
        return keyword(file, layer, weights.activation, "None")
    return tuple(without(file.source, given, [told])) if told is not None else ()


def activation_at(file: File, layer: Node) -> Argument | None:
    """Return the argument that sets the activation of a layer, or of a function that makes one."""
    name, given = name_of(file, layer, file.outputs.flow.scope_of(layer)), arguments(file.source, layer) or []
    weights = _known.FUNCTIONS.get(name)
    if weights is None:
        return activation_of(name, given)
    positional = [one for one in given if not one.name]
    by_name = next((one for one in given if one.name == weights.activation), None)
    last = positional[-1] if len(positional) == weights.activation_at + 1 else None
    return by_name or last


def _out_of_list(layer: Node) -> tuple[Edit, ...]:
    """Return the edit that removes a layer and the comma before it from a list."""
    before = layer.prev_named_sibling
    if layer.parent is None or layer.parent.type != "list" or before is None or before.type == "comment":
        return ()
    return (Edit(before.end_byte, layer.end_byte, b""),)
