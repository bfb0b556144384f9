"""A baseline: known findings of a project, so that only new ones are reported.

A finding is identified by its file, its code and the text of its line, so changes to other lines do not matter.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tfcompat import files
from tfcompat.migrate.report.fingerprint import fingerprint

if TYPE_CHECKING:
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.report import Report, Result

__all__ = ["leave_out", "refuse_other", "store"]

_VERSION = 1
_Key = tuple[str, str, str]
_KEYS = {"schema_version", "findings"}
_KEYS_OF_ONE = {"path", "code", "fingerprint", "count"}


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

    Those of files that the run did not check stay, as long as there are such files.

    Raises:
        click.UsageError: The file exists and is not a baseline.
        files.FileError: The file cannot be written.
    """
    refuse_other(file)
    old = None if _missing(file) else files.read(file)
    found = Counter(_key(file, result, finding) for result, finding in report.findings if not finding.unread)
    checked = {_name(file, result.migration.path) for result in report.results if result.migration.analysed}
    for key, count in _read(file).items() if old else ():
        if key[0] not in checked and files.there(file.absolute().parent / key[0]):
            found[key] = count
    told = [
        {"path": path, "code": code, "fingerprint": mark, "count": count}
        for (path, code, mark), count in sorted(found.items())
    ]
    text = json.dumps({"schema_version": _VERSION, "findings": told}, indent=2)
    if old is None:
        files.create(file, f"{text}\n".encode())
    else:  # as a whole: a full disk, or another run at the same time, leaves the old one or the new one
        files.replace(old, f"{text}\n".encode())
    return found.total()


def refuse_other(file: Path) -> None:
    """Raise an error if a file exists and is not a baseline: writing one would destroy its content.

    Raises:
        click.UsageError: What is wrong, and what to do.
    """
    if _missing(file):
        return
    try:
        content = _loaded(file)
        _counts(file, content)
        _refuse_more(file, content)
    except click.UsageError as error:
        raise click.UsageError(
            f"{error.message}, so --write-baseline does not overwrite it; name another file with --baseline, or delete "
            "this one first"
        ) from None


def _refuse_more(file: Path, content: dict[str, Any]) -> None:
    """Raise an error if a baseline has other keys: it is a report of tfcompat itself, or has notes of its readers."""
    if {*content} != _KEYS or any({*one} != _KEYS_OF_ONE for one in content["findings"]):
        raise click.UsageError(f"{file} has more in it than a tfcompat baseline")


def _missing(file: Path) -> bool:
    """Return whether nothing is there; if that may not be known, reading the file raises the reason."""
    try:
        file.stat()
    except OSError as error:
        return isinstance(error, (FileNotFoundError, NotADirectoryError))
    return False


def _read(file: Path) -> Counter[_Key]:
    if _missing(file):
        raise click.UsageError(f"baseline {file} does not exist; create it with --write-baseline")
    return _counts(file, _loaded(file))


def _loaded(file: Path) -> Any:
    try:
        return json.loads(files.read(file).raw)
    except files.FileError as error:
        raise click.UsageError(str(error)) from None
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"{file} is not a tfcompat baseline ({error})") from None


def _counts(file: Path, content: Any) -> Counter[_Key]:
    """Return how often each finding is known."""
    try:
        if content["schema_version"] != _VERSION:
            raise ValueError(f"schema_version is {content['schema_version']!r}, not {_VERSION}")  # noqa: TRY301 - caught here
        if not isinstance(content["findings"], list):
            raise TypeError("its findings are not a list")  # noqa: TRY301 - caught here
        listed = content["findings"]
        found = Counter({(one["path"], one["code"], one["fingerprint"]): int(one["count"]) for one in listed})
        if min(found.values(), default=0) < 0:
            raise ValueError("a count is negative")  # noqa: TRY301 - caught here
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise click.UsageError(f"{file} is not a tfcompat baseline ({error})") from None
    return found


def _key(file: Path, result: Result, finding: Finding) -> _Key:
    return _name(file, finding.path), finding.code, fingerprint(result, finding)


def _name(file: Path, path: str) -> str:
    """Return a path relative to the folder of the baseline, so the current folder does not matter."""
    return Path(os.path.relpath(Path(path).absolute(), file.absolute().parent)).as_posix()
