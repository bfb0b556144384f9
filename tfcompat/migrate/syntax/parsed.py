"""A text that is parsed once, on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tfcompat.migrate.syntax.source import NotAnalysedError, parse

if TYPE_CHECKING:
    from tfcompat.migrate.syntax.source import Source

__all__ = ["Parsed"]


class Parsed:
    """The bytes of a file and, after the first use, its tree or the reason why it has none.

    Args:
        raw: See `parse`.
        cells: See `parse`.
    """

    def __init__(self, raw: bytes, cells: tuple[tuple[int, int], ...] = ()) -> None:
        self.raw = raw
        self._cells = cells

    @classmethod
    def of(cls, source: Source) -> Parsed:
        """Wrap a text that is already parsed."""
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
