"""The output of a model: sequential, functional, an instance of a class, or the result of a function."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tfcompat._symbols import known_layers as _known
from tfcompat.migrate.dataflow.made import Output, agreed
from tfcompat.migrate.dataflow.parameters import results
from tfcompat.migrate.dataflow.sequential_models import outputs_of

if TYPE_CHECKING:
    from tfcompat.migrate.dataflow.asked import Tells, Value
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["named_outputs", "of_builder", "of_built", "of_returns"]

_OWN_WAYS = ("train_step", "test_step", "compute_loss", "compile")
"""Methods of a model that may pass something else than its output to the loss."""
_USUAL = re.compile(rb"\b(\w+)\s*=\s*self\((?:.|\n)*?\bself\.(?:compiled_loss|compute_loss)\([^()]*\b\1\b[^()]*\)")
"""Calls in such a method that pass the model's output to the compiled loss."""
_OUTER = re.compile(rb"\bsuper\([^()]*\)\.(?:train_step|test_step|compile)\(")


def of_built(outputs: Tells, value: Node, where: Scope, read: Node) -> Output | None:
    """Return the output of the model that the call `value` constructs, at the place where `read` reads it."""
    callee = value.child_by_field_name("function") if value.type == "call" else None
    name = outputs.qualified(callee, where)
    if name in _known.SEQUENTIAL:
        return _of_last(outputs, outputs.models.layers_of(value, where, read))
    if name in _known.MODELS:
        output = outputs_of(outputs.names.source, value)
        return outputs.of(output, where) if output is not None else None
    if name:
        far = outputs.elsewhere is not None and name not in _known.NAMES
        return outputs.elsewhere.model(name) if far and outputs.elsewhere is not None else None
    if callee is None:
        return None
    return agreed(of_builder(outputs, one) for one, _ in outputs.values(callee, where))


def of_returns(outputs: Tells, function: Node) -> Output | None:
    """Return the result of a function of this file, if every ``return`` is the same."""
    inner = outputs.names.tree.inside.get(function.id)
    return agreed(outputs.of(value, inner) for value in results(function)) if inner is not None else None


def named_outputs(outputs: Tells, model: Node, scope: Scope) -> list[tuple[str, Value]]:
    """Return the outputs of a functional model with several, and their names if they are written out."""
    values = outputs.values(model, scope)
    value, where = values[0] if len(values) == 1 else (model, scope)
    callee = value.child_by_field_name("function") if value.type == "call" else None
    given = outputs_of(outputs.names.source, value) if outputs.qualified(callee, where) in _known.MODELS else None
    listed = outputs.values(given, where) if given is not None else []
    if len(listed) != 1:
        return []
    given, where = listed[0]
    children = [node for node in given.named_children if not node.is_extra]
    if given.type == "dictionary" and all(node.type == "pair" for node in children):
        pairs = [(outputs.text(node.named_children[0]), node.named_children[-1]) for node in children]
        return [(name or "", (value, where)) for name, value in pairs]
    if given.type not in ("list", "tuple") or any(node.type == "list_splat" for node in children):
        return []
    return [(_layer_name(outputs, node, where), (node, where)) for node in children]


def _layer_name(outputs: Tells, node: Node, scope: Scope) -> str:
    """Return the ``name=`` of the layer that makes an output."""
    values = outputs.values(node, scope)
    call = values[0][0] if len(values) == 1 else node
    built = call.child_by_field_name("function") if call.type == "call" else None
    listed = built.child_by_field_name("arguments") if built is not None and built.type == "call" else None
    for argument in listed.named_children if listed is not None else ():
        name = argument.child_by_field_name("name") if argument.type == "keyword_argument" else None
        value = argument.child_by_field_name("value")
        if name is not None and value is not None and outputs.names.source.of(name) == b"name":
            return outputs.text(value) or ""
    return ""


def of_builder(outputs: Tells, definition: Node) -> Output | None:
    """Return the output of a model that a function of this file returns, or that is an instance of its class."""
    inner = outputs.names.tree.inside.get(definition.id)
    if inner is None:
        return None
    if definition.type != "class_definition":
        return agreed(outputs.of_model(value, inner) for value in results(definition))
    ways = [binding.node.parent for name in _OWN_WAYS for binding in inner.bound.get(name, ())]
    if any(way is None or not _is_usual(outputs.names.source.of(way)) for way in ways):
        return None
    method = outputs.method(definition, ("call", "__call__"))
    return of_returns(outputs, method) if method is not None else None


def _is_usual(method: bytes) -> bool:
    """Return whether a method leaves the input of the loss to Keras, or passes the model's output to it."""
    if _OUTER.search(method):
        return True
    found = _USUAL.search(method)
    return found is not None and len(re.findall(rb"(?m)^\s*%s\s*=(?!=)" % re.escape(found[1]), method)) == 1


def _of_last(outputs: Tells, layers: list[Value]) -> Output | None:
    """Return the output of the last of some layers; an activation has the size of the layer before it."""
    last, reshaped, behind = None, False, False
    for node, scope in reversed(layers):
        values = outputs.values(node, scope)
        found = agreed(outputs.of_layer(one, where) or of_built(outputs, one, where, one) for one, where in values)
        if found is None:
            return last
        name = (
            ""
            if found.far
            else outputs.qualified(found.node.child_by_field_name("function"), outputs.flow.scope_of(found.node))
        )
        reshaped = reshaped or name in _known.SHAPES or not found.whole
        behind = behind or not found.kind
        if found.kind and last is not None:
            return last if reshaped else replace(last, units=found.units)
        if found.kind:
            last = replace(
                found, units=None if reshaped else found.units, last=not behind and found.last, whole=not reshaped
            )
            if name not in _known.ACTIVATION_LAYERS:
                return last
    return last
