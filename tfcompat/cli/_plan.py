"""What is to become of one file: planned in this process or in another, and written by neither."""

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
    """A file that was read, once for the whole run."""

    path: Path
    old: files.Snapshot | None = None
    """The file as it was read; None where it cannot be read."""
    look: Look | None = None
    """What is in it; likewise."""
    problem: Problem | None = None

    @property
    def python(self) -> bytes:
        """Its Python; none where it cannot be read."""
        return self.look.python if self.look is not None else b""


@dataclass
class Plan:
    """A file and what was planned for it."""

    path: Path
    migration: Migration | None = None
    """None where a problem came before it."""
    old: files.Snapshot | None = None
    """The file as it was read, where there is something to write."""
    problem: Problem | None = None


@dataclass(frozen=True)
class Planner:
    """Plans one file after another."""

    asked: Asked
    readers: Mapping[str, Sequence[str]]
    """By path: where the program of that file reads the collection of losses."""
    program: Program
    folders: frozenset[Path]
    arounds: Mapping[str, Around]
    """By path: what a file does with losses and activations; none if no file of the run holds a loss."""

    def __call__(self, file: Taken) -> Plan:
        """Plan what becomes of a file."""
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
        # A report shows the places of findings; of a file without any, nobody needs the text.
        return Plan(path, migration if migration.findings else dataclasses.replace(migration, before=b"", after=b""))

    def _migrated(self, old: files.Snapshot, look: Look) -> Migration:
        # Of a file that was named itself, and in no folder, it is not known which others import from it.
        in_folder = not self.folders.isdisjoint(old.real.parents)
        return look.migrate(
            options=self.asked.options_for(old.path),
            loss_readers=self.readers.get(str(old.path), ()),
            program=self.program if in_folder else self.program.of_named_files(),
            run=self._around(str(old.path)),
        )

    def _around(self, path: str) -> Around | None:
        """Return what the files of the program of a file do with losses; None if it holds nothing that asks."""
        if path not in self.arounds:
            return None
        return joined(self.arounds[one] for one in self.program.joined_to(path) if one in self.arounds)


def taken(path: Path) -> Taken:
    """Read a file; what cannot be read is reported when its turn comes."""
    try:
        old = files.read(path)
    except files.FileError as error:
        return Taken(path, problem=Problem(error.path, error.why))
    return Taken(path, old, Look(old.raw, str(path)))


def readers_of(file: Taken) -> list[str]:
    """Return where a file reads the collection of losses.

    A file on which we fail may read it as well as not, so it counts as a reader.
    """
    try:
        return file.look.loss_readers() if file.look is not None else []
    except Exception:
        if os.environ.get(TRACEBACK):
            raise
        return [f"{file.path} (not analysed)"]
