"""Whether the files of a run can run on a current TensorFlow, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._codes import Code
from tfcompat.migrate.report._words import printable

if TYPE_CHECKING:
    from tfcompat.migrate.report._model import Report, Result

__all__ = ["RELEASES", "verdict"]

RELEASES = "TensorFlow 2.16 to 2.21"
_OF_PROGRAMS = (Code.OLD_IMPORT, Code.RENAMED_NAME, Code.GONE_NAME, Code.PYTHON_2)
_NAMED = 3


def verdict(report: Report) -> str:
    """Return how many of the TensorFlow 1 files can run, and what keeps the others from running.

    Returns:
        One sentence; an empty string if there is no such file.
    """
    old = [result for result in report.results if result.migration.analysed and _is_old(result)]
    if not old:
        return ""
    held = [result for result in old if _lacks(result)]
    can = "can run" if report.write or report.is_filter or not report.having("pending") else "could run"
    files = "1 file" if len(old) == 1 else f"{len(old)} files"
    if not held:
        all_of = files if len(old) == 1 else f"All {files}"
        return f"{all_of} of TensorFlow 1 {can} on {RELEASES}, judging by names."
    number = len(old) - len(held)
    rest = "; ".join(_said(result) for result in held[:_NAMED])
    more = f"; and {len(held) - _NAMED} more" if len(held) > _NAMED else ""
    if not number:  # as after a second run, which finds nothing in the files that can run
        return f"{files} of TensorFlow 1 cannot run yet on {RELEASES}; {rest}{more}."
    return f"{number} of {files} of TensorFlow 1 {can} on {RELEASES}; {rest}{more}."


def _is_old(result: Result) -> bool:
    return any(finding.code in _OF_PROGRAMS or finding.gone for finding in result.migration.findings)


def _lacks(result: Result) -> bool:
    return bool(_gone(result)) or _waits(result) or result.status == "not written" or bool(_python_2(result))


def _gone(result: Result) -> list[str]:
    return [finding.gone for finding in result.migration.findings if finding.gone]


def _waits(result: Result) -> bool:
    """Return whether its imports are still those of TensorFlow 2."""
    return any(finding.code == Code.OLD_IMPORT and finding.open for finding in result.migration.findings)


def _python_2(result: Result) -> str:
    """Return the place at which Python 3 stops reading a file; empty if there is none."""
    return next((one.place for one in result.migration.findings if one.code == Code.PYTHON_2), "")


def _said(result: Result) -> str:
    names = sorted(set(_gone(result)))
    path = printable(result.migration.path)
    if result.status == "not written":
        return f"{path} was not written"
    if not names and (place := _python_2(result)):
        return f"Python 3 stops at {place} of {path}"
    if not names:
        return f"{path} keeps its old import"
    if len(names) == 1:
        return f"{path} still uses {names[0]}, which is removed"
    return f"{path} still uses {len(names)} removed names"
