"""Which lines of two texts are the same, in time that grows with their lengths.

Texts in which few lines differ get the shortest diff. In others, lines that occur once are paired first, and the search
is for the lines between them. difflib is not used: it excludes repeated lines from its search, and its time grows with
the square of the number of differences.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Opcode = tuple[str, int, int, int, int]
    """``equal``, ``replace``, ``delete`` or ``insert``; from and to in the old lines, and in the new ones."""
    Run = tuple[int, int, int]
    """Equal lines: where they begin in both texts, and how many there are."""

__all__ = ["CONTEXT", "grouped", "same"]

CONTEXT = 3
"""Lines that are shown around a change."""
_MANY, _LONG = 600, 2_000_000
"""With more different lines, or more compared lines, single lines are paired first."""
_FEW = 30
"""The same between two paired lines: there can be many such places."""


def grouped(old: Sequence[object], new: Sequence[object]) -> Iterator[list[Opcode]]:
    """Yield the changes with the lines around them, neighbours together; nothing if the texts are the same."""
    group: list[Opcode] = []
    for tag, a, b, c, d in _opcodes(old, new):
        if tag != "equal":
            group.append((tag, a, b, c, d))
            continue
        if group and b - a > 2 * CONTEXT:
            yield [*group, (tag, a, a + CONTEXT, c, c + CONTEXT)]
            group = []
        if b < len(old) or d < len(new):
            first = max(a, b - CONTEXT) if not group else a
            group.append((tag, first, b, d - (b - first), d))
        elif group:
            end = min(b, a + CONTEXT)
            group.append((tag, a, end, c, c + end - a))
    if any(tag != "equal" for tag, *_ in group):
        yield group


def same(one: Sequence[object], other: Sequence[object]) -> int:
    """Return the length of the common prefix; by bisection, because a line may have a million characters."""
    found, most = 0, min(len(one), len(other))
    while found < most:
        middle = (found + most + 1) // 2
        if one[found:middle] == other[found:middle]:
            found = middle
        else:
            most = middle - 1
    return found


def _opcodes(old: Sequence[object], new: Sequence[object]) -> Iterator[Opcode]:
    """Yield all lines of both texts, in order."""
    at, to = 0, 0
    for a, b, size in [*_blocks(old, new), (len(old), len(new), 0)]:
        if at < a or to < b:
            yield "replace" if at < a and to < b else "delete" if at < a else "insert", at, a, to, b
        if size:
            yield "equal", a, a + size, b, b + size
        at, to = a + size, b + size


def _blocks(old: Sequence[object], new: Sequence[object]) -> Iterator[Run]:
    """Yield the runs of both texts, in order."""
    head = same(old, new)
    tail = min(same(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    one, other = old[head : len(old) - tail], new[head : len(new) - tail]
    if head:
        yield 0, 0, head
    found = _paired(one, other, _MANY)
    yield from ((head + a, head + b, size) for a, b, size in (_anchored(one, other) if found is None else found))
    if tail:
        yield len(old) - tail, len(new) - tail, tail


def _anchored(old: Sequence[object], new: Sequence[object], *, once: bool = True) -> Iterator[Run]:
    """Yield the runs around and between the lines that occur once in both texts, or equally often in both."""
    a, b, size = 0, 0, 0
    for start, there, length in _pieces(old, new, once=once):
        if (start, there) == (a + size, b + size):
            size += length
            continue
        if size:
            yield a, b, size
        a, b, size = start, there, length
    if size:
        yield a, b, size


def _pieces(old: Sequence[object], new: Sequence[object], *, once: bool) -> Iterator[Run]:
    """Yield each anchor, and the runs before it; those after the last one too."""
    at, to = 0, 0
    for a, b in _anchors(old, new, once=once):
        yield from ((at + start, to + there, size) for start, there, size in _between(old[at:a], new[to:b], once=once))
        yield a, b, 1
        at, to = a + 1, b + 1
    yield from ((at + start, to + there, size) for start, there, size in _between(old[at:], new[to:], once=once))


def _between(old: Sequence[object], new: Sequence[object], *, once: bool) -> Iterable[Run]:
    """Return the runs between two anchors; if too much differs, around lines that occur more than once."""
    found = _paired(old, new, _FEW)
    if found is not None:
        return found
    if once:
        return _anchored(old, new, once=False)
    head = same(old, new)
    tail = min(same(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    return [(0, 0, head), (len(old) - tail, len(new) - tail, tail)]


def _anchors(old: Sequence[object], new: Sequence[object], *, once: bool) -> list[tuple[int, int]]:
    """Return pairs of equal lines, in order in both texts: the most among the lines that occur equally often in both.

    The first of such lines in the one is paired with the first in the other, and so on. With those that occur once,
    this is the patience diff of Bram Cohen.
    """
    times = Counter(old)
    lines = {line for line, count in Counter(new).items() if times[line] == count and (count == 1 or not once)}
    places: dict[object, list[int]] = {line: [] for line in lines}
    for a in range(len(old) - 1, -1, -1):
        if old[a] in lines:
            places[old[a]].append(a)
    return _rising([(places[line].pop(), b) for b, line in enumerate(new) if line in lines])


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most pairs of which both numbers rise; the second ones do already."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (a, _) in enumerate(pairs):
        length = bisect_left(ends, a)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [a]
        last[length : length + 1] = [index]
    found = []
    index = last[-1] if last else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]


def _paired(old: Sequence[object], new: Sequence[object], most: int) -> Sequence[Run] | None:
    """Return the runs with the fewest different lines (Myers, 1986, https://doi.org/10.1007/BF01840446).

    None if there are at least `most`.
    """
    reached, compared = {1: 0}, 0
    steps: list[dict[int, int]] = []
    for count in range(most):
        steps.append(dict(reached))
        for diagonal in range(-count, count + 1, 2):
            start = _start(reached, diagonal, count)
            a = reached[diagonal] = start + _run(old, new, start, start - diagonal)
            compared += a - start + 1
            if a >= len(old) and a - diagonal >= len(new):
                return list(_walked_back(steps, diagonal, len(old)))[::-1]
        if compared > _LONG:
            break
    return None


def _from_above(reached: dict[int, int], diagonal: int, count: int) -> bool:
    """Return whether the step to a diagonal adds a line of the new text; otherwise it removes one of the old text."""
    return diagonal == -count or (diagonal != count and reached[diagonal - 1] < reached[diagonal + 1])


def _start(reached: dict[int, int], diagonal: int, count: int) -> int:
    """Return the line of the old text at which a step ends."""
    return reached[diagonal + 1] if _from_above(reached, diagonal, count) else reached[diagonal - 1] + 1


def _run(old: Sequence[object], new: Sequence[object], a: int, b: int) -> int:
    size = 0
    while a + size < len(old) and b + size < len(new) and old[a + size] == new[b + size]:
        size += 1
    return size


def _walked_back(steps: list[dict[int, int]], diagonal: int, end: int) -> Iterator[Run]:
    """Yield the runs on the path that was found, the last one first."""
    for count, reached in reversed(list(enumerate(steps))):
        start = _start(reached, diagonal, count)
        if end > start:
            yield start, start - diagonal, end - start
        diagonal += 1 if _from_above(reached, diagonal, count) else -1
        end = reached[diagonal]
