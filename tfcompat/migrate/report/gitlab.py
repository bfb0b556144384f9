"""The report in GitLab's Code Quality format, which shows the findings in a merge request.

A place in a notebook is one in its file, because GitLab does not know cells; the description names the cell.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from tfcompat.migrate.report._words import sentence, whole
from tfcompat.migrate.report.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.report._model import Report, Result

__all__ = ["render"]

_SEVERITIES = {"error": "major", "note": "info"}


def render(report: Report) -> str:
    """Return a JSON array with one object per finding."""
    told = [one for result in report.results for one in _findings(report, result)]
    told += [
        _issue("tfcompat", problem.why, "major", problem.path, 1, f"{problem.path}\n{problem.why}")
        for problem in report.problems
    ]
    return json.dumps(told, indent=2) + "\n"


def _findings(report: Report, result: Result) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for finding in result.migration.findings:
        mark = fingerprint(result, finding)
        place = "" if finding.cell is None else f"{finding.place}: "
        text = f"{place}{sentence(finding)}. {whole(finding.reason)}".strip()
        severity = _SEVERITIES[report.level(result, finding)]
        line = result.artifact.region(finding).line
        # Equal lines are distinguished by their number.
        yield _issue(finding.code, text, severity, finding.path, line, f"{finding.path}\n{mark}\n{seen[mark]}")
        seen[mark] += 1


def _issue(code: str, text: str, severity: str, path: str, line: int, mark: str) -> dict[str, Any]:
    return {
        "description": text,
        "check_name": code,
        "fingerprint": hashlib.sha256(mark.encode("utf-8", "surrogateescape")).hexdigest()[:32],
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }
