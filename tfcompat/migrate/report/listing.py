"""The findings for reading in a terminal: each with its place, its line, and what to do about it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from tfcompat._wrapped import wrapped
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
"""How many characters of a line are shown without a terminal width."""
_LEAST = 20
_INDENT = " " * 4


def render(report: Report, width: int = _WIDTH, *, terminal: bool = False) -> str:
    """Return a paragraph for each finding; an empty text if there is none.

    Args:
        report: The run.
        width: The columns to fill.
        terminal: Whether it is shown in a terminal. If not, the first line of a paragraph stays whole, for other
            programs.
    """
    return "".join(
        f"{line}\n"
        for result, finding in report.findings
        if not finding.unread and not (finding.applied and result.done)
        for line in (*_finding(result, finding, width, terminal=terminal), "")
    )


def _finding(result: Result, finding: Finding, width: int, *, terminal: bool) -> Iterator[str]:
    cell = "" if finding.cell is None else f"cell {finding.cell}:"
    said = f"{printable(finding.path)}:{cell}{finding.line}:{finding.column}: {finding.code} {sentence(finding)}"
    yield from wrapped(said, width, "", _INDENT) if terminal else [said]
    yield from _excerpt(result, finding, width if terminal else _LONG)
    if finding.reason:
        yield from wrapped(f"help: {finding.reason}", width, _INDENT, _INDENT + " " * 6)
    if finding.edits:
        own = result.artifact.own(finding)
        line, _ = own.position(finding.edits[0].start)
        fixed = Lines(splice(own.raw, finding.edits)).texts[line - 1].strip()
        yield f"{_INDENT}fix: {_cut(printable(fixed), (width if terminal else _LONG) - 9)}"


def _excerpt(result: Result, finding: Finding, width: int) -> Iterator[str]:
    """Yield the line at which a finding begins, with a mark below its subject."""
    region, lines = result.artifact.own_region(finding), result.artifact.own(finding).texts
    if region.line > len(lines):
        return
    line = lines[region.line - 1]
    end = region.end_column if region.end_line == region.line else len(line) + 1
    if region.column > _LONG:
        return
    gutter = f"{region.line:>5} | "
    room = max(width - len(gutter), _LEAST)
    before = printable(line[: region.column - 1]).expandtabs(1)
    marked = printable(line[region.column - 1 : min(end - 1, _LONG)]).expandtabs(1)
    yield f"{gutter}{_cut(printable(line[:_LONG]).expandtabs(1), room)}"
    if (column := _columns(before)) < room:
        marks = min(max(1, _columns(marked)), room - column)
        yield f"{' ' * (len(gutter) - 2)}| {' ' * column}{'^' * marks}"


def _cut(text: str, columns: int) -> str:
    """Return a text cut to at most some columns, with a sign that there is more."""
    if _columns(text) <= columns:
        return text
    while text and _columns(text) >= columns:
        text = text[:-1]
    return f"{text}…"


def _columns(text: str) -> int:
    """Return the width of a text in a terminal."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) != 0 for char in text)
