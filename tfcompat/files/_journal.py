"""The journal: what each run replaced, so that the run can be undone, even if it was killed.

Each run has its own folder in ``.tfcompat/journal``, with the old content of its files and ``run.json``, which names
them. The folder gets its name when all of it is on the disk, and before the first file is replaced. The state of a file
is not recorded: its content shows it. A journal decides which files are written, so it is only used if it and
everything in it belongs to this user and is closed to others, and it names only files below its own folder.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tfcompat.files._error import FileError, said
from tfcompat.files._folder import Folder
from tfcompat.files._git import top_of
from tfcompat.files._private import refuse_shared
from tfcompat.files._run import LISTING, Change, Run, digest, listing, loaded, walked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from typing_extensions import Self

    from tfcompat.files._read import Snapshot

__all__ = ["KEPT", "Journal", "holds_runs", "home_of", "journal_around"]

KEPT = 10
_OURS = (".tfcompat", "journal")
_NAME = re.compile(r"\d{8}T\d{6}\.\d{9}-\d+")
_UNFINISHED = ".part"
_PATIENCE = 60
"""Seconds to wait for another run, which writes for much less."""
_PAUSE = 0.05


class Journal:
    """The journal in a folder, which stays open."""

    def __init__(self, home: Path) -> None:
        self.path: Path = home.joinpath(*_OURS)
        try:
            self.home: Folder = Folder.open(home)
        except OSError as error:
            raise FileError(home, f"cannot be opened ({said(error)})") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.home.__exit__(kind, error, at)

    def lock(self) -> None:
        """Wait until no other run writes or restores files here, and keep others waiting until the journal is closed.

        Raises:
            FileError: The other run does not end.
        """
        end = time.monotonic() + _PATIENCE
        while not self.home.lock():
            if time.monotonic() >= end:
                raise FileError(
                    self.home.path,
                    f"another tfcompat has been writing here for {_PATIENCE} s; wait until it ends, or end it, and run "
                    "again; nothing was changed",
                )
            time.sleep(_PAUSE)

    def begin(self, changes: Sequence[tuple[Snapshot, bytes]], *, keep: int = KEPT) -> Run:
        """Record what will be replaced, and by what: the old content is saved before the first replacement.

        Args:
            changes: Files below the journal's folder, and their new content.
            keep: How many runs stay in the journal, including this one.

        Raises:
            FileError: The journal cannot be written.
        """
        name = f"{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}.{time.time_ns() % 10**9:09}-{os.getpid()}"
        listed = [
            Change(number, old.real.relative_to(self.home.path).as_posix(), digest(old.raw), digest(new))
            for number, (old, new) in enumerate(changes)
        ]
        try:
            with self.home.made(_OURS[0]) as ours, self._made(ours) as journal:
                with journal.made(f"{name}{_UNFINISHED}") as building:
                    for number, (old, _) in enumerate(changes):
                        building.write(str(number), old.raw)
                    building.write(LISTING, listing(listed))
                    building.sync()
                journal.move(f"{name}{_UNFINISHED}", name)
                for folder in (journal, ours, self.home):
                    folder.sync()
        except OSError as error:
            self._abandon(f"{name}{_UNFINISHED}")  # on a full disk, it is in the way
            raise self._unwritten(f"{said(error)}") from None
        except FileError as error:
            raise FileError(error.path, f"{error.why}; nothing was changed") from None
        self.forget(self.names()[:-keep])
        return Run(self.home, self.path / name, tuple(listed))

    def names(self) -> list[str]:
        """Return the names of the finished runs, oldest first.

        Raises:
            FileError: The journal belongs to another user or is open to others, is reached through a link, or cannot be
                read.
        """
        with self._opened() as journal:
            return [name for name in journal.names() if _NAME.fullmatch(name)] if journal else []

    def load(self, name: str) -> Run:
        """Read one run.

        Raises:
            FileError: It cannot be used.
        """
        with walked(self.home, (*_OURS, name)) as kept:
            return loaded(self.home, kept)

    def size(self, name: str) -> int:
        """Return the size of a run in bytes."""
        with walked(self.home, (*_OURS, name)) as kept:
            return sum(kept.status(file).st_size for file in kept.names())

    def forget(self, names: Sequence[str]) -> None:
        """Remove runs from the journal, and the remains of unfinished ones; what cannot be removed stays."""
        with self._opened() as journal:
            if journal is None:
                return
            for name in names:  # its name first, so that a partial run never counts as a run
                with contextlib.suppress(OSError):
                    journal.move(name, f"{name}{_UNFINISHED}")
            for name in journal.names():
                if name.endswith(_UNFINISHED):
                    with contextlib.suppress(OSError, FileError):
                        journal.remove_folder(name)

    def clean(self) -> None:
        """Remove all runs, and the journal itself if nothing else is in it."""
        self.forget(self.names())
        with contextlib.suppress(OSError, FileError), self.home.below(_OURS[0]) as ours:
            ours.remove_folder(_OURS[1])
            self.home.remove_folder(_OURS[0])

    @contextlib.contextmanager
    def _opened(self) -> Iterator[Folder | None]:
        """Return the folder of the runs; None if there is none."""
        if not self._exists():
            yield None
            return
        with walked(self.home, _OURS[:1]) as ours:
            refuse_shared(ours)
            with walked(ours, _OURS[1:]) as journal:
                refuse_shared(journal)
                yield journal

    def _abandon(self, name: str) -> None:
        """Remove a run that cannot be recorded."""
        with contextlib.suppress(OSError, FileError), walked(self.home, _OURS) as journal:
            journal.remove_folder(name)

    def _exists(self) -> bool:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError), self.home.below(_OURS[0]) as ours:
            ours.status(_OURS[1])
            return True
        return False

    @contextlib.contextmanager
    def _made(self, ours: Folder) -> Iterator[Folder]:
        refuse_shared(ours)
        with contextlib.suppress(FileExistsError):
            ours.write(".gitignore", b"*\n")
        with ours.made(_OURS[1]) as journal:
            refuse_shared(journal)
            yield journal

    def _unwritten(self, why: str) -> FileError:
        return FileError(self.path, f"the journal for undo cannot be written ({why}); nothing was changed")


def home_of(file: Path, names: Sequence[str]) -> Path:
    """Return the folder of the journal for a file: that of the current folder's checkout, if the file is below it.

    Otherwise it is the checkout that contains the file, or else the folder that was named, or the file's own.

    Args:
        file: The file, with links resolved.
        names: The paths of the command line.
    """
    here = Path.cwd()
    home = top_of(here) or here
    if file.is_relative_to(home):
        return home
    named = (Path(os.path.realpath(name)) for name in names)
    return top_of(file.parent) or next((name for name in named if name in file.parents), file.parent)


def journal_around(folder: Path) -> Path:
    """Return the folder of the journal that `undo` uses: the named folder, if it has one, otherwise its checkout."""
    return folder if holds_runs(folder) else top_of(folder) or folder


def holds_runs(folder: Path) -> bool:
    """Return whether a folder has a journal with something in it, of any owner."""
    try:
        return any(folder.joinpath(*_OURS).iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # there is one, and reading it raises the reason why it cannot be used
        return True
