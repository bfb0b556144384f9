"""A text by lines: the line and column of an offset."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

__all__ = ["Lines", "Region"]

_NEWLINE = re.compile(rb"\r\n|\r|\n")


class Region(NamedTuple):
    """A range with an exclusive end; lines and columns start at 1, and columns count characters."""

    line: int
    column: int
    end_line: int
    end_column: int


class Lines:
    """A text as UTF-8; offsets count its bytes."""

    def __init__(self, text: bytes) -> None:
        self.raw = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _NEWLINE.finditer(self.raw))]

    @cached_property
    def texts(self) -> list[str]:
        """The lines without their ends."""
        lines = [_decoded(line) for line in _NEWLINE.split(self.raw)]
        return lines if lines[-1] else lines[:-1]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both starting at 1; the column counts characters."""
        line = bisect_right(self._starts, offset)
        return line, len(_decoded(self.raw[self._starts[line - 1] : offset])) + 1

    def start(self, line: int) -> int:
        """Return the offset at which a line begins; the end of the text for a line after the last one."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.raw)

    def region(self, start: int, end: int) -> Region:
        """Return what is between two offsets."""
        return Region(*self.position(start), *self.position(end))


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
