"""Expressions that certainly are labels, because of how they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import KERAS_HOMES, TENSORFLOW_HOMES
from tfcompat.migrate.syntax.arguments import argument, arguments

if TYPE_CHECKING:
    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["made_as_labels"]

_NAMES = ("one_hot", "ones_like", "zeros_like", "ones", "zeros")
_MAKERS = {f"{home}.{name}" for home in TENSORFLOW_HOMES for name in _NAMES} | {
    f"{home}.{name}"
    for home in KERAS_HOMES
    for name in ("utils.to_categorical", "utils.np_utils.to_categorical", *(f"ops.{one}" for one in _NAMES))
}
_NUMPY = {f"numpy.{name}" for name in _NAMES}
_PLACEHOLDERS = {f"{home}.placeholder" for home in TENSORFLOW_HOMES}
_INTEGERS = {f"{home}.{name}" for home in TENSORFLOW_HOMES for name in ("int32", "int64", "uint8", "bool")}


def made_as_labels(file: File, node: Node, scope: Scope) -> str:
    """Return in words how an expression is made that certainly is a label; empty if it may be anything else.

    Args:
        file: The file, in which every word is resolved.
        node: The expression.
        scope: Its scope.
    """
    found = {_of_value(file, value, where) for value, where in file.outputs.values(node, scope)}
    return found.pop() if len(found) == 1 else ""


def _of_value(file: File, value: Node, scope: Scope) -> str:
    callee = value.child_by_field_name("function") if value.type == "call" else None
    name = file.outputs.qualified(callee, scope)
    if name in _MAKERS or name in _NUMPY:
        return f"made by {name.rpartition('.')[2]}"
    if name in _PLACEHOLDERS:
        dtype = argument(arguments(file.source, value) or (), {"dtype"}, 0)
        return "an integer placeholder" if file.outputs.qualified(dtype, scope) in _INTEGERS else ""
    return ""
