"""One run in the journal: which files it replaced, and how to restore them, never outside the journal's folder."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Literal

from tfcompat.files._error import FileError, said
from tfcompat.files._private import refuse_shared
from tfcompat.files._replace import replace, temporary_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tfcompat.files._folder import Folder
    from tfcompat.files._read import Snapshot

__all__ = ["Change", "Run", "digest", "listing"]

LISTING = "run.json"
_SCHEMA = 2
# Restoring writes source files only. Files that control git or tfcompat could make either run commands.
_NEVER = {".git", ".tfcompat"}


@dataclass(frozen=True, slots=True)
class Change:
    """A file that a run replaced or was about to replace."""

    number: int
    """Its place in the run, and the name of its old content there."""
    name: str
    """Its path, relative to the journal's folder."""
    before: str
    """The digest of the old content."""
    after: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run that wrote files."""

    home: Folder
    """The open folder that contains the journal."""
    folder: Path
    """The folder of the run."""
    changes: tuple[Change, ...]

    @property
    def started(self) -> str:
        """When the run began to write."""
        day, _, clock = self.folder.name.partition("T")
        return f"{day[:4]}-{day[4:6]}-{day[6:]} {clock[:2]}:{clock[2:4]}:{clock[4:6]} UTC"

    def path(self, change: Change) -> Path:
        """Return the file that was changed."""
        return self.home.path / change.name

    def saved(self, change: Change) -> Path:
        """Return the path of a file's old content."""
        return self.folder / str(change.number)

    def apply(self, change: Change, old: Snapshot, new: bytes) -> None:
        """Replace one of the files.

        Raises:
            FileError: See `replace`.
        """
        replace(old, new, temporary=self._temporary(change))

    def state(self, change: Change) -> Literal["new", "old", "other"]:
        """Return whether a file has the run's content, its old content, or something else.

        Raises:
            FileError: It cannot be read, or is reached through a link.
        """
        with self._place(change) as (place, name):
            return _state(change, place.read(name))

    def restore(self, change: Change) -> None:
        """Restore the old content of a file, if it has the run's content; remove what a killed run left.

        Raises:
            FileError: It was changed since, is reached through a link, or cannot be read or written.
        """
        with self._place(change) as (place, name):
            with contextlib.suppress(OSError):
                place.remove(self._temporary(change))
            now = place.read(name)
            state = _state(change, now)
            if state == "other":
                raise FileError(now.path, self.changed_since(change))
            if state == "new":
                replace(now, self._old(change), folder=place, temporary=self._temporary(change))

    def changed_since(self, change: Change) -> str:
        """Return the sentence about a file with other content."""
        return f"changed since, and stays as it is; its old content is in {self.saved(change)}"

    def _temporary(self, change: Change) -> str:
        return temporary_name(self.folder.name, change.number)

    def _old(self, change: Change) -> bytes:
        with self._kept() as kept:
            old = kept.read(str(change.number))
            refuse_shared(kept, str(change.number), old.status)
        if digest(old.raw) != change.before:
            raise FileError(old.path, f"is not the content that {self.path(change)} had; the journal is damaged")
        return old.raw

    @contextlib.contextmanager
    def _kept(self) -> Iterator[Folder]:
        with walked(self.home, self.folder.relative_to(self.home.path).parts) as folder:
            yield folder

    @contextlib.contextmanager
    def _place(self, change: Change) -> Iterator[tuple[Folder, str]]:
        """The open folder of a file, and its name there."""
        *folders, name = change.name.split("/")
        with walked(self.home, folders) as place:
            yield place, name


@contextlib.contextmanager
def walked(start: Folder, names: Sequence[str]) -> Iterator[Folder]:
    """Open a folder below another one, step by step, without following links.

    Raises:
        FileError: One of the folders is a link, or cannot be opened.
    """
    with contextlib.ExitStack() as stack:
        folder = start
        for name in names:
            folder = stack.enter_context(_below(folder, name))
        yield folder


def _below(folder: Folder, name: str) -> Folder:
    try:
        return folder.below(name)
    except OSError as error:
        raise FileError(folder.path / name, f"cannot be opened ({said(error)})") from None


def listing(changes: Sequence[Change]) -> bytes:
    """Return the journal's record of a run."""
    told = [{"path": change.name, "before": change.before, "after": change.after} for change in changes]
    return json.dumps({"schema_version": _SCHEMA, "files": told}, indent=1).encode()


def loaded(home: Folder, kept: Folder) -> Run:
    """Read a run from its folder.

    Raises:
        FileError: It does not belong to this user, is damaged, or names a file that no run can have written.
    """
    refuse_shared(kept)
    text = kept.read(LISTING)
    refuse_shared(kept, LISTING, text.status)
    try:
        told = json.loads(text.raw)
        if told["schema_version"] != _SCHEMA:
            raise FileError(kept.path, "was written by another version of tfcompat; use that version to undo")
        changes = tuple(
            Change(number, _inside(file["path"], text.path), str(file["before"]), str(file["after"]))
            for number, file in enumerate(told["files"])
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FileError(text.path, f"is not a journal ({type(error).__name__}); it is damaged") from None
    return Run(home, kept.path, changes)


def digest(content: bytes) -> str:
    """Return the digest of a content."""
    return hashlib.sha256(content).hexdigest()


def _inside(name: str, listing: Path) -> str:
    """Return a path from the journal, if it is below the journal's folder."""
    os.fsencode(name)  # a ValueError, if no file can have the name
    parts = name.split("/")
    leads_out = PurePosixPath(name).is_absolute() or {"", ".", ".."} & {*parts} or "\0" in name
    if os.name == "nt":
        leads_out = leads_out or "\\" in name or any(PureWindowsPath(part).drive for part in parts)
    if leads_out or not _NEVER.isdisjoint(re.sub(r"[. ]+$", "", part.lower()) for part in parts):
        raise FileError(listing, f"names {name!r}, which no run can have written from here; it is not used")
    return name


def _state(change: Change, now: Snapshot) -> Literal["new", "old", "other"]:
    found = digest(now.raw)
    return "new" if found == change.after else "old" if found == change.before else "other"
