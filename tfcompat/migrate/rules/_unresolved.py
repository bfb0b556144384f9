"""Names that only TensorFlow has, below an object that this file does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import REWRITTEN, by_qualified_name
from tfcompat.migrate.syntax.source import nodes
from tfcompat.migrate.uses import Use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat._symbols import Symbol
    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import NameUse

__all__ = ["unresolved"]

_TENSORFLOW = {"tensorflow", "tf", "tf1", "v1", "v2"}
_BY_LEAF: dict[str, dict[str, Symbol]] = {}
"""The rows by the last part of their name, in the order of the table."""
for _path, _row in REWRITTEN.items():
    _BY_LEAF.setdefault(_path.rpartition(".")[2], {})[_path] = _row
_PRIVATE = "tensorflow.python."
_OURS = "tfcompat."
_ITSELF = {"cls", "self"}
# Libraries with their own losses, and without a TensorFlow module.
_OTHERS = {
    "chainer",
    "flax",
    "haiku",
    "jax",
    "lasagne",
    "mxnet",
    "numpy",
    "optax",
    "paddle",
    "scipy",
    "theano",
    "torch",
}


def unresolved(file: File) -> Iterator[Use]:
    """Uses of a name like that of a legacy symbol that cannot be resolved, without look-alikes."""
    seen = {use.span for use in file.uses}
    for reference in (*file.names.tree.references, *file.names.tree.hanging):
        # An import may have renamed a single name; the last part of a dotted name is always the library's.
        if len(reference.parts) > 1 and reference.parts[-1] not in _BY_LEAF:
            continue
        symbol = _symbol(file, reference)
        if symbol is not None and reference.node.byte_range not in seen:
            yield Use(symbol, reference, frozenset(), certain=False)


def _symbol(file: File, reference: NameUse) -> Symbol | None:
    meaning = file.names.meaning(reference)
    if meaning.certain and meaning.names:
        if all(_is_other(file, name) or name.startswith(_OURS) for name in meaning.names):
            return None
        # Another library may have the name below its own module; `tf` of another module is TensorFlow.
        found = [_below_tensorflow(tuple(name.split("."))) for name in sorted(meaning.names)]
        private = any(name.startswith(_PRIVATE) for name in meaning.names)
        found += [_unmistakable(tuple(name.split(".")), of_module=not private) for name in sorted(meaning.names)]
        return next((symbol for symbol in found if symbol), None)
    parts = reference.parts
    if len(parts) < 2 or _is_own(file, parts):
        return None
    returned = (by_qualified_name(".".join((name, *parts[1:]))) for name in _returned(file, reference))
    if symbol := next((row for row in returned if row is not None and row.action != "none"), None):
        return symbol
    return _below_tensorflow(parts) or _unmistakable(parts)


def _returned(file: File, reference: NameUse) -> Iterator[str]:
    """Yield what functions of the file return, if they compute the first part of a reference."""
    names, scope = file.names, reference.scope
    for binding in names.bindings(reference.parts[0], scope):
        callee = binding.value.child_by_field_name("function") if binding.value is not None else None
        called = names.bindings(names.source.of(callee).decode("utf-8"), scope) if callee is not None else []
        for function in (one.node.parent for one in called):
            inside = names.tree.inside.get(function.id) if function is not None else None
            if function is None or inside is None:
                continue
            values = (node.named_children[:1] for node in nodes(function) if node.type == "return_statement")
            yield from sorted(name for value in values for one in value for name in names.of_value(one, inside).names)


def _is_other(file: File, name: str) -> bool:
    """Return whether a qualified name is another library's.

    It is known, or no module of the run has its first part.

    An import whose source also calls it ``tf``, as in ``from lib import tf``, may still be TensorFlow.
    """
    parts = name.split(".")
    if parts[0] in _OTHERS:
        return True
    named = _TENSORFLOW.intersection(parts)
    return bool(parts[0]) and not named and file.program is not None and not file.program.has_module(parts[0])


def _below_tensorflow(parts: tuple[str, ...]) -> Symbol | None:
    """Return the symbol that the last parts name, if the parts before them are named like TensorFlow."""
    for symbol in _BY_LEAF.get(parts[-1], {}).values():
        path = tuple(symbol.path.split("."))
        if parts[-len(path) :] == path and _TENSORFLOW & set(parts[: -len(path)][-1:]):
            return symbol
    return None


def _unmistakable(parts: tuple[str, ...], *, of_module: bool = False) -> Symbol | None:
    """Return the symbol that the last parts name, if only TensorFlow has such a name.

    With `of_module`, the part before the last must be the name of its module as well: another library may have a name
    like a symbol's.
    """
    for path, symbol in _BY_LEAF.get(parts[-1], {}).items():
        leaf = path.removeprefix("nn.")
        if leaf != path and leaf == parts[-1] and (not of_module or parts[-2:-1] == ("nn",)):
            return symbol
        if path.startswith("losses.") and ".".join(parts).endswith(f".{path}"):
            return symbol
    return None


def _is_own(file: File, parts: tuple[str, ...]) -> bool:
    """Return whether this file defines a function of that name, or the name is an object's own attribute."""
    defined = any(binding.kind == "other" for binding in file.names.every_binding(parts[-1]))
    return defined or (len(parts) == 2 and parts[0] in _ITSELF)
