"""What the fixes leave: the findings about the migrated text, reported at their places in the original text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tfcompat._codes import Code
from tfcompat.migrate.rewrite.refused import RefusedError
from tfcompat.migrate.rewrite.verify import verified
from tfcompat.migrate.rules import all_rules
from tfcompat.migrate.syntax.splices import composed, splice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Edit, Finding

__all__ = ["with_left"]


def with_left(
    file: File, after: File, edits: list[Edit], told: Sequence[Finding]
) -> tuple[File, list[Edit], list[Finding]]:
    """Add the findings about what is left `after` the edits, and apply the fixes of these, one after the other.

    Returns:
        The file after them, all edits that made it, and the findings, those of the file itself among them.
    """
    found: list[Finding] = []
    left = list(_left(file, after, edits, told))
    while late := _next(file, left, [*told, *found]):
        finding, placed = late
        every = composed(after.source.text, edits, finding.edits)
        try:
            source = verified(file.source, every, splice(file.source.text, every))
        except RefusedError as refusal:
            refused = replace(placed, applicability="manual", reason=refusal.reason, edits=(), imports=frozenset())
            found.append(replace(refused, code=Code.FIX_REFUSED))
        else:
            after, edits = replace(after, source=source), every
            found.append(replace(placed, applied=True))
        left = list(_left(file, after, edits, [*told, *found]))
    return after, edits, list(_with_gone(file, [*told, *found], [placed for _, placed in left]))


def _with_gone(file: File, told: list[Finding], left: list[Finding]) -> Iterator[Finding]:
    """Add findings about what is left to the others.

    An open finding about the same use gets the name instead, so nothing is reported twice.
    """
    by_span = {finding.span: finding for finding in left}
    for finding in told:
        gone = by_span.pop(finding.span, None) if finding.open else None
        yield replace(finding, gone=gone.gone) if gone else finding
    yield from filter(file.tells, by_span.values())


def _next(file: File, left: list[tuple[Finding, Finding]], told: Sequence[Finding]) -> tuple[Finding, Finding] | None:
    """Return the next fix to apply, and its finding in the original text; None if there is none."""
    if not file.options.unsafe:
        return None
    refused = {finding.span for finding in told if finding.code == Code.FIX_REFUSED}
    fixes = (pair for pair in left if pair[0].fixable and pair[1].span not in refused)
    return next((pair for pair in fixes if file.tells(pair[1])), None)


def _left(file: File, after: File, edits: Sequence[Edit], told: Iterable[Finding]) -> Iterator[tuple[Finding, Finding]]:
    """Yield the remaining findings, each also as one in the original text."""
    ordered = sorted(edits)
    for rule in all_rules().values():
        if not rule.AFTERWARDS or not file.options.wants(rule.CODE):
            continue
        for finding in rule.check(after):
            yield finding, _placed(file, after, ordered, finding, told)


def _placed(file: File, after: File, edits: list[Edit], finding: Finding, told: Iterable[Finding]) -> Finding:
    """Return a finding about the text after the edits as one about the text before.

    Its fix includes the edits there, so it can be applied alone.
    """
    start, end = (_before(edits, offset) for offset in finding.span)
    line, column = file.source.position(start)
    placed = replace(finding, span=(start, end), line=line, column=column)
    if not finding.edits:
        return placed
    every = composed(after.source.text, edits, finding.edits)
    inside = tuple(edit for edit in every if start <= edit.start and edit.end <= end)
    imports = (one.imports for one in told if one.applied and start <= one.span[0] and one.span[1] <= end)
    return replace(placed, edits=inside, imports=frozenset[str]().union(*imports))


def _before(edits: Sequence[Edit], offset: int) -> int:
    """Return the offset before the edits that corresponds to an offset after them."""
    shift = 0
    for edit in edits:
        start = edit.start + shift
        if start + len(edit.replacement) > offset:
            return edit.start if start <= offset else offset - shift
        shift += len(edit.replacement) - (edit.end - edit.start)
    return offset - shift
