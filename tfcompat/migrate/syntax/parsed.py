"""A text that is parsed once, when somebody first asks for it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tfcompat.migrate.syntax.source import NotAnalysedError, parse

if TYPE_CHECKING:
    from tfcompat.migrate.syntax.source import Source

__all__ = ["Parsed"]


class Parsed:
    """The bytes of a file and, once asked for, its tree or the reason why it has none.

    Args:
        raw: As for `parse`.
        cells: Likewise.
    """

    def __init__(self, raw: bytes, cells: tuple[tuple[int, int], ...] = ()) -> None:
        self.raw = raw
        self._cells = cells

    @classmethod
    def of(cls, source: Source) -> Parsed:
        """Return what is parsed already."""
        found = cls(source.text, source.cells)
        found._outcome = source
        return found

    @property
    def source(self) -> Source:
        """The parsed text.

        Raises:
            NotAnalysedError: It cannot be parsed.
        """
        if isinstance(self._outcome, NotAnalysedError):
            raise self._outcome
        return self._outcome

    @cached_property
    def _outcome(self) -> Source | NotAnalysedError:
        try:
            return parse(self.raw, self._cells)
        except NotAnalysedError as error:
            return error
