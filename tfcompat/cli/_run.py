"""A run over files: two passes, so that what one file reads is known when another is changed."""

from __future__ import annotations

import dataclasses
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tfcompat import files
from tfcompat.cli._shell import TRACEBACK, fault
from tfcompat.migrate import Migration, Options, Program, loss_readers, migrate_source
from tfcompat.migrate.report import Problem, Report, Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["run", "run_filter"]

_WORTH_A_BAR = 25


def run(names: Sequence[str], options: Options, *, write: bool) -> Report:
    """Migrate the files that paths name; one file's failure stops no other."""
    report = Report(options, write)
    paths: list[Path] = []
    for found in files.find(names):
        if isinstance(found, files.FileError):
            report.problems.append(Problem(found.path, found.why))
        elif isinstance(found, files.Notebook):
            report.notebooks += 1
        else:
            paths.append(found)
    readers = [reader for path in paths for reader in _readers(path)]
    folders = [Path(os.path.realpath(name)) for name in names]
    program = Program(_raw(path) for path in paths)
    with _progress(paths) as steps:
        for path in steps:
            # Of a file that was named itself, and in no folder, it is not known which others import from it.
            in_folder = any(folder in Path(os.path.realpath(path)).parents for folder in folders)
            _handle(path, report, readers, program if in_folder else None)
    return report


def run_filter(raw: bytes, options: Options) -> tuple[Report, bytes]:
    """Migrate standard input; what could not be analysed comes back as it was."""
    migration = migrate_source(raw, "<stdin>", options=options)
    report = Report(options, write=True, is_filter=True)
    report.results.append(
        Result(migration, "not analysed" if not migration.analysed else "written" if migration.changed else "unchanged")
    )
    return report, migration.after


def _readers(path: Path) -> list[str]:
    """Where a file reads the collection of losses; what cannot be read is reported by the second pass.

    A file on which we fail may read it as well as not, so it counts as a reader.
    """
    try:
        return loss_readers(files.read(path).raw, str(path))
    except files.FileError:
        return []
    except Exception:
        if os.environ.get(TRACEBACK):
            raise
        return [f"{path} (not looked at)"]


def _raw(path: Path) -> bytes:
    """The bytes of a file, none where it cannot be read, which the second pass reports."""
    try:
        return files.read(path).raw
    except files.FileError:
        return b""


def _handle(path: Path, report: Report, readers: list[str], program: Program | None) -> None:
    """Migrate one file, and write it if that was asked for."""
    try:
        old = files.read(path)
        migration = migrate_source(old.raw, str(path), options=report.options, loss_readers=readers, program=program)
        report.results.append(_finish(old, migration, report))
    except files.FileError as error:
        report.problems.append(Problem(error.path, error.why))
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        report.problems.append(Problem(str(path), fault(error), internal=True))


def _finish(old: files.Snapshot, migration: Migration, report: Report) -> Result:
    if not migration.analysed:
        return Result(migration, "not analysed")
    if not migration.changed:
        return Result(dataclasses.replace(migration, before=b"", after=b""), "unchanged")
    if not report.write:
        return Result(migration, "pending")
    try:
        files.replace(old, migration.after)
    except files.FileError as error:
        report.problems.append(Problem(error.path, error.why))
        return Result(migration, "not written")
    return Result(migration, "written")


@contextmanager
def _progress(paths: list[Path]) -> Iterator[Iterable[Path]]:
    """A bar for a person who waits in front of a terminal, nothing otherwise."""
    if len(paths) < _WORTH_A_BAR or not sys.stderr.isatty():
        yield paths
        return
    from rich.console import Console
    from rich.progress import track

    yield track(paths, "Reading", console=Console(stderr=True), transient=True)
