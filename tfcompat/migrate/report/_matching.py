"""Which lines of two texts are the same: fast if few differ, even if a line occurs a thousand times.

difflib excludes repeated lines from its search, and then shows everything in a table after a change as changed.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Opcode = tuple[str, int, int, int, int]
    """``equal``, ``replace``, ``delete`` or ``insert``; from and to in the old lines, and in the new ones."""

__all__ = ["CONTEXT", "grouped", "same"]

CONTEXT = 3
"""Lines that are shown around a change."""
_MANY, _LONG = 600, 2_000_000
"""With more different lines, or more compared lines, difflib is used, whose time does not grow with them."""


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


def _blocks(old: Sequence[object], new: Sequence[object]) -> Iterator[tuple[int, int, int]]:
    """Runs of equal lines: where each begins in both, and how long it is."""
    head = same(old, new)
    tail = min(same(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    one, other = old[head : len(old) - tail], new[head : len(new) - tail]
    if head:
        yield 0, 0, head
    found = _paired(one, other)
    if found is None:
        found = SequenceMatcher(None, one, other).get_matching_blocks()[:-1]
    yield from ((head + a, head + b, size) for a, b, size in found)
    if tail:
        yield len(old) - tail, len(new) - tail, tail


def _paired(old: Sequence[object], new: Sequence[object]) -> Sequence[tuple[int, int, int]] | None:
    """Return the runs with the fewest different lines (Myers, 1986, https://doi.org/10.1007/BF01840446).

    None if there are too many.
    """
    reached, compared = {1: 0}, 0
    steps: list[dict[int, int]] = []
    for count in range(_MANY):
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


def _walked_back(steps: list[dict[int, int]], diagonal: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the runs on the path that was found, the last one first."""
    for count, reached in reversed(list(enumerate(steps))):
        start = _start(reached, diagonal, count)
        if end > start:
            yield start, start - diagonal, end - start
        diagonal += 1 if _from_above(reached, diagonal, count) else -1
        end = reached[diagonal]
