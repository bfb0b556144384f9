"""Lines that are too long for a terminal, as in a notebook on one line: a diff shows what changes in them."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from tfcompat.migrate.report._matching import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["folded", "shortened"]

_LONG = 2000
_SHOWN = 300
# The places at which a line of JSON, or of source, can be split.
_BETWEEN = re.compile(r"(?<=\\n)|(?<=[,\[{])(?=[ \"\[{])")


def folded(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a diff; of long lines, the parts that differ from the line they replace."""
    after: dict[int, str] = {}
    for position, line in enumerate(lines):
        if position in after:
            yield after.pop(position)
        elif len(line) <= _LONG:
            yield line
        elif line[0] == "-" and (partner := _partner(lines, position)):
            before, after[partner] = _pair(line[1:], lines[partner][1:])
            yield before
        else:
            yield line[0] + shortened(line[1:])


def _partner(lines: Sequence[str], position: int) -> int:
    """Return the index of the long line that replaces a removed one; 0 if there is none."""
    # Between the two may be the note that the old one had no newline at the end.
    there = next((at for at in (position + 1, position + 2) if lines[at : at + 1] and lines[at][:1] != "\\"), 0)
    return there if lines[there][:1] == "+" and len(lines[there]) > _LONG else 0


def _pair(old: str, new: str) -> tuple[str, str]:
    """Return two lines, one of which replaces the other."""
    one, other = _BETWEEN.split(old), _BETWEEN.split(new)
    groups = list(grouped(one, other))
    return (
        "-" + _parts(one, [(group[0][1], group[-1][2]) for group in groups]),
        "+" + _parts(other, [(group[0][3], group[-1][4]) for group in groups]),
    )


def _parts(pieces: Sequence[str], shown: Sequence[tuple[int, int]]) -> str:
    """Some pieces of a line, and how much is between them."""
    ends = [0, *accumulate(map(len, pieces))]
    parts, at = [], 0
    for start, end in shown:
        parts += [_left_out(ends[start] - ends[at]), *map(shortened, pieces[start:end])]
        at = end
    return "".join([*parts, _left_out(ends[-1] - ends[at])])


def shortened(text: str, shown: int = _SHOWN) -> str:
    """Return a text; if it is longer than twice `shown`, with the length of its middle instead of its middle."""
    half = shown // 2
    return text if len(text) <= 2 * shown else text[:half] + _left_out(len(text) - 2 * half) + text[-half:]


def _left_out(number: int) -> str:
    return f"[... {number:,} characters ...]" if number else ""
