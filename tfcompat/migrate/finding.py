"""What a rule yields: a finding that carries all that a report needs, and the edits that fix it."""

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
    """A rewritten call without the program around it: names, literals, and placeholders for all that is computed."""

    old: str
    """The old call, under a name that can still be called."""
    new: str
    """What was written for it."""
    labels: str
    """How the labels are encoded, as the table says it."""
    weights: str = ""
    """What the weights weigh, likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One place in one file, what is said about it, and what becomes of it."""

    path: str
    code: str
    line: int
    """First is 1; of a notebook, in the cell."""
    column: int
    """First is 1, in characters."""
    message: str
    applicability: Applicability
    """``safe`` and ``unsafe`` have edits; ``manual`` is left to a person; ``none`` is a note and asks for nothing."""
    reason: str = ""
    """Why the fix is safe, why it is not, or what a person has to decide."""
    symbol: str = ""
    """The legacy name, as a path below ``tf``."""
    differences: tuple[str, ...] = ()
    """The intended differences that can apply to the fix."""
    edits: tuple[Edit, ...] = ()
    imports: frozenset[str] = frozenset()
    """Import statements that the edits rely on and the file does not have."""
    dropped: tuple[str, ...] = ()
    """The arguments that the edits take out and the new name has no use for, as source text."""
    shim: str = ""
    """The shim that the edits write, as a path below ``tfcompat.legacy``; empty where they write none."""
    span: tuple[int, int] = (0, 0)
    """The use it is about, as bytes of the source: two findings of one span are about one use."""
    applied: bool = False
    """Whether the edits are part of the result."""
    shape: Shape | None = None
    """The call that the fix rewrites, as far as it can be executed; None where there is none."""
    gone: str = ""
    """The name that it leaves in the file and that no supported TensorFlow has."""
    cell: int | None = None
    """Of a notebook: the cell, first is 0; `edits` count from its beginning."""

    @property
    def fixable(self) -> bool:
        """Whether there is a fix to apply."""
        return bool(self.edits) and self.applicability in ("safe", "unsafe")

    @property
    def place(self) -> str:
        """Line, and cell where there are cells, in words."""
        return f"line {self.line}" if self.cell is None else f"cell {self.cell}, line {self.line}"

    @property
    def unread(self) -> bool:
        """Whether it says that something could not be looked at, a file or a cell."""
        return self.code in (Code.NOT_PARSED, Code.ENCODING)

    @property
    def open(self) -> bool:
        """Whether something is left to do about it."""
        return not self.applied and self.applicability != "none"
