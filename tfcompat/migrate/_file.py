"""One file under migration: its names, its uses of legacy symbols, and what the run knows beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from tfcompat._symbols import by_qualified_name
from tfcompat.migrate._era import Era, Evidence, Generation, evidence, of_home
from tfcompat.migrate._names import Names

if TYPE_CHECKING:
    from tfcompat._symbols import Symbol
    from tfcompat.migrate._names import Meaning
    from tfcompat.migrate._scopes import Reference
    from tfcompat.migrate._source import Source

__all__ = ["File", "Options", "Target", "Use"]

Target = Literal["tfcompat", "legacy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a run was asked for."""

    target: Target = "tfcompat"
    """``tfcompat`` writes the new names, ``legacy`` only changes the prefix to ``tfcompat.legacy``."""
    era: Era = "auto"
    """The TensorFlow that the code was written for; ``auto`` asks each file."""
    unsafe: bool = False
    """Whether unsafe fixes are applied too."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a legacy symbol is used."""

    symbol: Symbol
    reference: Reference
    homes: frozenset[str]
    """The modules it may come from."""
    certain: bool
    """Whether it surely is this symbol."""

    @property
    def span(self) -> tuple[int, int]:
        """The bytes of the name."""
        return self.reference.node.byte_range

    @property
    def name(self) -> str:
        """The use as written."""
        return ".".join(self.reference.parts)


@dataclass
class File:
    """All that a rule may ask about."""

    path: str
    source: Source
    options: Options = field(default_factory=Options)
    loss_readers: tuple[str, ...] = ()
    """Where the files of this run read the collection of losses."""

    @cached_property
    def names(self) -> Names:
        """The resolver."""
        return Names(self.source)

    @cached_property
    def uses(self) -> list[Use]:
        """Every use of a legacy symbol, in the order of the text."""
        found = (self._use(reference) for reference in self.names.tree.references)
        return sorted((use for use in found if use), key=lambda use: use.span)

    @property
    def calls(self) -> list[Use]:
        """The uses that are calls of what is surely a legacy symbol."""
        return [use for use in self.uses if use.certain and use.reference.call]

    @cached_property
    def evidence(self) -> Evidence:
        """What the file shows of the TensorFlow it was written for."""
        meanings = (self.names.meaning(reference) for reference in self.names.tree.references)
        return evidence(name for meaning in meanings if meaning.certain for name in sorted(meaning.names))

    def generation(self, use: Use) -> Generation | None:
        """The generation by which a use is read: its home's, else the option's, else what the file shows."""
        asked = None if self.options.era == "auto" else self.options.era
        return of_home(use.homes) or asked or self.evidence.generation

    def _use(self, reference: Reference) -> Use | None:
        meaning = self.names.meaning(reference)
        rows = {name: row for name in meaning.names if (row := by_qualified_name(name))}
        if not rows:
            return None
        symbol = next(iter(rows.values()))
        agreed = len(rows) == len(meaning.names) and all(row is symbol for row in rows.values())
        return Use(symbol, reference, _homes(meaning, symbol), meaning.certain and agreed)


def _homes(meaning: Meaning, symbol: Symbol) -> frozenset[str]:
    return frozenset(name.removesuffix(f".{symbol.path}") for name in meaning.names)
