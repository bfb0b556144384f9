"""The last layer of a Keras model, where a file shows it for certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate._calls import arguments
from tfcompat.migrate._literal import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate._names import Names
    from tfcompat.migrate._scopes import Reference, Scope
    from tfcompat.migrate._source import Node

__all__ = ["linear_head"]

_KERAS = ("keras", "tf_keras", "tensorflow.keras", "tensorflow.compat.v1.keras", "tensorflow.compat.v2.keras")
_SEQUENTIAL = {f"{home}.{name}" for home in _KERAS for name in ("Sequential", "models.Sequential")}
_MODEL = {f"{home}.{name}" for home in _KERAS for name in ("Model", "models.Model")}
_DENSE = {f"{home}.layers.Dense" for home in _KERAS} | {"tfcompat.Logits", "tfcompat.layers.Logits"}
_ADDS, _TAKES = "add", {"pop", "layers", "_layers", "outputs"}


def linear_head(names: Names, model: Reference) -> Node | None:
    """The call that builds a model's last layer, where that is a dense layer without activation.

    Args:
        names: The resolver of the file.
        model: ``model.compile``, where `model` is bound once, to a ``Sequential`` or to a ``Model``.
    """
    bindings = names.bindings(model.parts[0], model.scope)
    owner = model.scope.owner(model.parts[0])
    built = bindings[0].value if len(bindings) == 1 else None
    if owner is None or built is None or len(model.parts) != len(("model", "compile")):
        return None
    if _calls(names, built, owner, _SEQUENTIAL):
        last = _last_of_sequential(names, model, built, owner)
    elif _calls(names, built, owner, _MODEL):
        last = _last_of_model(names, built, owner)
    else:
        return None
    return last if last is not None and _is_linear(names, last, owner) else None


def _last_of_sequential(names: Names, model: Reference, built: Node, owner: Scope) -> Node | None:
    """The last layer of the list, or the last that is added, where every addition is a statement beside the model's."""
    uses = [other for other in _references(names, model.parts[0], owner) if len(other.parts) > 1]
    if any(other.parts[1] in _TAKES or other.stored for other in uses):
        return None
    added = [other for other in uses if other.parts[1] == _ADDS]
    block = _block(built)
    if any(
        other.call is None or other.call.id not in names.tree.bare or _block(other.call) != block for other in added
    ):
        return None
    if added and added[-1].call is not None:
        given = arguments(names.source, added[-1].call) or []
        return given[0].value if added[-1].node.start_byte < model.node.start_byte and len(given) == 1 else None
    given = arguments(names.source, built) or []
    layers = next((argument.value for argument in given if argument.name in ("", "layers")), None)
    if layers is None or layers.type not in ("list", "tuple"):
        return None
    listed = [node for node in layers.named_children if not node.is_extra]
    return listed[-1] if listed else None


def _last_of_model(names: Names, built: Node, owner: Scope) -> Node | None:
    """The layer whose output is the model's one output."""
    given = arguments(names.source, built) or []
    by_name = {argument.name: argument.value for argument in given}
    positional = [argument.value for argument in given if not argument.name]
    output = by_name.get("outputs") or (positional[1] if len(positional) > 1 else None)
    if output is not None and output.type == "identifier":
        bindings = names.bindings(names.source.of(output).decode("utf-8"), owner)
        output = bindings[0].value if len(bindings) == 1 else None
    return output.child_by_field_name("function") if output is not None and output.type == "call" else None


def _is_linear(names: Names, layer: Node, scope: Scope) -> bool:
    if not _calls(names, layer, scope, _DENSE):
        return False
    given = arguments(names.source, layer)
    if given is None:
        return False
    positional = [argument.value for argument in given if not argument.name]
    activation = next((argument.value for argument in given if argument.name == "activation"), None)
    if activation is None and len(positional) > 1:
        activation = positional[1]
    return activation is None or activation.type == "none" or text_of(names.source, activation) == "linear"


def _calls(names: Names, node: Node, scope: Scope, qualified: set[str]) -> bool:
    callee = node.child_by_field_name("function") if node.type == "call" else None
    meaning = names.of_value(callee, scope) if callee is not None else None
    return meaning is not None and meaning.certain and meaning.names <= qualified


def _references(names: Names, name: str, owner: Scope) -> Iterator[Reference]:
    for reference in names.tree.references:
        if reference.parts[0] == name and reference.scope.owner(name) is owner:
            yield reference


def _block(node: Node) -> Node | None:
    """The block of statements around a node."""
    above = node.parent
    while above is not None and above.type not in ("block", "module"):
        above = above.parent
    return above
