"""Edits of byte spans: removing an argument from a call, and applying edits to a text."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right, insort
from typing import TYPE_CHECKING

from tfcompat.migrate.finding import Edit
from tfcompat.migrate.syntax.source import newline_of, nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tfcompat.migrate.syntax.arguments import Argument
    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["composed", "fits", "is_within", "moved", "replaced", "splice", "unique", "without"]


def splice(text: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the text with every edit applied; the edits must not overlap."""
    pieces, end = [], 0
    for edit in sorted(edits):
        pieces += [text[end : edit.start], edit.replacement]
        end = edit.end
    return b"".join([*pieces, text[end:]])


def fits(taken: list[tuple[int, int]], edits: Iterable[Edit]) -> bool:
    """Return whether edits touch no byte that others replace. `taken` is sorted, and gets their spans if they fit."""
    spans = [(edit.start, edit.end) for edit in edits]
    for start, end in spans:
        after = bisect_right(taken, (start, start))
        follows = after < len(taken) and taken[after][0] < end
        if follows or (after > 0 and taken[after - 1][1] > start):
            return False
    for span in spans:
        insort(taken, span)
    return True


def unique(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits without duplicate replacements; insertions at one place are all kept."""
    found, seen = [], set[Edit]()
    for edit in edits:
        if edit not in seen:
            found.append(edit)
        if edit.start < edit.end:
            seen.add(edit)
    return found


def replaced(edits: Iterable[Edit]) -> list[tuple[int, int]]:
    """Return the spans that edits delete, sorted."""
    return sorted((edit.start, edit.end) for edit in edits if edit.start < edit.end)


def is_within(spans: list[tuple[int, int]], offset: int) -> bool:
    """Return whether one of the sorted spans contains an offset."""
    after = bisect_right(spans, (offset, sys.maxsize))
    return after > 0 and offset < spans[after - 1][1]


def moved(edits: Iterable[Edit], offset: int) -> int:
    """Return an offset's place after the edits: after an insertion there; inside an edit, the edit's start."""
    shift = 0
    for edit in sorted(edits):
        if edit.end > offset:
            return min(offset, edit.start) + shift
        shift += len(edit.replacement) - (edit.end - edit.start)
    return offset + shift


def composed(text: bytes, first: Iterable[Edit], then: Iterable[Edit]) -> list[Edit]:
    """Return edits equivalent to `first`, whose result is `text`, followed by `then`."""
    shifts, spans, shift = [(-1, 0)], list[tuple[int, int]](), 0
    for edit in sorted(first):
        start = edit.start + shift
        shift += len(edit.replacement) - (edit.end - edit.start)
        spans.append((start, start + len(edit.replacement)))
        shifts.append((spans[-1][1], shift))
    touching = list[tuple[int, int]]()
    for start, end in sorted([*spans, *((edit.start, edit.end) for edit in then)]):
        if touching and start <= touching[-1][1]:
            touching[-1] = (touching[-1][0], max(touching[-1][1], end))
        else:
            touching.append((start, end))
    found = []
    for start, end in touching:
        inside = (edit for edit in then if start <= edit.start and edit.end <= end)
        local = (Edit(edit.start - start, edit.end - start, edit.replacement) for edit in inside)
        before, behind = bisect_left(shifts, (start, -sys.maxsize)) - 1, bisect_right(shifts, (end, sys.maxsize)) - 1
        old = start - shifts[before][1], end - shifts[behind][1]
        found.append(Edit(*old, splice(text[start:end], local)))
    return found


def without(source: Source, given: list[Argument], gone: list[Argument]) -> Iterator[Edit]:
    """Remove arguments from a call, each with one comma, and keep comments and the layout of the others."""
    drop = {argument.node.id for argument in gone}
    runs: list[list[int]] = []
    for position, argument in enumerate(given):
        if argument.node.id not in drop:
            continue
        if runs and runs[-1][-1] == position - 1:
            runs[-1].append(position)
        else:
            runs.append([position])
    for run in runs:
        yield from _run(source, given, run)


def _run(source: Source, given: list[Argument], run: list[int]) -> Iterator[Edit]:
    """Remove adjacent arguments together, or one by one if there are comments between them."""
    first, last = given[run[0]], given[run[-1]]
    if run[-1] + 1 < len(given):
        start, end = first.node.start_byte, given[run[-1] + 1].node.start_byte
    elif run[0] > 0:
        start, end = given[run[0] - 1].node.end_byte, last.node.end_byte
    else:
        start, end = _all_between(source, first.node, last.comma or last.node)
    if not _has_comment(given, run, source, start, end):
        yield Edit(start, end, b"")
        return
    for argument in (given[position] for position in run):
        yield Edit(argument.node.start_byte, argument.node.end_byte, _comments(source, argument))
        if argument.comma:
            yield Edit(argument.comma.start_byte, _past_blanks(source, argument.comma.end_byte), b"")


def _all_between(source: Source, first: Node, last: Node) -> tuple[int, int]:
    """Return the span between the brackets of a call, with its lines; a shorter one if there is a comment."""
    listed = first.parent
    if listed is None or any(child.type == "comment" for child in listed.children):
        return first.start_byte, last.end_byte
    around = source.text[listed.start_byte + 1 : first.start_byte] + source.text[last.end_byte : listed.end_byte - 1]
    if around.strip() or b"\n" not in around:
        return first.start_byte, last.end_byte
    return listed.start_byte + 1, listed.end_byte - 1


def _comments(source: Source, argument: Argument) -> bytes:
    """Return the comments inside an argument, which stay when it is removed: each ends its line."""
    kept = [source.of(node) for node in nodes(argument.node) if node.type == "comment"]
    line = source.text.rfind(b"\n", 0, argument.node.start_byte) + 1
    blanks = source.text[line : _past_blanks(source, line)]
    return b"".join(comment.rstrip(b"\r") + newline_of(source.text) + blanks for comment in kept)


def _past_blanks(source: Source, offset: int) -> int:
    while source.text[offset : offset + 1] in (b" ", b"\t"):
        offset += 1
    return offset


def _has_comment(given: list[Argument], run: list[int], source: Source, start: int, end: int) -> bool:
    """Return whether a comment is in the span; a ``#`` in a string is not one."""
    at = start
    for node in [*(given[position].node for position in run), None]:
        if b"#" in source.text[at : node.start_byte if node else end]:
            return True
        if node and any(child.type == "comment" for child in nodes(node)):
            return True
        at = max(node.end_byte, at) if node else end
    return False
