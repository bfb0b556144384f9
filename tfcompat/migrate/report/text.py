"""The summary after the diff."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tfcompat._pages import documentation, guide
from tfcompat._wrapped import wrapped
from tfcompat.migrate.report._after import dropped, warned
from tfcompat.migrate.report._verdict import verdict
from tfcompat.migrate.report._words import whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.report._model import Report

__all__ = ["NEEDS", "counts", "next_steps", "summary", "verified"]

_WIDTH = 100
_NAMED = 5
_FEW = 3
"""The most differences that are named; of more, only the number is."""
NEEDS = "Migrated code needs TensorFlow 2.16.2 or later, and tfcompat as a requirement of the project."


def summary(report: Report, width: int = _WIDTH) -> Iterator[str]:
    """Yield the lines: manual changes, the outcome, then notes on the changes and what to do next."""
    if report.command == "migrate":
        done = report.planned if report.evidence is not None else []
        for finding in (*done, *report.left, *report.notes):
            yield from _told(report, finding, width)
        if done or report.left or report.notes:
            yield ""
        yield from filter(None, [verdict(report)])
    yield from (counts(report), *next_steps(report))
    if report.command == "check" and not report.having("written"):
        return
    details = [*verified(report), *_differences(report)]
    details += [*dropped(report), *warned(report)] if report.planned else []
    for line in details:
        yield from wrapped(line.strip(), width, *(("  ", "    ") if line.startswith(" ") else ("", "  ")))
    if any(finding.imports or report.command == "migrate" for finding in report.planned):
        yield from wrapped(NEEDS, width, "", "  ")
        yield from (f"  {path} {what}" for path, what in report.lacking)


def _told(report: Report, finding: Finding, width: int) -> Iterator[str]:
    """Yield one finding; for an applied fix, the measurement replaces the reason, which is in the diff."""
    cell = "" if finding.cell is None else f"cell {finding.cell}:"
    where = f"{finding.path}:{cell}{finding.line}:{finding.column}"
    level = "note" if finding.applicability == "none" else finding.applicability
    yield f"{where}: {finding.code} [{level}] {finding.message}"
    if not finding.applied:
        yield from wrapped(whole(finding.reason), width, "    ")
    if (evidence := report.evidence_of(finding)) is not None and not evidence.mismatch:  # which is then the reason
        yield from wrapped(f"{evidence}", width, "    ")


def verified(report: Report) -> Iterator[str]:
    """Yield one sentence about the measurements."""
    if report.evidence is None:
        return
    agree = [evidence for evidence in report.evidence.values() if evidence.verified]
    if agree:
        value, gradient = max(one.value_ulp for one in agree), max(one.gradient_ulp for one in agree)
        kinds = _count(len(agree), "kind of call", "kinds of call")
        yield f"{kinds} verified, old against new: at most {value:.3g} ulp value, {gradient:.3g} ulp gradient."
    if differ := sum(bool(evidence.mismatch) for evidence in report.evidence.values()):
        kinds = _count(differ, "kind of call computes", "kinds of call compute")
        yield f"{kinds} something else than before, and {'is' if differ == 1 else 'are'} not changed."


def counts(report: Report) -> str:
    """Return the outcome in one sentence."""
    checked = _count(len([result for result in report.results if result.migration.analysed]), "file")
    rest = _rest(report)
    if report.command == "check":
        return _found(report, checked, rest)
    written, pending = report.having("written"), report.having("pending")
    fixes = _count(len(report.planned), "fix", "fixes")
    parts = [f"{len(pending)} would change ({fixes})"] if pending else []
    parts += [f"{len(written)} changed ({fixes})"] if written else []
    parts += [] if parts or report.failures else ["nothing to change"]
    return f"{', '.join([f'{checked} checked', *parts, *rest])}."


def _found(report: Report, checked: str, rest: Sequence[str]) -> str:
    """Return how many errors a check found, in how many files."""
    aside = ", ".join([f"{checked} checked", *rest])
    codes = Counter(finding.code for finding in report.reported)
    fixed = sum(finding.applied for result, finding in report.findings if result.done)
    if not codes:
        done = f"Fixed {_count(fixed, 'error')}, none remain" if fixed else "All checks passed"
        return f"{'No errors found' if report.failures and not fixed else done}: {aside}."
    files = _count(len({finding.path for finding in report.reported}), "file")
    kinds = ", ".join(f"{code} {count}" for code, count in sorted(codes.items()))
    found = f"Found {_count(codes.total() + fixed, 'error')}"
    if fixed:
        found += f", fixed {fixed}; {codes.total()} {'remains' if codes.total() == 1 else 'remain'}"
    return f"{found} in {files} ({kinds}); {aside}."


def _rest(report: Report) -> list[str]:
    """Return what was not checked, and what was not done."""
    parts = [f"{report.excluded} skipped (excluded)"] if report.excluded else []
    parts += [f"{_count(report.known, 'known error')} suppressed (baseline)"] if report.known else []
    if report.failures:
        parts.append(f"{len(report.failures)} not analysed or written")
    if report.dangling:
        parts.append(f"{_count(len(report.dangling), 'broken link')} skipped ({_some(report.dangling)})")
    return parts


def _differences(report: Report) -> Iterator[str]:
    names = report.differences
    page = f" See {guide('names')}#intended-differences" if documentation() else ""
    if len(names) > _FEW:
        yield f"{len(names)} intended differences can apply: run `tfcompat explain differences` to read them.{page}"
    elif names:
        yield f"Intended differences that can apply: {', '.join(names)}. {_explain(names)}{page}"


def next_steps(report: Report) -> Iterator[str]:
    """Yield what to do now, the most important first."""
    if report.having("pending") and report.command == "migrate":
        yield "Nothing is written yet. Run again with --write to apply the diff."
        if report.diff_applies_in:
            yield f"For git apply or patch -p1: the names in the diff are relative to {report.diff_applies_in}"
    if report.having("written"):
        yield from (f"Run `{command}` to undo this; the old content is in {place}" for place, command in report.kept)
    yield from _on_exit(report)
    if report.command == "check":
        yield from _next_of_check(report)
        return
    unsafe = _of(report, "unsafe")
    if unsafe:
        yield (
            f"{_count(len(unsafe), 'unsafe fix', 'unsafe fixes')} not applied: read the reason, then use --unsafe to "
            f"include {'it' if len(unsafe) == 1 else 'them'}."
        )
    manual = _of(report, "manual")
    if manual:
        needs = _count(len(manual), "place needs", "places need")
        yield f"{needs} a manual change. {_explain(sorted({finding.code for finding in manual}))}"


def _on_exit(report: Report) -> Iterator[str]:
    """Yield the files that the exit code is about, if some were not analysed."""
    files = list(dict.fromkeys(path for path, _ in report.failures))
    if report.exit_code == 3:
        allowed = "; use --exit-zero-on-unreadable to ignore what is not Python" if report.unread else ""
        yield f"The exit code is 3 because of {_some(files)}{allowed}."
    elif files and report.exit_code < 3:
        yield f"The exit code ignores what could not be read: {_some(files)}."


def _next_of_check(report: Report) -> Iterator[str]:
    fixable = [finding for finding in report.reported if finding.fixable]
    unsafe = any(finding.applicability == "unsafe" for finding in fixable)
    if fixable:
        command = f"tfcompat check --fix{' --unsafe-fixes' if unsafe else ''}"
        yield f"{len(fixable)} fixable with `{command}`; use --diff instead of --fix to see the changes first."
    if report.stale:
        gone = _count(report.stale, "known error is", "known errors are")
        yield f"{gone} gone from the code: run with --write-baseline to update the baseline."
    if report.reported:
        yield _explain(sorted({finding.code for finding in report.reported}))


def _explain(subjects: Sequence[str]) -> str:
    return f"Run `tfcompat explain {' '.join(subjects)}` for details."


def _of(report: Report, applicability: str) -> list[Finding]:
    return [finding for finding in report.left if finding.applicability == applicability]


def _some(names: Sequence[str]) -> str:
    """Return a few names, and how many more there are."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"
