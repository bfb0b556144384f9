"""A run over files: everything is planned first, then written; one file's failure does not stop the others."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tfcompat import files
from tfcompat.cli._beside import look_beside
from tfcompat.cli._plan import Plan, Planner, Taken, readers_of, taken
from tfcompat.cli._pool import mapped
from tfcompat.cli._verify import Evidences
from tfcompat.cli._write import command_of, refuse_dirty, write
from tfcompat.migrate import Program, may_matter, migrate_file
from tfcompat.migrate.report import Problem, Report, Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tfcompat.cli._run_options import Asked
    from tfcompat.migrate import Around

__all__ = ["run", "run_filter"]

_SHADOW = "has the name of this package, so `import tfcompat` may find it instead; rename it"
_LOSSES = (b"rossentropy", b"ross_entropy", b"losses")


def run(names: Sequence[str], asked: Asked) -> Report:
    """Migrate the files that paths name.

    There are two passes, so that the content of every file is known when one is changed.
    """
    report = Report(asked.options, asked.write, _command(asked), unreadable_is_zero=asked.unreadable_is_zero)
    read = [taken(path) for path in _paths(names, asked, report)]
    folders = frozenset(Path(os.path.realpath(name)) for name in names)
    program = Program((file.python for file in read), (str(file.path) for file in read))
    look_beside(program, [file.path for file in read])
    readers = program.joined({str(file.path): each for file in read if (each := readers_of(file))})
    planner = Planner(asked, readers, program, folders, _arounds(read))
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


def _arounds(read: Iterable[Taken]) -> dict[str, Around]:
    """Return, by path, what the files do with losses and activations; empty if no file has a loss."""
    kept = [file.look for file in read if file.look is not None and may_matter(file.python)]
    if not any(word in look.python for look in kept for word in _LOSSES):
        return {}
    return {look.path: look.around() for look in kept}


def run_filter(raw: bytes, asked: Asked) -> tuple[Report, bytes]:
    """Migrate standard input; input that cannot be analysed is returned unchanged."""
    migration = migrate_file(raw, "<stdin>", options=asked.options)
    report = Report(
        asked.options,
        write=not asked.check,
        command=_command(asked),
        is_filter=not asked.check,
        unreadable_is_zero=asked.unreadable_is_zero,
    )
    if asked.verify:
        evidence = Evidences()
        if refuted := evidence.refuted(migration.findings):
            migration = migrate_file(raw, "<stdin>", options=replace(asked.options, refuted=refuted))
        report.evidence = evidence.measured
    report.results.append(
        Result(migration, "not analysed" if not migration.analysed else "written" if migration.changed else "unchanged")
    )
    return report, migration.after


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
