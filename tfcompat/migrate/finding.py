"""What a rule yields: a finding with everything a report needs, and the edits that fix it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tfcompat._codes import Code

__all__ = ["Applicability", "Edit", "Finding", "Shape"]

Applicability = Literal["safe", "unsafe", "manual", "none"]


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Bytes `start` to `end` of the source become `replacement`; an insertion has both equal."""

    start: int
    end: int
    replacement: bytes


@dataclass(frozen=True, slots=True)
class Shape:
    """A rewritten call without the program around it: names, literals, and placeholders for computed values."""

    old: str
    """The old call, with a name that can still be called."""
    new: str
    """The new call."""
    labels: str
    """How the labels are encoded, from the table."""
    weights: str = ""
    """What the weights apply to, from the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One place in one file, its message, and its fix."""

    path: str
    code: str
    line: int
    """Starts at 1; in a notebook, within the cell."""
    column: int
    """Starts at 1, in characters."""
    message: str
    applicability: Applicability
    """``safe`` and ``unsafe`` have edits; ``manual`` needs a manual change; ``none`` is a note and requires nothing."""
    reason: str = ""
    """Why the fix is safe, why it is unsafe, or what has to be decided by hand."""
    symbol: str = ""
    """The legacy name, as a path below ``tf``."""
    differences: tuple[str, ...] = ()
    """The intended differences that can apply to the fix."""
    edits: tuple[Edit, ...] = ()
    imports: frozenset[str] = frozenset()
    """Import statements that the edits need and the file does not have."""
    dropped: tuple[str, ...] = ()
    """The arguments that the edits remove because the new name does not take them, as source text."""
    shim: str = ""
    """The shim that the edits write, as a path below ``tfcompat.legacy``; empty if they write none."""
    span: tuple[int, int] = (0, 0)
    """The use it is about, as a byte span of the source: two findings with the same span are about the same use."""
    applied: bool = False
    """Whether the edits are in the result."""
    shape: Shape | None = None
    """The call that the fix rewrites, in executable form; None if there is none."""
    gone: str = ""
    """The name that stays in the file and that no supported TensorFlow has."""
    cell: int | None = None
    """In a notebook: the cell, starting at 0; `edits` count from its beginning."""

    @property
    def fixable(self) -> bool:
        """Whether there is a fix to apply."""
        return bool(self.edits) and self.applicability in ("safe", "unsafe")

    @property
    def place(self) -> str:
        """The line, and in a notebook the cell, in words."""
        return f"line {self.line}" if self.cell is None else f"cell {self.cell}, line {self.line}"

    @property
    def unread(self) -> bool:
        """Whether it reports that a file or a cell could not be checked."""
        return self.code in (Code.NOT_PARSED, Code.ENCODING)

    @property
    def open(self) -> bool:
        """Whether something remains to be done about it."""
        return not self.applied and self.applicability != "none"
