"""What the HTML page shows of files and findings: texts, and lines with colours."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tfcompat.migrate.finding import Edit
from tfcompat.migrate.notebooks.cells import Notebook
from tfcompat.migrate.report._artifact import decoded
from tfcompat.migrate.report._sides import Hunk, Side, excerpt, side_by_side
from tfcompat.migrate.report._words import printable, sentence
from tfcompat.migrate.report.colours import coloured
from tfcompat.migrate.syntax.lines import Lines
from tfcompat.migrate.syntax.splices import splice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.report._model import Measurement, Report, Result
    from tfcompat.migrate.report.colours import Piece

__all__ = ["GROUPS", "FileView", "FindingView", "files"]

GROUPS = {
    "safe": "Safe",
    "unsafe": "Unsafe",
    "manual": "Manual",
    "none": "Notes",
    "unread": "Not analysed",
}
"""What the page counts and filters by: the applicability, except for files that could not be checked."""


@dataclass(frozen=True)
class FindingView:
    """A finding."""

    id: str
    finding: Finding
    group: str
    evidence: Measurement | None
    fate: str
    """Its status."""
    excerpt: tuple[Side, ...] = ()
    """The lines that it is about, if no diff shows them."""
    preview: tuple[tuple[Hunk, tuple[str, ...]], ...] = ()
    """The lines after the fix, if it is not part of the diff; like a diff, with owners."""

    @property
    def path(self) -> str:
        """The path of the file, in printable form."""
        return printable(self.finding.path)

    @property
    def sentence(self) -> str:
        """Its message."""
        return sentence(self.finding)

    @property
    def is_open(self) -> bool:
        """Whether it needs something to be done by hand."""
        return self.finding.open


@dataclass
class DiffView:
    """The changes of a file, or of one notebook cell."""

    cell: int | None
    hunks: list[tuple[Hunk, list[str]]]
    """Each hunk with the ids of the findings whose fix it shows."""


@dataclass
class FileView:
    """A file with findings."""

    path: str
    status: str
    findings: list[FindingView] = field(default_factory=list)
    diffs: list[DiffView] = field(default_factory=list)


def files(report: Report) -> Iterator[FileView]:
    """Yield the files that have findings."""
    number = 0
    for result in report.results:
        if not result.migration.findings:
            continue
        text = _Texts(result)
        view = FileView(printable(result.migration.path), result.status)
        for finding in result.migration.findings:
            number += 1
            view.findings.append(_finding(report, result, finding, text, f"f{number}"))
        view.diffs = [DiffView(cell, _owned(hunks, cell, view.findings, result)) for cell, hunks in text.diffs()]
        yield view


class _Texts:
    """The texts of a file, or of its cells, and their tokens, each made once."""

    def __init__(self, result: Result) -> None:
        self._result = result
        self._tokens: dict[int | None, list[list[Piece]]] = {}

    def tokens(self, finding: Finding) -> list[list[Piece]]:
        """Return the tokens of the text in which a finding counts."""
        return self._of(finding.cell, self._result.artifact.own(finding).texts)

    def diffs(self) -> Iterator[tuple[int | None, list[Hunk]]]:
        """Return the changes side by side, cell by cell in a notebook."""
        migration = self._result.migration
        if not migration.changed:
            return
        if all(finding.cell is None for finding in migration.findings):
            before, after = (Lines(decoded(raw).encode()).texts for raw in (migration.before, migration.after))
            yield None, list(side_by_side(before, after, self._of(None, before)))
            return
        for old, new in zip(Notebook(migration.before).cells, Notebook(migration.after).cells, strict=True):
            if old.text != new.text:
                before, after = (Lines(cell.text.encode("utf-8", "surrogatepass")).texts for cell in (old, new))
                yield old.number, list(side_by_side(before, after, self._of(old.number, before)))

    def _of(self, cell: int | None, lines: Sequence[str]) -> list[list[Piece]]:
        if cell not in self._tokens:
            self._tokens[cell] = coloured(lines)
        return self._tokens[cell]


def _finding(report: Report, result: Result, finding: Finding, text: _Texts, name: str) -> FindingView:
    shown: tuple[Side, ...] = ()
    preview: tuple[Hunk, ...] = ()
    if not finding.applied:
        preview = tuple(_preview(result, finding, text)) if finding.fixable else ()
        shown = () if preview else tuple(_excerpt(result, finding, text))
    return FindingView(
        id=name,
        finding=finding,
        group="unread" if finding.unread else finding.applicability,
        evidence=report.evidence_of(finding),
        fate=_fate(report, result, finding),
        excerpt=shown,
        preview=tuple((hunk, ()) for hunk in preview),
    )


def _fate(report: Report, result: Result, finding: Finding) -> str:
    if finding.unread:
        return "not analysed"
    if finding.applied:
        return {"written": "written", "not written": "could not be written"}.get(result.status, "in the diff")
    if report.command == "check" and finding.fixable:
        return f"fixable with --fix{' --unsafe-fixes' if finding.applicability == 'unsafe' else ''}"
    if finding.applicability == "unsafe":
        return "not applied: --unsafe includes it"
    return "needs a manual change" if finding.open else "nothing to do"


def _excerpt(result: Result, finding: Finding, text: _Texts) -> Iterator[Side]:
    """Yield the lines that a finding is about, with the name marked."""
    region = result.artifact.own_region(finding)
    tokens = text.tokens(finding)
    marks = {}
    for line in range(region.line, min(region.end_line, len(tokens)) + 1):
        width = sum(len(part) for _, part in tokens[line - 1])
        start = region.column - 1 if line == region.line else 0
        end = region.end_column - 1 if line == region.end_line else width
        if start < end:
            marks[line] = (start, end)
    yield from excerpt(tokens, region.line, region.end_line, marks)


def _preview(result: Result, finding: Finding, text: _Texts) -> Iterator[Hunk]:
    """Yield the surrounding lines after this fix alone."""
    own = result.artifact.own(finding)
    first = own.position(min(edit.start for edit in finding.edits))[0]
    last = own.position(max(edit.end for edit in finding.edits))[0]
    above, below = max(0, first - 3), min(len(own.texts), last + 2)
    start = own.start(above + 1)
    old = own.raw[start : own.start(below + 1)]
    new = splice(old, [Edit(edit.start - start, edit.end - start, edit.replacement) for edit in finding.edits])
    yield from side_by_side(Lines(old).texts, Lines(new).texts, text.tokens(finding)[above:below], above)


def _owned(
    hunks: list[Hunk], cell: int | None, findings: list[FindingView], result: Result
) -> list[tuple[Hunk, list[str]]]:
    """Return each hunk, with the findings whose fix it shows."""
    applied = [view for view in findings if view.finding.applied and view.finding.cell == cell]
    places = [(view.id, result.artifact.own_region(view.finding)) for view in applied]
    return [
        (hunk, [name for name, at in places if at.line <= hunk.last and at.end_line >= hunk.first]) for hunk in hunks
    ]
