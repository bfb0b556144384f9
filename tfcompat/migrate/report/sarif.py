"""The report as SARIF 2.1.0, which code scanning and editors read.

Columns count code points, and places in a notebook are those in its file: SARIF does not know cells, so the cell is the
logical location, and a fix replaces text of the JSON. The property bag has what is specific to tfcompat.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tfcompat import __version__
from tfcompat._symbols import DIFFERENCES
from tfcompat.migrate.report._sarif_rules import descriptors, home
from tfcompat.migrate.report._words import can_differ, printable, sentence
from tfcompat.migrate.report.fingerprint import fingerprint
from tfcompat.migrate.report.json import evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.report._model import Report, Result
    from tfcompat.migrate.syntax.lines import Region

__all__ = ["render"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LINK = re.compile(r"\[[^\[\]]*\]\([^()]*\)")
_EXIT = {
    0: "nothing is left to do",
    1: "findings, or changes that are not written",
    3: "some input could not be analysed or written",
    4: "internal error in tfcompat",
}


def render(report: Report) -> str:
    """Return the log, as ASCII."""
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report)]}, indent=2) + "\n"


def _run(report: Report) -> dict[str, Any]:
    rules = descriptors()
    driver = {"name": "tfcompat", "version": __version__, "semanticVersion": __version__, **home(), "rules": rules}
    index = {rule["id"]: position for position, rule in enumerate(rules)}
    return {
        "tool": {"driver": driver},
        "invocations": [_invocation(report)],
        "originalUriBaseIds": {_ROOT: {"description": _text("The folder in which the run was started.")}},
        "artifacts": [_artifact(result) for result in report.results],
        "results": [
            told for place, result in enumerate(report.results) for told in _results(report, result, place, index)
        ],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\r", "\n"],
        "properties": {
            "target": report.options.target,
            "era": report.options.era,
            "differences": {name: DIFFERENCES[name] for name in report.differences},
        },
    }


def _invocation(report: Report) -> dict[str, Any]:
    """Return the invocation; files that could not be checked are notifications, in addition to their findings."""
    unread = [
        {
            "level": "error",
            "message": _text(sentence(finding)),
            "associatedRule": {"id": finding.code},
            "locations": [{"physicalLocation": _physical(result, finding)}],
        }
        for result, finding in report.findings
        if finding.unread
    ]
    problems = [_notification("error", problem.path, problem.why) for problem in report.problems]
    return {
        "executionSuccessful": report.exit_code < 3,
        "exitCode": report.exit_code,
        "exitCodeDescription": _EXIT[report.exit_code],
        "toolExecutionNotifications": [*unread, *problems],
        "toolConfigurationNotifications": [_notification("note", path, what) for path, what in report.lacking],
    }


def _notification(level: str, path: str, what: str) -> dict[str, Any]:
    location = {"physicalLocation": {"artifactLocation": _location(path)}}
    return {"level": level, "message": _text(f"{path}: {what}"), "locations": [location]}


def _artifact(result: Result) -> dict[str, Any]:
    path = result.migration.path
    roles = ["analysisTarget", *(["standardStream"] if path == "<stdin>" else [])]
    language = {} if path.endswith(".ipynb") else {"sourceLanguage": "python"}
    return {"location": _location(path), "roles": roles, **language}


def _results(report: Report, result: Result, place: int, index: dict[str, int]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for finding in result.migration.findings:
        physical = _physical(result, finding)
        physical["artifactLocation"]["index"] = place
        mark = fingerprint(result, finding)
        done = finding.applied and result.done
        told = {
            "ruleId": finding.code,
            "ruleIndex": index[finding.code],
            "kind": "informational" if done else "fail",
            "level": "none" if done else report.level(result, finding),
            "message": _text("\n".join(_said(finding))),
            "locations": [{"physicalLocation": physical, **_cell(finding)}],
            # Equal lines are distinguished by their number.
            "partialFingerprints": {"tfcompat/v1": f"{mark}:{seen[mark]}"},
            "properties": _properties(report, result, finding),
        }
        seen[mark] += 1
        if not result.done and (fix := result.artifact.fix(finding)):
            changes = [{"deletedRegion": _region(place), "insertedContent": {"text": text}} for place, text in fix]
            change = {"artifactLocation": _location(finding.path), "replacements": changes}
            description = _text(f"{finding.message} ({finding.applicability})")
            told["fixes"] = [{"description": description, "artifactChanges": [change]}]
        yield told


def _said(finding: Finding) -> Iterator[str]:
    place = "" if finding.cell is None else f"{finding.place}: "
    text = f"{place}{sentence(finding)}"
    yield text if text.endswith(".") else f"{text}."
    if finding.reason:
        yield finding.reason
    yield from can_differ(finding)


def _cell(finding: Finding) -> dict[str, Any]:
    if finding.cell is None:
        return {}
    return {"logicalLocations": [{"name": f"cell {finding.cell}", "kind": "cell"}]}


def _properties(report: Report, result: Result, finding: Finding) -> dict[str, Any]:
    return {
        "applicability": finding.applicability,
        "applied": finding.applied and result.done,
        "cell": finding.cell,
        "line": finding.line,
        "column": finding.column,
        "symbol": finding.symbol or None,
        "differences": list(finding.differences),
        "evidence": evidence(report, finding),
    }


def _physical(result: Result, finding: Finding) -> dict[str, Any]:
    return {"artifactLocation": _location(finding.path), "region": _region(result.artifact.region(finding))}


def _region(region: Region) -> dict[str, int]:
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _location(path: str) -> dict[str, Any]:
    """Return a path as a URI, byte for byte: relative to the folder in which the run was started, or absolute."""
    found = Path(path)
    if found.is_absolute():
        return {"uri": found.as_uri()}
    return {"uri": quote(found.as_posix().encode("utf-8", "surrogateescape")), "uriBaseId": _ROOT}


def _text(text: str) -> dict[str, str]:
    """Return a message; code that looks like a SARIF link, as in ``f[0](1)``, is escaped."""
    shown = "\n".join(map(printable, text.split("\n")))
    return {"text": _LINK.sub(lambda link: re.sub(r"[\[\]]", r"\\\g<0>", link[0]), shown)}
