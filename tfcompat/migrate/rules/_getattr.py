"""Names that are looked up by string: ``getattr`` on TensorFlow modules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfcompat._symbols import REWRITTEN, TENSORFLOW_HOMES, by_qualified_name
from tfcompat.migrate.syntax.arguments import arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.syntax.source import Node

__all__ = ["Lookup", "lookups"]

# The modules that contain legacy names directly: a computed name on tf.nn may be one, on tf itself this is unlikely.
_HOLDERS = frozenset(f"{root}.{path.rpartition('.')[0]}" for root in TENSORFLOW_HOMES for path in REWRITTEN)


@dataclass(frozen=True, slots=True)
class Lookup:
    """A ``getattr`` on a TensorFlow module."""

    node: Node
    symbol: str
    """The legacy name it finds, or None if the name is computed."""
    is_likely: bool
    """Whether a legacy name is likely: on TensorFlow itself, a computed name is most often a type or a current
    function."""


def lookups(file: File) -> Iterator[Lookup]:
    """Yield every ``getattr`` that finds, or may find, a legacy name."""
    for reference in file.names.tree.references:
        if reference.parts != ("getattr",) or reference.call is None:
            continue
        given = arguments(file.source, reference.call)
        if given is None or len(given) < 2:
            continue
        modules = file.names.of_value(given[0].value, reference.scope).names
        name = _string(given[1].text) if given[1].value.type == "string" else None
        rows = {row.path for module in modules if name and (row := by_qualified_name(f"{module}.{name}"))}
        if rows or (name is None and modules & {*_HOLDERS, *TENSORFLOW_HOMES}):
            yield Lookup(reference.call, next(iter(rows), ""), bool(rows or modules & _HOLDERS))


def _string(text: str) -> str:
    return text.lstrip("bBuUrR").strip("'\"")
