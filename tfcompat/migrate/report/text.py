"""The summary that a person reads below the diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import DIFFERENCES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate._finding import Finding
    from tfcompat.migrate.report._model import Report

__all__ = ["summary"]

_NEEDS = "Migrated code needs TensorFlow 2.16.2 or later, and tfcompat as a requirement of the project."


def summary(report: Report) -> Iterator[str]:
    """The lines: what is left and why, what was done, what may differ, what to do next."""
    for finding in report.left:
        where = f"{finding.path}:{finding.line}:{finding.column}"
        yield f"{where}: {finding.code} [{finding.applicability}] {finding.message}"
        yield f"    {finding.reason}"
    if report.left:
        yield ""
    yield _counts(report)
    yield from _differences(report)
    if report.planned:
        yield _NEEDS
    yield from _next_steps(report)


def _counts(report: Report) -> str:
    """One sentence with the figures of the run."""
    written, pending = report.having("written"), report.having("pending")
    looked_at = [result for result in report.results if result.migration.analysed]
    parts = [f"{_count(len(looked_at), 'file')} looked at"]
    if pending:
        parts.append(f"{len(pending)} would change ({_fixes(report)})")
    if written:
        parts.append(f"{len(written)} changed ({_fixes(report)})")
    if report.failures:
        parts.append(f"{len(report.failures)} not handled")
    return f"{', '.join(parts) if len(parts) > 1 else f'{parts[0]}, nothing to change'}."


def _differences(report: Report) -> Iterator[str]:
    if report.differences:
        yield "Intended differences that can apply to these changes:"
        for name in report.differences:
            yield f"  {name}: {DIFFERENCES[name]}"


def _next_steps(report: Report) -> Iterator[str]:
    """What the person may do now."""
    if report.having("pending"):
        yield "Nothing is written yet: run again with --write to apply the diff."
    unsafe = _of(report, "unsafe")
    if unsafe:
        fixes = _count(len(unsafe), "fix", "fixes")
        yield f"{fixes} left out as unsafe: look at the reasons above; --unsafe includes them."
    manual = _of(report, "manual")
    if manual:
        codes = ", ".join(sorted({finding.code for finding in manual}))
        yield f"{_count(len(manual), 'place')} left to you: `tfcompat explain CODE` says more ({codes})."


def _of(report: Report, applicability: str) -> list[Finding]:
    return [finding for finding in report.left if finding.applicability == applicability]


def _fixes(report: Report) -> str:
    return _count(len(report.planned), "fix", "fixes")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"
