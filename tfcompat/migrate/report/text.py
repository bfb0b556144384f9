"""The summary that a person reads below the diff."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING

from tfcompat._symbols import DIFFERENCES
from tfcompat.migrate.report._after import dropped, warned
from tfcompat.migrate.report._verdict import verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.report._model import Report

__all__ = ["NEEDS", "counts", "next_steps", "summary", "verified"]

_WIDTH = 100
_NAMED = 5
NEEDS = "Migrated code needs TensorFlow 2.16.2 or later, and tfcompat as a requirement of the project."


def summary(report: Report) -> Iterator[str]:
    """The lines: what is left and why, what was done, what may differ, what to do next."""
    if report.command == "migrate":
        done = report.planned if report.evidence is not None else []
        for finding in (*done, *report.left, *report.notes):
            yield from _told(report, finding)
        if done or report.left or report.notes:
            yield ""
        yield from filter(None, [verdict(report)])
    yield counts(report)
    yield from verified(report)
    yield from _differences(report)
    if report.planned:
        yield from dropped(report)
        for line in warned(report):
            yield from _wrapped(line.strip(), *(("  ", "    ") if line.startswith(" ") else ("", "")))
        yield NEEDS
        yield from (f"  {path} {what}" for path, what in report.lacking)
    yield from next_steps(report)


def _told(report: Report, finding: Finding) -> Iterator[str]:
    """One finding; a fix that is made has its reason in the diff, and says what was measured instead."""
    cell = "" if finding.cell is None else f"cell {finding.cell}:"
    where = f"{finding.path}:{cell}{finding.line}:{finding.column}"
    level = "note" if finding.applicability == "none" else finding.applicability
    yield f"{where}: {finding.code} [{level}] {finding.message}"
    if not finding.applied:
        yield from _wrapped(finding.reason, "    ", "    ")
    if (evidence := report.evidence_of(finding)) is not None and not evidence.mismatch:  # which is the reason then
        yield from _wrapped(f"{evidence}", "    ", "    ")


def verified(report: Report) -> Iterator[str]:
    """One sentence on what was measured."""
    if report.evidence is None:
        return
    agree = [evidence for evidence in report.evidence.values() if evidence.verified]
    if agree:
        value, gradient = max(one.value_ulp for one in agree), max(one.gradient_ulp for one in agree)
        kinds = _count(len(agree), "kind of call", "kinds of call")
        yield f"{kinds} verified, old against new: at most {value:.3g} ulp value, {gradient:.3g} ulp gradient."
    if differ := sum(bool(evidence.mismatch) for evidence in report.evidence.values()):
        yield f"{_count(differ, 'kind of call', 'kinds of call')} computed something else, and stay as they are."


def counts(report: Report) -> str:
    """One sentence with the figures of the run."""
    written, pending = report.having("written"), report.having("pending")
    looked_at = [result for result in report.results if result.migration.analysed]
    parts = [f"{_count(len(looked_at), 'file')} looked at"]
    if pending:
        parts.append(f"{len(pending)} would change ({_fixes(report)})")
    if written:
        parts.append(f"{len(written)} changed ({_fixes(report)})")
    if report.excluded:
        parts.append(f"{report.excluded} excluded")
    if report.failures:
        parts.append(f"{len(report.failures)} not handled")
    if report.dangling:
        parts.append(f"{_count(len(report.dangling), 'link')} to nowhere skipped ({_some(report.dangling)})")
    if report.command == "check":
        parts.insert(1, _found(report))
    return f"{', '.join(parts) if len(parts) > 1 else f'{parts[0]}, nothing to change'}."


def _found(report: Report) -> str:
    """How much of what was found, and in how many files."""
    codes = Counter(finding.code for finding in report.left)
    if not codes:
        return "nothing found"
    files = len({finding.path for finding in report.left})
    kinds = ", ".join(f"{code} {count}" for code, count in sorted(codes.items()))
    return f"{_count(codes.total(), 'finding')} in {files} ({kinds})"


def _differences(report: Report) -> Iterator[str]:
    if report.differences:
        yield "Intended differences that can apply to these changes:"
        for name in report.differences:
            yield from _wrapped(f"{name}: {DIFFERENCES[name]}", "  ", "    ")


def next_steps(report: Report) -> Iterator[str]:
    """What the person may do now."""
    yield from _on_exit(report)
    if report.having("written"):
        yield from (f"`{command}` takes this back; the old content is in {place}" for place, command in report.kept)
    if report.having("pending"):
        yield "Nothing is written yet: run again with --write to apply the diff."
        if report.diff_applies_in:
            yield f"For git apply or patch -p1: the names in the diff are relative to {report.diff_applies_in}"
    if report.command == "check":
        yield from _next_of_check(report)
        return
    unsafe = _of(report, "unsafe")
    if unsafe:
        fixes = _count(len(unsafe), "fix", "fixes")
        yield f"{fixes} left out as unsafe: look at the reasons; --unsafe includes them."
    manual = _of(report, "manual")
    if manual:
        codes = ", ".join(sorted({finding.code for finding in manual}))
        yield f"{_count(len(manual), 'place')} left to you: `tfcompat explain CODE` says more ({codes})."


def _on_exit(report: Report) -> Iterator[str]:
    """Which files the exit code is about, where it says that not all was analysed."""
    files = list(dict.fromkeys(path for path, _ in report.failures))
    if report.exit_code == 3:
        allowed = "; --exit-zero-on-unreadable leaves what is no Python out of it" if report.unread else ""
        yield f"The exit code is 3 because of {_some(files)}{allowed}."
    elif files and report.exit_code < 3:
        yield f"The exit code leaves out what could not be read: {_some(files)}."


def _next_of_check(report: Report) -> Iterator[str]:
    if report.left:
        yield f"`tfcompat explain {min(finding.code for finding in report.left)}` says more about one of them."
    fixable = [finding for finding in report.left if finding.fixable]
    if fixable:
        codes = ",".join(sorted({finding.code for finding in fixable}))
        have = "has a fix" if len(fixable) == 1 else "have a fix"
        yield f"{len(fixable)} {have}: `tfcompat migrate --unsafe --select {codes}` shows the diff."


def _of(report: Report, applicability: str) -> list[Finding]:
    return [finding for finding in report.left if finding.applicability == applicability]


def _fixes(report: Report) -> str:
    return _count(len(report.planned), "fix", "fixes")


def _wrapped(sentence: str, first: str, then: str) -> list[str]:
    """A sentence as lines of a readable width; code in it stays in one piece."""
    return textwrap.wrap(
        sentence, _WIDTH, initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False
    )


def _some(names: Sequence[str]) -> str:
    """A few names, and how many more there are."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"
