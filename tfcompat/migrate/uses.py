"""A use of a legacy symbol in a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfcompat._symbols import Symbol
    from tfcompat.migrate.names.scopes import NameUse

__all__ = ["Use"]


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
