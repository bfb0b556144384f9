"""The elements of a tuple, a dict or a named tuple, also of one that a function or a model returns."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from tfcompat._symbols import known_layers as _known
from tfcompat.migrate.dataflow.parameters import results
from tfcompat.migrate.dataflow.sequential_models import outputs_of
from tfcompat.migrate.syntax.arguments import arguments
from tfcompat.migrate.syntax.literals import text_of
from tfcompat.migrate.syntax.source import dotted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tfcompat.migrate.dataflow.asked import Follows, Key, Value
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["key_of", "may_change", "parts"]

_LISTED = ("tuple", "list", "expression_list")
_CHANGED = r"\b{}\s*(?:\[[^\]\n]*\]\s*=(?!=)|\.\s*(?:update|pop|append|extend|insert|setdefault)\b)"


def parts(values: Follows, node: Node, scope: Scope, key: Key) -> list[Value]:
    """Return the values of an expression at a key; empty if some are unknown."""
    if may_change(values, node):
        return []
    return _joined(_of_value(values, value, where, key) for value, where in values.values(node, scope))


def may_change(values: Follows, node: Node) -> bool:
    """Return whether the file may change the elements of a list or dict through its name at a node."""
    name = dotted(values.names.source, node)
    changed = _CHANGED.format(re.escape(".".join(name))).encode()
    return bool(name and re.search(changed, values.names.source.text))


def key_of(values: Follows, subscript: Node) -> Key | None:
    """Return the key between brackets, if it is an integer or a string."""
    keys = subscript.children_by_field_name("subscript")
    if len(keys) != 1:
        return None
    text = text_of(values.names.source, keys[0])
    if text is not None:
        return text
    if keys[0].type not in ("integer", "unary_operator"):
        return None
    try:
        number = ast.literal_eval(values.names.source.of(keys[0]).decode("utf-8"))
    except (ValueError, SyntaxError):
        return None
    return number if isinstance(number, int) else None


def _joined(found: Iterable[list[Value]]) -> list[Value]:
    listed = list(found)
    return [one for some in listed for one in some] if all(listed) else []


def _of_value(values: Follows, value: Node, where: Scope, key: Key) -> list[Value]:
    children = [node for node in value.named_children if not node.is_extra]
    if value.type in _LISTED:
        whole = isinstance(key, int) and not any(node.type == "list_splat" for node in children)
        inside = whole and isinstance(key, int) and -len(children) <= key < len(children)
        return [(children[key], where)] if inside and isinstance(key, int) else []
    if value.type == "dictionary":
        pairs = {text_of(values.names.source, node.named_children[0]): node for node in children if node.type == "pair"}
        whole = len(pairs) == len(children) and key in pairs
        return [(pairs[str(key)].named_children[-1], where)] if whole and isinstance(key, str) else []
    return _of_call(values, value, where, key) if value.type == "call" else []


def _of_call(values: Follows, call: Node, where: Scope, key: Key) -> list[Value]:
    callee = call.child_by_field_name("function")
    if callee is None or values.qualified(callee, where):
        return []
    given = arguments(values.names.source, call)
    if values.names.source.of(callee) == b"dict" and given is not None:
        return [(one.value, where) for one in given if one.name == key]
    return _joined(_of_callee(values, one, its, call, where, key) for one, its in values.callees(callee, where))


def _of_callee(values: Follows, value: Node, its: Scope, call: Node, where: Scope, key: Key) -> list[Value]:
    """Return the value at a key of the result of a call. Its callee is a function, a model, or a named tuple."""
    inner = values.names.tree.inside.get(value.id)
    if value.type in ("function_definition", "lambda"):
        return _joined(values.part(one, inner, key) for one in results(value)) if inner is not None else []
    fields = _fields(values, value)
    if fields:
        given = arguments(values.names.source, call) or ()
        places = dict(enumerate(fields))
        name = places.get(key, "") if isinstance(key, int) else key.removeprefix(".")
        at = fields.index(name) if name in fields else len(fields)
        positional = [one.value for one in given if not one.name]
        by_name = [one.value for one in given if one.name == name]
        return [(one, where) for one in by_name or positional[at : at + 1]]
    callee = value.child_by_field_name("function") if value.type == "call" else None
    if callee is None:
        return []
    if values.qualified(callee, its) in _known.MODELS:
        output = outputs_of(values.names.source, value)
        return values.part(output, its, key) if output is not None else []
    methods = [values.method(one, ("call", "__call__")) for one, _ in values.values(callee, its)]
    inside = [(method, values.names.tree.inside.get(method.id)) for method in methods if method is not None]
    if not inside or len(inside) < len(methods):
        return []
    return _joined(values.part(one, scope, key) for method, scope in inside if scope for one in results(method))


def _fields(values: Follows, value: Node) -> list[str]:
    """Return the fields of the named tuple that an expression constructs."""
    source = values.names.source
    if value.type == "class_definition":
        bases = value.child_by_field_name("superclasses")
        body = value.child_by_field_name("body")
        if body is None or bases is None or b"NamedTuple" not in source.of(bases):
            return []
        found = [node.named_children[0] for node in body.named_children if node.named_child_count]
        return [
            source.of(node.named_children[0]).decode("utf-8")
            for node in found
            if node.type == "assignment" and node.child_by_field_name("type") is not None
        ]
    callee = value.child_by_field_name("function") if value.type == "call" else None
    if callee is None or not source.of(callee).endswith(b"namedtuple"):
        return []
    given = arguments(source, value) or []
    if len(given) < len(("name", "fields")):
        return []
    text = text_of(source, given[1].value)
    if text is not None:
        return text.replace(",", " ").split()
    return [text_of(source, node) or "" for node in given[1].value.named_children]
