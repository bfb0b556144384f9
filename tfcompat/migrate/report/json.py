"""The report for programs: report.schema.json, next to this file, describes it.

Only new keys are added as long as `SCHEMA_VERSION` stays the same.

It is ASCII, so any stream can carry it; a byte of a file name that is not UTF-8 is an escaped lone surrogate, as from
`os.fsdecode`. A finding's edits count bytes of the source as UTF-8 without a byte order mark.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tfcompat import __version__
from tfcompat._pages import page_of
from tfcompat._symbols import DIFFERENCES
from tfcompat.migrate.report._after import shims
from tfcompat.migrate.report._artifact import decoded

if TYPE_CHECKING:
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.report._model import Report, Result

__all__ = ["SCHEMA_VERSION", "evidence", "render"]

SCHEMA_VERSION = 1


def render(report: Report) -> str:
    """Return the report as one JSON object."""
    return json.dumps(_report(report), indent=2) + "\n"


def _report(report: Report) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "tfcompat": __version__,
        "command": report.command,
        "target": report.options.target,
        "era": report.options.era,
        "exit_code": report.exit_code,
        "files": [_file(report, result) for result in report.results],
        "findings": [_finding(report, result, finding) for result, finding in report.findings],
        "problems": [
            {"path": problem.path, "message": problem.why, "internal": problem.internal} for problem in report.problems
        ],
        "differences": {name: DIFFERENCES[name] for name in report.differences},
        "shims": [
            {"name": shim.name, "uses": shim.uses, "removal": shim.removal, "instead": shim.instead}
            for shim in shims(report)
        ],
        "excluded": report.excluded,
        "known": report.known,
        "requirements": [{"path": path, "message": what} for path, what in report.lacking],
        "requires": "TensorFlow 2.16.2 or later, and tfcompat",
    }


def _file(report: Report, result: Result) -> dict[str, Any]:
    migration = result.migration
    told = {"path": migration.path, "status": result.status, "findings": len(migration.findings)}
    if report.is_filter:
        told["source"] = decoded(migration.after) if migration.analysed else None
    return told


def _finding(report: Report, result: Result, finding: Finding) -> dict[str, Any]:
    region = result.artifact.own_region(finding)
    return {
        "path": finding.path,
        "code": finding.code,
        "cell": finding.cell,
        "line": finding.line,
        "column": finding.column,
        "end_line": region.end_line,
        "end_column": region.end_column,
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
        "imports": sorted(finding.imports),
        "dropped": list(finding.dropped),
        "evidence": evidence(report, finding),
        "url": page_of(finding.code) or None,
    }


def evidence(report: Report, finding: Finding) -> dict[str, Any] | None:
    """Return the measurement for a fix; None if none was requested."""
    found = report.evidence_of(finding)
    if found is None:
        return None
    return {
        "verified": found.verified,
        "value_ulp": found.value_ulp if found.verified else None,
        "gradient_ulp": found.gradient_ulp if found.verified else None,
        "message": f"{found}",
        "old": finding.shape.old if finding.shape else None,
        "new": finding.shape.new if finding.shape else None,
    }
