"""The migration of one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfcompat.migrate.finding import Edit, Finding

__all__ = ["Migration"]


@dataclass(frozen=True, slots=True)
class Migration:
    """The migration of one file."""

    path: str
    before: bytes
    after: bytes
    """The same bytes if nothing was changed."""
    findings: tuple[Finding, ...] = ()
    analysed: bool = True
    """Whether the file could be checked; if not, its only finding gives the reason."""
    edits: tuple[Edit, ...] = ()
    """All changes, as spans of the source in UTF-8 without a byte order mark."""

    @property
    def changed(self) -> bool:
        """Whether there is something to write."""
        return self.before != self.after

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that remain to be done once `after` is written."""
        return tuple(finding for finding in self.findings if finding.open)
