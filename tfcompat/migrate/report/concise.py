"""The findings, one per line, as compilers print them: for editors, grep and long lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.report._words import printable, sentence

if TYPE_CHECKING:
    from tfcompat.migrate.report._model import Report

__all__ = ["render"]


def render(report: Report) -> str:
    """Return a line for each finding, and for each path that could not be processed."""
    lines = []
    for result, finding in report.findings:
        cell = "" if finding.cell is None else f"cell {finding.cell}:"
        mark = "[*] " if finding.fixable and not (finding.applied and result.done) else ""
        place = f"{printable(finding.path)}:{cell}{finding.line}:{finding.column}"
        lines.append(f"{place}: {finding.code} {mark}{sentence(finding)}")
    lines += [f"{printable(problem.path)}: {problem.why}" for problem in report.problems]
    return "".join(f"{line}\n" for line in lines)
