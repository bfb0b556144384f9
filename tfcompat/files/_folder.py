"""An open folder: names are looked up in the folder itself, so a link that is later put into its path has no effect."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from typing import TYPE_CHECKING

from tfcompat.files._error import FileError, said
from tfcompat.files._read import Snapshot, refuse_irregular

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from typing_extensions import Self

__all__ = ["Folder"]

# Windows has none of these; there, a folder is its path, and files are checked for links before they are opened.
_BY_HANDLE = hasattr(os, "O_DIRECTORY") and os.open in os.supports_dir_fd
_DIRECTORY = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY | _NO_LINK
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY
_IS_LINK = "is a link, which is not followed here"
_LINK = {errno.ELOOP, errno.EMLINK}  # the errors of systems for a link that must not be followed


class Folder:
    """A folder that stays open while names in it are read and replaced."""

    def __init__(self, path: Path, handle: int | None) -> None:
        self.path = path
        self.handle = handle

    @classmethod
    def open(cls, path: Path) -> Folder:
        """Open a folder by its path, following links.

        Raises:
            OSError: It cannot be opened.
        """
        return cls(path, os.open(path, _DIRECTORY) if _BY_HANDLE else None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.handle is not None:
            os.close(self.handle)

    def below(self, name: str) -> Folder:
        """Open a folder in this one. A link is not followed.

        Raises:
            FileError: It is a link.
            OSError: It cannot be opened.
        """
        if stat.S_ISLNK(self.status(name).st_mode):
            raise FileError(self.path / name, _IS_LINK)
        handle = os.open(name, _DIRECTORY | _NO_LINK, dir_fd=self.handle) if _BY_HANDLE else None
        return Folder(self.path / name, handle)

    def made(self, name: str) -> Folder:
        """Open a folder in this one; if there is none, create it for this user only.

        Raises:
            FileError: It is a link.
            OSError: It cannot be created or opened.
        """
        with contextlib.suppress(FileExistsError):
            os.mkdir(self._at(name), 0o700, dir_fd=self.handle)
        return self.below(name)

    def own_status(self) -> os.stat_result:
        """Return the status of the folder itself."""
        return self.path.stat() if self.handle is None else os.fstat(self.handle)

    def status(self, name: str) -> os.stat_result:
        """Return the status of a name in the folder; for a link, that of the link."""
        return os.stat(self._at(name), dir_fd=self.handle, follow_symlinks=False)

    def names(self) -> list[str]:
        """Return the names in the folder, sorted."""
        with os.scandir(self.path if self.handle is None else self.handle) as entries:
            return sorted(entry.name for entry in entries)

    def read(self, name: str) -> Snapshot:
        """Read a file of the folder. A link is not followed.

        Raises:
            FileError: It is a link or not a regular file, or may not be read.
        """
        path = self.path / name
        try:
            with os.fdopen(self.opened(name), "rb") as file:
                status = os.fstat(file.fileno())
                refuse_irregular(path, status)
                return Snapshot(path, path, file.read(), status)
        except OSError as error:
            raise FileError(path, f"cannot be read ({said(error)})") from None

    def opened(self, name: str) -> int:
        """Open a file of the folder for reading, and return its handle. A link is not followed.

        Raises:
            FileError: It is a link.
            OSError: It cannot be opened.
        """
        if not _NO_LINK and stat.S_ISLNK(self.status(name).st_mode):
            raise FileError(self.path / name, _IS_LINK)
        try:
            return os.open(self._at(name), _READ, dir_fd=self.handle)
        except OSError as error:
            if error.errno in _LINK:
                raise FileError(self.path / name, _IS_LINK) from None
            raise

    def create(self, name: str) -> int:
        """Open a new file for writing, readable by this user only, and return its handle."""
        return os.open(self._at(name), _NEW, 0o600, dir_fd=self.handle)

    def write(self, name: str, content: bytes) -> None:
        """Write a new file, and wait until it is on the disk."""
        with os.fdopen(self.create(name), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def move(self, old: str, new: str) -> None:
        """Rename a file, replacing any file with the new name."""
        os.replace(self._at(old), self._at(new), src_dir_fd=self.handle, dst_dir_fd=self.handle)

    def remove(self, name: str) -> None:
        """Remove a file, or a link itself."""
        os.unlink(self._at(name), dir_fd=self.handle)

    def remove_folder(self, name: str) -> None:
        """Remove a folder and the files in it; raise an error if it contains folders, which stay."""
        with self.below(name) as folder:
            for inner in folder.names():
                folder.remove(inner)
        os.rmdir(self._at(name), dir_fd=self.handle)

    def lock(self) -> bool:
        """Lock the folder until it is closed, and return whether no other process has locked it.

        Where the system or the file system has no locks, nobody else has one either.
        """
        if self.handle is None:
            return True
        import fcntl

        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def sync(self) -> None:
        """Sync the names in the folder to the disk, if folders can be synced."""
        if self.handle is not None:
            os.fsync(self.handle)

    def _at(self, name: str) -> str | Path:
        return self.path / name if self.handle is None else name
