"""What the fixes leave: the findings about the migrated text, told at their places in the text as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tfcompat.migrate.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Edit, Finding

__all__ = ["with_gone"]


def with_gone(file: File, after: File, edits: Sequence[Edit], told: Iterable[Finding]) -> Iterator[Finding]:
    """Add to the findings of a file those about the names that are still gone `after` the edits.

    A finding that is open about the same use gets the name instead, so that nothing is told of twice.
    """
    told = list(told)
    left = {finding.span: finding for finding in _left(file, after, edits)}
    for finding in told:
        gone = left.pop(finding.span, None) if finding.open else None
        yield replace(finding, gone=gone.gone) if gone else finding
    yield from (finding for finding in left.values() if file.tells(finding))


def _left(file: File, after: File, edits: Sequence[Edit]) -> Iterator[Finding]:
    rules = [rule for rule in all_rules().values() if rule.AFTERWARDS and file.options.wants(rule.CODE)]
    if not rules or not after.may_be_old:
        return
    ordered = sorted(edits)
    for rule in rules:
        for finding in rule.check(after):
            start, end = (_before(ordered, offset) for offset in finding.span)
            line, column = file.source.position(start)
            yield replace(finding, span=(start, end), line=line, column=column)


def _before(edits: Sequence[Edit], offset: int) -> int:
    """The offset in the text before the edits of what stands at an offset after them."""
    shift = 0
    for edit in edits:
        start = edit.start + shift
        if start + len(edit.replacement) > offset:
            return edit.start if start <= offset else offset - shift
        shift += len(edit.replacement) - (edit.end - edit.start)
    return offset - shift
