"""A use of a legacy symbol in a file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tfcompat._symbols import by_qualified_name

if TYPE_CHECKING:
    from tfcompat._symbols import Symbol
    from tfcompat.migrate.names.scopes import NameUse

__all__ = ["Use", "row_of"]


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a legacy symbol is used."""

    symbol: Symbol
    reference: NameUse
    homes: frozenset[str]
    """The modules it may come from."""
    certain: bool
    """Whether it certainly is this symbol."""
    doubt: str = ""
    """Why it may be another symbol after all, which makes its fix unsafe."""

    @property
    def span(self) -> tuple[int, int]:
        """The bytes of the name."""
        return self.reference.node.byte_range

    @property
    def name(self) -> str:
        """The use as written."""
        return ".".join(self.reference.parts)


@lru_cache(maxsize=4096)
def row_of(names: frozenset[str]) -> tuple[Symbol | None, bool]:
    """Return the row of the table that one of some names has, and whether all have that row."""
    rows = [by_qualified_name(name) for name in sorted(names)]
    symbol = next(filter(None, rows), None)
    if symbol is None or symbol.action == "none":
        return None, False
    return symbol, all(row is symbol for row in rows)
