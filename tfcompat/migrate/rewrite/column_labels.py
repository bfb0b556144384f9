"""Class ids that certainly have no last axis of size 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import TENSORFLOW_HOMES
from tfcompat.migrate.syntax.arguments import argument, arguments

if TYPE_CHECKING:
    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["is_flat"]

_REDUCED = {f"{home}.{name}" for home in TENSORFLOW_HOMES for name in ("argmax", "math.argmax")} | {"numpy.argmax"}
_SQUEEZED = {f"{home}.squeeze" for home in TENSORFLOW_HOMES} | {"numpy.squeeze", "numpy.ravel"}
_SAME = {
    f"{home}.{name}" for home in TENSORFLOW_HOMES for name in ("cast", "constant", "convert_to_tensor", "stop_gradient")
}
_SAME |= {"numpy.array", "numpy.asarray"}
_RESHAPED = {f"{home}.reshape" for home in TENSORFLOW_HOMES} | {"numpy.reshape"}


def is_flat(file: File, value: Node, scope: Scope) -> bool:
    """Return whether an expression removes a last axis of size 1, or lists class ids."""
    if value.type == "subscript":
        last = [node for node in value.named_children if not node.is_extra][-1]
        return last.type == "integer" or (last.type == "unary_operator" and b"-" in file.source.of(last))
    if value.type == "list":
        return _is_flat_list(value, outermost=True)
    given = arguments(file.source, value) if value.type == "call" else None
    if not given:
        return False
    name = file.outputs.qualified(value.child_by_field_name("function"), scope)
    if name in _SAME:
        inside = argument(given, {"x", "value", "input", "object", "a"}, 0)
        values = file.outputs.values(inside, scope) if inside is not None else []
        return bool(values) and all(is_flat(file, one, where) for one, where in values)
    shape = argument(given, {"shape", "newshape"}, 1)
    reshaped = name in _RESHAPED and shape is not None and file.source.of(shape).strip(b"[]() ,") == b"-1"
    return name in _REDUCED or name in _SQUEEZED or reshaped


def _is_flat_list(listed: Node, *, outermost: bool) -> bool:
    """Return whether a (nested) list of numbers has more than one number in each innermost list."""
    inside = [node for node in listed.named_children if not node.is_extra]
    if all(node.type == "integer" for node in inside):
        return outermost or len(inside) > 1
    return all(node.type == "list" and _is_flat_list(node, outermost=False) for node in inside)
