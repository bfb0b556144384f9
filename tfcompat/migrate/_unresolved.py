"""Names that no other library has, below something whose value this file does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import REWRITTEN
from tfcompat.migrate._file import Use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat._symbols import Symbol
    from tfcompat.migrate._file import File
    from tfcompat.migrate._scopes import Reference

__all__ = ["unresolved"]

_TENSORFLOW = {"tensorflow", "tf", "tf1", "v1", "v2"}
_LEAVES = {path.rpartition(".")[2] for path in REWRITTEN}
_PRIVATE = "tensorflow.python."
_OURS = "tfcompat."
_ITSELF = {"cls", "self"}


def unresolved(file: File) -> Iterator[Use]:
    """Uses of what is called like a legacy symbol and cannot be resolved, look-alikes left out."""
    seen = {use.span for use in file.uses}
    for reference in (*file.names.tree.references, *file.names.tree.hanging):
        # An import may have renamed a name that stands alone; the last of several is always the library's word.
        if len(reference.parts) > 1 and reference.parts[-1] not in _LEAVES:
            continue
        symbol = _symbol(file, reference)
        if symbol is not None and reference.node.byte_range not in seen:
            yield Use(symbol, reference, frozenset(), certain=False)


def _symbol(file: File, reference: Reference) -> Symbol | None:
    meaning = file.names.meaning(reference)
    if meaning.certain and meaning.names:
        if all(name.startswith(_OURS) for name in meaning.names):
            return None
        # Another library may have the name below a module of its own; somebody's `tf` is TensorFlow.
        found = [_below_tensorflow(tuple(name.split("."))) for name in sorted(meaning.names)]
        private = any(name.startswith(_PRIVATE) for name in meaning.names)
        found += [_unmistakable(tuple(name.split(".")), of_module=not private) for name in sorted(meaning.names)]
        return next((symbol for symbol in found if symbol), None)
    parts = reference.parts
    if len(parts) < 2 or _is_own(file, parts):
        return None
    return _below_tensorflow(parts) or _unmistakable(parts)


def _below_tensorflow(parts: tuple[str, ...]) -> Symbol | None:
    """The symbol that the last parts name, where what stands before them is called like TensorFlow."""
    for symbol in REWRITTEN.values():
        path = tuple(symbol.path.split("."))
        if parts[-len(path) :] == path and _TENSORFLOW & set(parts[: -len(path)][-1:]):
            return symbol
    return None


def _unmistakable(parts: tuple[str, ...], *, of_module: bool = False) -> Symbol | None:
    """The symbol that the last parts name, where TensorFlow alone has such a name.

    With `of_module` the last part but one has to be its module's name as well: what is known to be another library's
    may be called like a symbol.
    """
    for path, symbol in REWRITTEN.items():
        leaf = path.removeprefix("nn.")
        if leaf != path and leaf == parts[-1] and (not of_module or parts[-2:-1] == ("nn",)):
            return symbol
        if path.startswith("losses.") and ".".join(parts).endswith(f".{path}"):
            return symbol
    return None


def _is_own(file: File, parts: tuple[str, ...]) -> bool:
    """Whether this file defines a function of that name, or the name is one of an object's own."""
    defined = any(binding.kind == "other" for binding in file.names.every_binding(parts[-1]))
    return defined or (len(parts) == 2 and parts[0] in _ITSELF)
