"""The fix of a mistake, and edits that more than one rule makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tfcompat._symbols import SYMBOLS
from tfcompat._symbols import known_layers as _known
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.rewrite.names_in_scope import reach
from tfcompat.migrate.rewrite.refused import RefusedError
from tfcompat.migrate.syntax.arguments import argument, arguments
from tfcompat.migrate.uses import Use

if TYPE_CHECKING:
    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import NameUse, Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = [
    "NO_FIX",
    "Fix",
    "bare",
    "inside_activation",
    "is_free",
    "keyword",
    "local_name",
    "name_of",
    "said",
    "same_names",
    "statement_at",
]

_PLAIN = ("", "name")


class Fix(NamedTuple):
    """The edits that correct one mistake, and what they do."""

    edits: tuple[Edit, ...] = ()
    imports: frozenset[str] = frozenset()
    what: str = ""


NO_FIX = Fix()


def said(reason: str, fix: Fix) -> str:
    """Return a reason, with what the fix does if the line that it writes does not show it."""
    return f"{reason}. The fix {fix.what}" if fix.what else reason


def bare(node: Node) -> Node:
    """Return an expression without the parentheses around it."""
    while node.type == "parenthesized_expression" and node.named_child_count == 1:
        node = node.named_children[0]
    return node


def name_of(file: File, call: Node, scope: Scope) -> str:
    """Return the qualified name of an expression's callee, or nothing."""
    return file.outputs.qualified(call.child_by_field_name("function"), scope) if call.type == "call" else ""


def inside_activation(file: File, node: Node, scope: Scope) -> Node | None:
    """Return the input of a softmax or sigmoid that is called here, along the last axis; otherwise None."""
    callee = node.child_by_field_name("function") if node.type == "call" else None
    given = arguments(file.source, node) if callee is not None else None
    if callee is None or given is None:
        return None
    if name_of(file, callee, scope) in _known.ACTIVATION_LAYERS:
        layer = file.outputs.of_layer(callee, scope)
        if layer is None or not layer.whole:
            return None
    elif file.outputs.qualified(callee, scope) not in _known.ACTIVATIONS:
        return None
    others = [one for one in given if one.name not in (*_PLAIN, *_known.INPUTS)]
    plain = all(one.name in ("axis", "dim") and one.text == "-1" for one in others)
    return argument(given, _known.INPUTS, 0) if plain and sum(not one.name for one in given) <= 1 else None


def same_names(file: File, expression: Node, there: Node, scope: Scope) -> bool:
    """Return whether each name of an expression certainly has the same value at another node of its function."""
    flow, todo = file.outputs.flow, [expression]
    here = flow.scope_of(expression)
    if here.statement is not scope.statement:
        return False
    while todo:
        node = todo.pop()
        if node.type in ("call", "lambda", "named_expression", "await"):
            return False  # computed again, it may be something else
        if node.type == "identifier":
            name = file.source.of(node).decode("utf-8")
            before, after = (list(flow.reaching(name, at, where)) for at, where in ((node, here), (there, scope)))
            if before != after or (not before and here.owner(name) is not None):
                return False
        todo += node.named_children[:1] if node.type in ("attribute", "keyword_argument") else node.named_children
        if node.type == "attribute" and file.source.of(node) in _stored(file):
            return False
    return True


def _stored(file: File) -> set[bytes]:
    return {file.source.of(store.node) for store in file.names.stores}


def statement_at(file: File, node: Node) -> bytes | None:
    """Return the indentation of a statement that begins its line and is, or begins with, a node."""
    start = file.source.text.rfind(b"\n", 0, node.start_byte) + 1
    blank = file.source.text[start : node.start_byte]
    return None if blank.strip() else blank


def keyword(file: File, call: Node, name: str, value: str) -> tuple[Edit, ...]:
    """Return the edit that sets a keyword of a call, replacing its present value. None if arguments are hidden."""
    given = arguments(file.source, call)
    listed = call.child_by_field_name("arguments")
    if given is None or listed is None:
        return ()
    said = next((one.value for one in given if one.name == name), None)
    if said is not None:
        return (Edit(*said.byte_range, value.encode()),)
    end = given[-1].node.end_byte if given else listed.start_byte + 1
    text = b"%s%s=%s" % (b", " if given else b"", name.encode(), value.encode())
    # not an insertion: those of two findings would both apply
    return (Edit(end - 1, end, file.source.text[end - 1 : end] + text),)


def is_free(file: File, name: str) -> bool:
    """Return whether nothing in a file binds or reads a name, so a fix may bind it."""
    return not (name in file.names.by_root or file.names.every_binding(name) or file.names.tree.stars)


def local_name(file: File, reference: NameUse, path: str) -> tuple[str, frozenset[str]] | None:
    """Return the spelling of a tfcompat name at a name in the code, and the imports to add; None if there is none."""
    try:
        return reach(file, Use(next(iter(SYMBOLS.values())), reference, frozenset(), certain=True), path)
    except RefusedError:
        return None
