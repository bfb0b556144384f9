"""Two texts side by side: the lines that differ, each next to its new version, and the words that changed."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import product, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from tfcompat.migrate.report._matching import grouped, same
from tfcompat.migrate.report.colours import coloured, marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from tfcompat.migrate.report.colours import Piece

    Pair = tuple[int | None, int | None]
    """A line of the old text and the one of the new text next to it, counted from 0; None if there is none."""
    Marks = list[tuple[int, int]]

__all__ = ["Hunk", "Row", "Side", "excerpt", "side_by_side"]

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_WITHIN = re.compile(r"\w\w")
_MANY = 1_000
"""With more pairs of lines in a block, or of words in a line, similar ones are not looked for."""
_ALIKE = 0.5


class Side(NamedTuple):
    """A line of one text."""

    number: int
    html: Markup


class Row(NamedTuple):
    """A line of the old text, and the line of the new text next to it."""

    old: Side | None
    new: Side | None
    changed: bool


class Hunk(NamedTuple):
    """Consecutive rows, and the lines of the old text that they show."""

    rows: list[Row]
    first: int
    last: int


def side_by_side(
    old: Sequence[str], new: Sequence[str], tokens: Sequence[Sequence[Piece]], above: int = 0
) -> Iterator[Hunk]:
    """Yield the places in which two texts differ, with a few lines around each.

    Args:
        old: The lines before.
        new: The lines after.
        tokens: The tokens of the lines before, from `coloured`.
        above: How many lines are above both.
    """
    for group in grouped(old, new):
        rows: list[Row] = []
        for tag, *bounds in group:
            left, right = range(*bounds[:2]), range(*bounds[2:])
            after = [tokens[line] for line in left] if tag == "equal" else coloured(new[right.start : right.stop])
            for one, other in _pairs(old, new, left, right):
                gone, come = ([], []) if one is None or other is None else _marks(old[one], new[other])
                before = None if one is None else Side(above + one + 1, marked(tokens[one], gone, "del"))
                now = None if other is None else marked(after[other - right.start], come, "ins")
                rows.append(Row(before, None if now is None else Side(above + (other or 0) + 1, now), tag != "equal"))
        yield Hunk(rows, above + group[0][1] + 1, above + group[-1][2])


def excerpt(
    tokens: Sequence[Sequence[Piece]], first: int, last: int, marks: dict[int, tuple[int, int]]
) -> Iterator[Side]:
    """Yield lines from `first` to `last`, with two around them; parts of some are marked."""
    for number in range(max(1, first - 2), min(len(tokens), last + 2) + 1):
        yield Side(number, marked(tokens[number - 1], [marks[number]] if number in marks else [], "mark"))


def _pairs(old: Sequence[str], new: Sequence[str], left: range, right: range) -> Iterator[Pair]:
    """Yield the lines of a block side by side: similar lines, and those between them in order."""
    longest = max(map(len, [*old[left.start : left.stop], *new[right.start : right.stop]]), default=0)
    if len(left) == len(right) or len(left) * len(right) * longest > _MANY * 100:
        yield from zip_longest(left, right)
        return
    alike = {pair: SequenceMatcher(None, old[pair[0]], new[pair[1]]).ratio() for pair in product(left, right)}
    yield from _matched(alike, left, right)


def _matched(alike: dict[tuple[int, int], float], left: range, right: range) -> Iterator[Pair]:
    best = max(product(left, right), key=lambda pair: alike[pair], default=None)
    if best is None or alike[best] < _ALIKE:
        yield from zip_longest(left, right)
        return
    one, other = best
    yield from _matched(alike, range(left.start, one), range(right.start, other))
    yield best
    yield from _matched(alike, range(one + 1, left.stop), range(other + 1, right.stop))


def _marks(old: str, new: str) -> tuple[Marks, Marks]:
    """Return the characters in which two lines differ, by words; empty if nearly all differ."""
    if old == new:
        return [], []
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    one, other = (_WORD.findall(line[head : len(line) - tail]) for line in (old, new))
    kept = head + tail
    if len(one) * len(other) > _MANY * _MANY:
        changes = [(0, len(one), 0, len(other))]
    else:
        found = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        kept += sum(len("".join(one[a:b])) for tag, a, b, _, _ in found if tag == "equal")
        changes = [(a, b, c, d) for tag, a, b, c, d in found if tag != "equal"]
    if kept < max(len(old), len(new)) / 4:
        return [], []
    return (
        [_range(one, head, a, b) for a, b, _, _ in changes if a < b],
        [_range(other, head, c, d) for _, _, c, d in changes if c < d],
    )


def _range(words: Sequence[str], head: int, start: int, end: int) -> tuple[int, int]:
    at = head + len("".join(words[:start]))
    return at, at + len("".join(words[start:end]))


def _shared(one: str, other: str) -> int:
    """Return the length of the common prefix of two lines, in whole words."""
    shared = same(one, other)
    while shared and any(_WITHIN.match(line, shared - 1) for line in (one, other)):
        shared -= 1
    return shared
