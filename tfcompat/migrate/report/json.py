"""The report for programs. The schema grows by new keys only, as long as `SCHEMA_VERSION` stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tfcompat import __version__
from tfcompat._symbols import DIFFERENCES

if TYPE_CHECKING:
    from tfcompat.migrate._finding import Finding
    from tfcompat.migrate.report._model import Report, Result

__all__ = ["SCHEMA_VERSION", "render"]

SCHEMA_VERSION = 1


def render(report: Report) -> str:
    """The report as one JSON object."""
    return json.dumps(_report(report), indent=2, ensure_ascii=False)


def _report(report: Report) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "tfcompat": __version__,
        "target": report.options.target,
        "era": report.options.era,
        "exit_code": report.exit_code,
        "files": [
            {"path": result.migration.path, "status": result.status, "findings": len(result.migration.findings)}
            for result in report.results
        ],
        "findings": [_finding(result, finding) for result, finding in report.findings],
        "problems": [
            {"path": problem.path, "message": problem.why, "internal": problem.internal} for problem in report.problems
        ],
        "differences": {name: DIFFERENCES[name] for name in report.differences},
        "requires": "TensorFlow 2.16.2 or later, and tfcompat",
    }


def _finding(result: Result, finding: Finding) -> dict[str, Any]:
    return {
        "path": finding.path,
        "code": finding.code,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "applicability": finding.applicability,
        "reason": finding.reason,
        "symbol": finding.symbol or None,
        "differences": list(finding.differences),
        "planned": finding.applied,
        "applied": finding.applied and result.done,
        "edits": [
            {"start": edit.start, "end": edit.end, "replacement": edit.replacement.decode("utf-8")}
            for edit in finding.edits
        ],
    }
