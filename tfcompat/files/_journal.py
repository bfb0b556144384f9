"""The journal: what each run replaced, so that it can be taken back, also where the run was killed.

Each run has a folder of its own in ``.tfcompat/journal``, with the old content of its files and ``run.json``, which
names them. The folder gets its name when all of it is on the disk, and before the first file is replaced. What became
of a file is not written down: it is seen from what the file holds.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tfcompat.files._error import FileError, said
from tfcompat.files._git import top_of
from tfcompat.files._read import Snapshot, read
from tfcompat.files._replace import replace, sync_folder, temporary_name

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Change", "Run", "begin", "last_run"]

_HOME = ".tfcompat"
_KEPT = 20
_UNFINISHED = ".part"
_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Change:
    """A file that a run replaced, or was about to."""

    path: Path
    before: str
    """The digest of the old content."""
    after: str
    saved: Path
    """Where the old content is kept."""
    temporary: str
    """The file beside it that a killed run may have left."""

    def state(self) -> tuple[Literal["new", "old", "other"], Snapshot]:
        """What the file holds now, and the file.

        Raises:
            FileError: It cannot be read.
        """
        now = read(self.path)
        digest = _digest(now.raw)
        return "new" if digest == self.after else "old" if digest == self.before else "other", now

    def old(self) -> bytes:
        """The old content.

        Raises:
            FileError: It cannot be read, or is not what was put there.
        """
        raw = read(self.saved).raw
        if _digest(raw) != self.before:
            raise FileError(self.saved, f"is not the content that {self.path} had; the journal is damaged")
        return raw

    def clean(self) -> None:
        """Take away what a killed run left beside the file."""
        with contextlib.suppress(OSError):
            (self.path.parent / self.temporary).unlink()


@dataclass(frozen=True, slots=True)
class Run:
    """One run that wrote."""

    folder: Path
    started: str
    changes: tuple[Change, ...]

    def apply(self, position: int, old: Snapshot, new: bytes) -> None:
        """Replace one of the files.

        Raises:
            FileError: As `replace` does.
        """
        replace(old, new, temporary=self.changes[position].temporary)

    def forget(self) -> None:
        """Take the run out of the journal, and what unfinished ones left there."""
        for folder in (self.folder, *self.folder.parent.glob(f"*{_UNFINISHED}")):
            shutil.rmtree(folder, ignore_errors=True)


def begin(changes: Sequence[tuple[Snapshot, bytes]]) -> Run:
    """Write down what is about to be replaced, and by what: the old content is safe before the first replacement.

    The journal lies in the git checkout around the current folder, else in the current folder.

    Raises:
        FileError: The journal cannot be written.
    """
    here = Path.cwd()
    journal = (top_of(here) or here) / _HOME / "journal"
    name = f"{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}.{time.time_ns() % 10**9:09}-{os.getpid()}"
    building = journal / f"{name}{_UNFINISHED}"
    try:
        building.mkdir(parents=True)
        (journal.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        listed = []
        for number, (old, new) in enumerate(changes):
            _write(building / str(number), old.raw)
            listed.append(
                {
                    "path": str(old.real),
                    "before": _digest(old.raw),
                    "after": _digest(new),
                    "saved": str(number),
                    "temporary": temporary_name(name, number),
                }
            )
        _write(building / "run.json", json.dumps({"schema_version": _SCHEMA, "files": listed}, indent=1).encode())
        sync_folder(building)
        finished = building.rename(journal / name)
        sync_folder(journal)
        sync_folder(journal.parent)
        sync_folder(journal.parent.parent)
    except OSError as error:
        raise FileError(
            journal, f"the journal for undo cannot be written ({said(error)}); nothing was changed"
        ) from None
    for folder in _finished(journal)[:-_KEPT]:
        shutil.rmtree(folder, ignore_errors=True)
    return _load(finished)


def last_run(folder: Path) -> Run | None:
    """The last run that the nearest journal in or around a folder holds.

    Raises:
        FileError: The journal cannot be read.
    """
    for place in (folder, *folder.parents):
        finished = _finished(place / _HOME / "journal")
        if finished:
            return _load(finished[-1])
    return None


def _finished(journal: Path) -> list[Path]:
    """The folders of finished journal entries, oldest first."""
    if not journal.is_dir():
        return []
    return sorted(folder for folder in journal.iterdir() if not folder.name.endswith(_UNFINISHED))


def _load(folder: Path) -> Run:
    listing = read(folder / "run.json").raw
    try:
        told = json.loads(listing)
        if told["schema_version"] != _SCHEMA:
            raise FileError(folder, "was written by another version of tfcompat; use that one to undo")
        changes = tuple(
            Change(Path(file["path"]), file["before"], file["after"], folder / file["saved"], file["temporary"])
            for file in told["files"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise FileError(folder / "run.json", f"is no journal ({type(error).__name__}); it is damaged") from None
    day, _, clock = folder.name.partition("T")
    started = f"{day[:4]}-{day[4:6]}-{day[6:]} {clock[:2]}:{clock[2:4]}:{clock[4:6]} UTC"
    return Run(folder, started, changes)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
