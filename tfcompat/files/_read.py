"""Reading: the content and the status of a file at one moment."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from tfcompat.files._error import FileError, said

__all__ = ["Snapshot", "nearest", "read", "refuse_irregular", "there"]

# Opening a pipe that nobody writes to would wait forever; Windows has no such flag, and text is its default.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file at the time of reading."""

    path: Path
    """The path as given."""
    real: Path
    """The path with links resolved."""
    raw: bytes
    status: os.stat_result


def read(path: Path) -> Snapshot:
    """Read a file.

    Raises:
        FileError: It is not a regular file, or may not be read.
    """
    try:
        refuse_irregular(path, path.stat())
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            status = os.fstat(file.fileno())
            refuse_irregular(path, status)  # it may have become a pipe in the meantime
            return Snapshot(path, Path(os.path.realpath(path)), file.read(), status)
    except OSError as error:
        raise FileError(path, f"cannot be read ({said(error)})") from None


def there(path: Path) -> bool:
    """Return whether there is something at a path; not if the path cannot be followed, as below a closed folder."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises an error below a closed folder


def nearest(folder: Path, name: str) -> list[Path]:
    """Return the files with a name in a folder and its parents, nearest first.

    Raises:
        FileError: A folder above one of them is closed, so that nobody knows what is there.
    """
    try:
        return [place / name for place in (folder, *folder.parents) if _is_file(place / name)]
    except OSError as error:
        raise FileError(folder, f"cannot be searched for {name} ({said(error)})") from None


def _is_file(path: Path) -> bool:
    """Return whether there is a file. In Python 3.14, `Path.is_file` also returns False if that may not be known.

    Raises:
        OSError: It may not be known.
    """
    try:
        return stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 - as said above
    except (FileNotFoundError, NotADirectoryError):
        return False


def refuse_irregular(path: Path, status: os.stat_result) -> None:
    """Raise an error if a path is a folder, a pipe or a device.

    Raises:
        FileError: It is not a regular file.
    """
    if not stat.S_ISREG(status.st_mode):
        raise FileError(path, "is not a regular file; name a Python file or a folder")
