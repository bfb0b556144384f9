"""A run over files: everything is planned first, then written; one file's failure does not stop the others."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tfcompat import files
from tfcompat.cli._beside import look_beside
from tfcompat.cli._limit import UNFINISHED, limited, unfinished
from tfcompat.cli._plan import Plan, Planner, Taken, around_of, readers_of, taken
from tfcompat.cli._pool import mapped
from tfcompat.cli._verify import Evidences
from tfcompat.cli._write import command_of, refuse_dirty, write
from tfcompat.migrate import Migration, Program, may_matter, migrate_file
from tfcompat.migrate.report import Problem, Report, Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tfcompat.cli._run_options import Asked
    from tfcompat.migrate import Around, Options

__all__ = ["run", "run_filter"]

_SHADOW = "has the name of this package, so `import tfcompat` may find it instead; rename it"
_LOSSES = (b"rossentropy", b"ross_entropy", b"losses")


def run(names: Sequence[str], asked: Asked) -> Report:
    """Migrate the files that paths name.

    There are two passes, so that the content of every file is known when one is changed.
    """
    report = Report(asked.options, asked.write, _command(asked), unreadable_is_zero=asked.unreadable_is_zero)
    read = [taken(path, asked.time_limit) for path in _paths(names, asked, report)]
    folders = frozenset(Path(os.path.realpath(name)) for name in names)
    program = Program((file.python for file in read), (str(file.path) for file in read))
    look_beside(program, [file.path for file in read], asked.time_limit)
    readers = program.joined({str(file.path): each for file in read if (each := readers_of(file, asked.time_limit))})
    planner = Planner(asked, readers, program, folders, _arounds(read, asked.time_limit))
    plans = list(mapped(planner, read, asked))
    if asked.verify:
        evidence = Evidences()
        plans = [evidence.settled(plan, planner) for plan in plans]
        report.evidence = evidence.measured
    if asked.write:
        if not asked.allow_dirty:
            refuse_dirty([plan.old.real for plan in plans if plan.old])
        begun = write(plans, names, keep=asked.keep_runs)
        report.kept = [(str(run.folder), command_of(run)) for run in begun]
    for plan in plans:
        _add(plan, report)
    changed = [plan.old.real for plan in plans if plan.old and plan.migration]
    report.lacking += [(_shown(lack.path), _said(lack)) for lack in files.lacking(changed)]
    report.lacking += [(_shown(path), _SHADOW) for path in files.shadows(changed, folders)]
    return report


def _arounds(read: Iterable[Taken], time_limit: float) -> dict[str, Around]:
    """Return, by path, what the files do with losses and activations; empty if no file has a loss."""
    kept = [file for file in read if may_matter(file.python)]
    if not any(word in file.python for file in kept for word in _LOSSES):
        return {}
    return {str(file.path): found for file in kept if (found := around_of(file, time_limit)) is not None}


def run_filter(raw: bytes, asked: Asked) -> tuple[Report, bytes]:
    """Migrate standard input; input that cannot be analysed is returned unchanged."""
    report = Report(
        asked.options,
        write=not asked.check,
        command=_command(asked),
        is_filter=not asked.check,
        unreadable_is_zero=asked.unreadable_is_zero,
    )
    migration = _filtered(raw, asked.options, asked.time_limit, report)
    if asked.verify:
        evidence = Evidences()
        if refuted := evidence.refuted(migration.findings):
            migration = _filtered(raw, replace(asked.options, refuted=refuted), asked.time_limit, report)
        report.evidence = evidence.measured
    report.results.append(
        Result(migration, "not analysed" if not migration.analysed else "written" if migration.changed else "unchanged")
    )
    return report, migration.after


def _filtered(raw: bytes, options: Options, time_limit: float, report: Report) -> Migration:
    try:
        with limited(time_limit):
            return migrate_file(raw, "<stdin>", options=options)
    except UNFINISHED as error:
        report.problems.append(Problem("<stdin>", unfinished(error)))
        return Migration("<stdin>", raw, raw, analysed=False)


def _command(asked: Asked) -> Literal["migrate", "check"]:
    return "check" if asked.check else "migrate"


def _paths(names: Sequence[str], asked: Asked, report: Report) -> list[Path]:
    """Return the files to check; record the others in the report."""
    paths = []
    for found in files.find(names, exclude=asked.excluded):
        if isinstance(found, files.FileError):
            report.problems.append(Problem(found.path, found.why))
        elif isinstance(found, files.Excluded):
            report.excluded += 1
        elif isinstance(found, files.Dangling):
            report.dangling.append(str(found.path))
        else:
            paths.append(found)
    return paths


def _add(plan: Plan, report: Report) -> None:
    """Add the result for a file to the report."""
    if plan.problem is not None:
        report.problems.append(plan.problem)
    if plan.migration is None:
        return
    if not plan.migration.analysed:
        report.results.append(Result(plan.migration, "not analysed"))
    elif plan.old is None:
        report.results.append(Result(plan.migration, "unchanged"))
    elif not report.write:
        report.results.append(Result(plan.migration, "pending"))
    else:
        report.results.append(Result(plan.migration, "written" if plan.problem is None else "not written"))


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _said(lack: files.Requirement) -> str:
    parts = [] if lack.names_us else ["does not name tfcompat yet"]
    if lack.old:
        parts.append(f"requires an older TensorFlow ({lack.old})")
    return " and ".join(parts)
