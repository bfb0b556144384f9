"""The plan for one file: made in this process or in another, and written by neither."""

from __future__ import annotations

import dataclasses
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfcompat import files
from tfcompat.cli._exit_codes import TRACEBACK, fault
from tfcompat.migrate import Look, joined
from tfcompat.migrate.report import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tfcompat.cli._run_options import Asked
    from tfcompat.migrate import Around, Migration, Program

__all__ = ["Plan", "Planner", "Taken", "readers_of", "taken"]


@dataclass(frozen=True)
class Taken:
    """A file, read once for the whole run."""

    path: Path
    old: files.Snapshot | None = None
    """The file as it was read; None if it cannot be read."""
    look: Look | None = None
    """Its content; None if it cannot be read."""
    problem: Problem | None = None

    @property
    def python(self) -> bytes:
        """Its Python; empty if it cannot be read."""
        return self.look.python if self.look is not None else b""


@dataclass
class Plan:
    """A file and its plan."""

    path: Path
    migration: Migration | None = None
    """None if there was a problem."""
    old: files.Snapshot | None = None
    """The file as it was read, if there is something to write."""
    problem: Problem | None = None


@dataclass(frozen=True)
class Planner:
    """Plans one file after another."""

    asked: Asked
    readers: Mapping[str, Sequence[str]]
    """By path: where the file's program reads the collection of losses."""
    program: Program
    folders: frozenset[Path]
    arounds: Mapping[str, Around]
    """By path: what a file does with losses and activations; empty if no file of the run has a loss."""

    def __call__(self, file: Taken) -> Plan:
        """Plan the changes of a file."""
        path, old = file.path, file.old
        if old is None or file.look is None:
            return Plan(path, problem=file.problem)
        try:
            migration = self._migrated(old, file.look)
        except Exception as error:
            if os.environ.get(TRACEBACK):
                raise
            return Plan(path, problem=Problem(str(path), fault(error), internal=True))
        if migration.analysed and migration.changed:
            return Plan(path, migration, old)
        # A report shows the places of findings; the text of a file without any is not needed.
        return Plan(path, migration if migration.findings else dataclasses.replace(migration, before=b"", after=b""))

    def _migrated(self, old: files.Snapshot, look: Look) -> Migration:
        # If a file was named itself, not through a folder, the files that import from it are unknown.
        in_folder = not self.folders.isdisjoint(old.real.parents)
        return look.migrate(
            options=self.asked.options_for(old.path),
            loss_readers=self.readers.get(str(old.path), ()),
            program=self.program if in_folder else self.program.of_named_files(),
            run=self._around(str(old.path)),
        )

    def _around(self, path: str) -> Around | None:
        """Return what the files of a file's program do with losses; None if nothing in it needs to know."""
        if path not in self.arounds:
            return None
        return joined(self.arounds[one] for one in self.program.joined_to(path) if one in self.arounds)


def taken(path: Path) -> Taken:
    """Read a file; if it cannot be read, this is reported later."""
    try:
        old = files.read(path)
    except files.FileError as error:
        return Taken(path, problem=Problem(error.path, error.why))
    return Taken(path, old, Look(old.raw, str(path)))


def readers_of(file: Taken) -> list[str]:
    """Return where a file reads the collection of losses.

    A file that cannot be analysed may read it, so it counts as a reader.
    """
    try:
        return file.look.loss_readers() if file.look is not None else []
    except Exception:
        if os.environ.get(TRACEBACK):
            raise
        return [f"{file.path} (not analysed)"]
