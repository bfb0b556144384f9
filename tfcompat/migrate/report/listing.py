"""The findings as a person reads them in a terminal: each with its place, its line, and what to do about it."""

from __future__ import annotations

import textwrap
import unicodedata
from typing import TYPE_CHECKING

from tfcompat.migrate.report._words import printable, sentence
from tfcompat.migrate.syntax.lines import Lines
from tfcompat.migrate.syntax.splices import splice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.report._model import Report, Result

__all__ = ["render"]

_WIDTH = 100
_LONG = 160
"""Characters of a line that are shown."""


def render(report: Report) -> str:
    """A paragraph for each finding; nothing where there is none."""
    return "".join(
        f"{line}\n"
        for result, finding in report.findings
        if not finding.unread
        for line in (*_finding(result, finding), "")
    )


def _finding(result: Result, finding: Finding) -> Iterator[str]:
    cell = "" if finding.cell is None else f"cell {finding.cell}:"
    yield f"{printable(finding.path)}:{cell}{finding.line}:{finding.column}: {finding.code} {sentence(finding)}"
    yield from _excerpt(result, finding)
    yield from textwrap.wrap(
        finding.reason,
        _WIDTH,
        initial_indent="    ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    if finding.edits:
        own = result.artifact.own(finding)
        line, _ = own.position(finding.edits[0].start)
        fixed = Lines(splice(own.raw, finding.edits)).texts[line - 1].strip()
        yield f"    fix: {printable(fixed[:_LONG])}"


def _excerpt(result: Result, finding: Finding) -> Iterator[str]:
    """The line that a finding begins on, with a mark below what it is about."""
    region, lines = result.artifact.own_region(finding), result.artifact.own(finding).texts
    if region.line > len(lines):
        return
    line = lines[region.line - 1]
    end = region.end_column if region.end_line == region.line else len(line) + 1
    if region.column > _LONG:
        return
    shown = printable(line[:_LONG]).expandtabs(1)
    before = printable(line[: region.column - 1]).expandtabs(1)
    marked = printable(line[region.column - 1 : min(end - 1, _LONG)]).expandtabs(1)
    gutter = f"{region.line:>5} | "
    yield f"{gutter}{shown}"
    yield f"{' ' * (len(gutter) - 2)}| {' ' * _columns(before)}{'^' * max(1, _columns(marked))}"


def _columns(text: str) -> int:
    """How wide a terminal shows a text."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) != 0 for char in text)
