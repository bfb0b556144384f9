"""Names that are looked up or read by string: ``getattr`` on TensorFlow, and readers of the collection of losses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfcompat._symbols import SYMBOLS, by_qualified_name
from tfcompat.migrate._calls import arguments
from tfcompat.migrate._labels import ROOTS
from tfcompat.migrate._source import NotAnalysedError, parse
from tfcompat.migrate._visits import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate._file import File
    from tfcompat.migrate._source import Node

__all__ = ["Lookup", "lookups", "loss_readers"]

_READER = re.compile(rb"get_total_loss|get_losses|GraphKeys|get_collection")
_READING_CALLS = {"get_total_loss", "get_losses"}
_COLLECTIONS = {"get_collection", "get_collection_ref"}
# The modules that hold legacy names themselves: a computed name on tf.nn may be one, on tf itself it hardly is.
_HOLDERS = frozenset(f"{root}.{path.rpartition('.')[0]}" for root in ROOTS for path in SYMBOLS)


@dataclass(frozen=True, slots=True)
class Lookup:
    """A ``getattr`` on a module of TensorFlow."""

    node: Node
    symbol: str
    """The legacy name it finds, or nothing where the name is computed."""


def lookups(file: File) -> Iterator[Lookup]:
    """Every ``getattr`` that finds, or may find, a legacy name."""
    for reference in file.names.tree.references:
        if reference.parts != ("getattr",) or reference.call is None:
            continue
        given = arguments(file.source, reference.call)
        if given is None or len(given) < 2:
            continue
        modules = file.names.of_value(given[0].value, reference.scope).names
        name = _string(given[1].text) if given[1].value.type == "string" else None
        rows = {row.path for module in modules if name and (row := by_qualified_name(f"{module}.{name}"))}
        if rows or (name is None and modules & _HOLDERS):
            yield Lookup(reference.call, next(iter(rows), ""))


def loss_readers(raw: bytes, path: str) -> list[str]:
    """The places of a file that read the collection of losses, as ``path:line (name)``.

    A file that mentions a reader and cannot be parsed counts as one.
    """
    if not _READER.search(raw):
        return []
    try:
        source = parse(raw)
    except NotAnalysedError as error:
        return [f"{path}:{error.line} (not parsed)"]
    found = []
    for reference in facts(source).references:
        last = reference.parts[-1]
        reads = last in _READING_CALLS or reference.parts[-2:] == ("GraphKeys", "LOSSES")
        if last in _COLLECTIONS and reference.call is not None:
            given = arguments(source, reference.call) or []
            reads = bool(given) and _string(given[0].text) == "losses"
        if reads:
            line, _ = source.position(reference.node.start_byte)
            found.append(f"{path}:{line} ({'.'.join(reference.parts[-2:])})")
    return found


def _string(text: str) -> str:
    return text.lstrip("bBuUrR").strip("'\"")
