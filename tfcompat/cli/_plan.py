"""The plan for one file: made in this process or in another, and written by neither."""

from __future__ import annotations

import dataclasses
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from tfcompat import files
from tfcompat.cli._exit_codes import TRACEBACK, fault
from tfcompat.cli._limit import UNFINISHED, limited, unfinished
from tfcompat.migrate import Look, joined, unknown
from tfcompat.migrate.report import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from tfcompat.cli._run_options import Asked
    from tfcompat.migrate import Around, Migration, Program

__all__ = ["Plan", "Planner", "Taken", "around_of", "readers_of", "taken"]

_Answer = TypeVar("_Answer")


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
            with limited(self.asked.time_limit):
                migration = self._migrated(old, file.look)
        except UNFINISHED as error:
            return Plan(path, problem=Problem(str(path), unfinished(error)))
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


def taken(path: Path, time_limit: float) -> Taken:
    """Read a file; if it cannot be read, or its cells cannot be found in time, this is reported later."""
    try:
        old = files.read(path)
        look = Look(old.raw, str(path))
        with limited(time_limit):
            _ = look.python  # found once, and kept
    except files.FileError as error:
        return Taken(path, problem=Problem(error.path, error.why))
    except UNFINISHED as error:
        return Taken(path, problem=Problem(str(path), unfinished(error)))
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        return Taken(path, problem=Problem(str(path), fault(error), internal=True))
    return Taken(path, old, look)


def readers_of(file: Taken, time_limit: float) -> list[str]:
    """Return where a file reads the collection of losses.

    A file that cannot be analysed may read it, so it counts as a reader.
    """
    return _of(file, Look.loss_readers, [f"{file.path} (not analysed)"], time_limit) or []


def around_of(file: Taken, time_limit: float) -> Around | None:
    """Return what a file does with losses and activations; None if it cannot be read.

    A file that cannot be analysed may do anything.
    """
    return _of(file, Look.around, unknown(str(file.path)), time_limit)


def _of(file: Taken, ask: Callable[[Look], _Answer], otherwise: _Answer, time_limit: float) -> _Answer | None:
    """Return what a file answers; `otherwise` if it cannot be analysed, which its own plan reports."""
    if file.look is None:
        return None
    try:
        with limited(time_limit):
            return ask(file.look)
    except UNFINISHED:
        return otherwise
    except Exception:
        if os.environ.get(TRACEBACK):
            raise
        return otherwise
