"""What became of one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfcompat.migrate.finding import Edit, Finding

__all__ = ["Migration"]


@dataclass(frozen=True, slots=True)
class Migration:
    """What became of one file."""

    path: str
    before: bytes
    after: bytes
    """The same bytes where nothing was changed."""
    findings: tuple[Finding, ...] = ()
    analysed: bool = True
    """Whether the file could be looked at; where not, its one finding says why."""
    edits: tuple[Edit, ...] = ()
    """All that was changed, in the source as UTF-8 without a byte order mark."""

    @property
    def changed(self) -> bool:
        """Whether there is something to write."""
        return self.before != self.after

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that are left to do once `after` is written."""
        return tuple(finding for finding in self.findings if finding.open)
