"""A baseline: known findings of a project, so that only new ones are reported.

A finding is identified by its file, its code and the text of its line, so changes to other lines do not matter.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tfcompat import files
from tfcompat.migrate.report.fingerprint import fingerprint

if TYPE_CHECKING:
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.report import Report, Result

__all__ = ["leave_out", "refuse_other", "store"]

_VERSION = 1
_Key = tuple[str, str, str]


def leave_out(report: Report, file: Path) -> None:
    """Remove the findings of a baseline from a report, which counts them.

    Raises:
        click.UsageError: The file is not there, or is not a baseline.
    """
    known = _read(file)
    for number, result in enumerate(report.results):
        kept: list[Finding] = []
        for finding in result.migration.findings:
            key = _key(file, result, finding)
            if finding.unread or (finding.applied and result.done) or not known[key]:
                kept.append(finding)
            else:
                known[key] -= 1
                report.known += 1
        migration = dataclasses.replace(result.migration, findings=tuple(kept))
        report.results[number] = dataclasses.replace(result, migration=migration)
    checked = {_name(file, result.migration.path) for result in report.results}
    report.stale = sum(count for (path, _, _), count in known.items() if path in checked)


def store(report: Report, file: Path) -> int:
    """Write the findings of a report as a baseline, and return how many there are.

    Raises:
        click.UsageError: The file exists and is not a baseline.
        files.FileError: The file cannot be written.
    """
    refuse_other(file)
    found = Counter(_key(file, result, finding) for result, finding in report.findings if not finding.unread)
    told = [
        {"path": path, "code": code, "fingerprint": mark, "count": count}
        for (path, code, mark), count in sorted(found.items())
    ]
    text = json.dumps({"schema_version": _VERSION, "findings": told}, indent=2)
    files.create(file, f"{text}\n".encode())
    return found.total()


def refuse_other(file: Path) -> None:
    """Raise an error if a file exists and is not a baseline: writing one would destroy its content.

    Raises:
        click.UsageError: What is wrong, and what to do.
    """
    if not file.exists():
        return
    try:
        _read(file)
    except click.UsageError as error:
        raise click.UsageError(
            f"{error.message}, so --write-baseline does not overwrite it; name another file with --baseline, or delete "
            "this one first"
        ) from None


def _read(file: Path) -> Counter[_Key]:
    if not file.exists():
        raise click.UsageError(f"baseline {file} does not exist; create it with --write-baseline")
    try:
        read = json.loads(files.read(file).raw)
        if read["schema_version"] != _VERSION:
            raise ValueError(f"schema_version is {read['schema_version']!r}, not {_VERSION}")  # noqa: TRY301 - caught here
        return Counter({(one["path"], one["code"], one["fingerprint"]): int(one["count"]) for one in read["findings"]})
    except files.FileError as error:
        raise click.UsageError(str(error)) from None
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise click.UsageError(f"{file} is not a tfcompat baseline ({error})") from None


def _key(file: Path, result: Result, finding: Finding) -> _Key:
    return _name(file, finding.path), finding.code, fingerprint(result, finding)


def _name(file: Path, path: str) -> str:
    """Return a path relative to the folder of the baseline, so the current folder does not matter."""
    return Path(os.path.relpath(Path(path).absolute(), file.absolute().parent)).as_posix()
