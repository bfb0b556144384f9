"""Replacing: a file has its old or its new content at every moment, even after a power failure."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from typing import TYPE_CHECKING

from tfcompat.files._error import FileError, said
from tfcompat.files._folder import Folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tfcompat.files._read import Snapshot

__all__ = ["create", "refuse_to_lose", "replace", "temporary_name"]

# The file system has no extended attributes, or we may not set one of them.
_NO_ATTRIBUTES = {errno.ENOTSUP, errno.EPERM, errno.ENODATA, errno.EINVAL, errno.EACCES}


def replace(old: Snapshot, new: bytes, *, temporary: str = "", folder: Folder | None = None) -> None:
    """Replace a file by `new`, completely or not at all. A link stays a link: its target is replaced.

    Args:
        old: The file, which has to be unchanged since it was read.
        new: Its new content.
        temporary: The name of the temporary file next to it; any free name.
        folder: The folder of the file, if it is already open.

    Raises:
        FileError: The file changed since it was read, or may not be replaced; it is unchanged.
    """
    temporary = temporary or temporary_name(secrets.token_hex(8), 0)
    try:
        with contextlib.nullcontext(folder) if folder else Folder.open(old.real.parent) as place:
            _replace(place, old, new, temporary)
    except OSError as error:
        raise FileError(old.path, f"cannot be written ({said(error)}); it is unchanged") from None


def refuse_to_lose(old: Snapshot) -> None:
    """Raise an error if a file must not be replaced: it changed since it was read, is read-only, or has several names.

    Raises:
        FileError: Why.
    """
    try:
        with Folder.open(old.real.parent) as place:
            _refuse_to_lose(place, old)
    except OSError as error:
        raise FileError(old.path, f"cannot be written ({said(error)}); it is unchanged") from None


def _replace(place: Folder, old: Snapshot, new: bytes, temporary: str) -> None:
    _refuse_to_lose(place, old)
    handle = place.create(temporary)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(new)
            file.flush()
            _like(old, place, file.fileno())
            os.fsync(file.fileno())
        _refuse_to_lose(place, old)  # writing took time
        place.move(temporary, old.real.name)
    except BaseException:
        with contextlib.suppress(OSError):
            place.remove(temporary)
        raise
    place.sync()


def create(path: Path, content: bytes) -> None:
    """Write an output file, such as a patch, over any existing file.

    Raises:
        FileError: It may not be written.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise FileError(path, f"cannot be written ({said(error)})") from None


def temporary_name(run: str, number: int) -> str:
    """Return a name for a temporary file.

    It is hidden, not a source file, and short, because the file's own name may have the maximal length.
    """
    return f".tfcompat-{run}-{number}"


def _refuse_to_lose(place: Folder, old: Snapshot) -> None:
    """Raise an error if the file must not be replaced."""
    if not old.status.st_mode & 0o222:
        raise FileError(old.path, "is read-only and stays unchanged; make it writable first")
    if not _is_as_read(place, old):
        raise FileError(old.path, "changed during the run and was left unchanged; run again")
    if old.status.st_nlink > 1:
        raise FileError(
            old.path,
            "is one file with several names (hard links), which would no longer be the same file, and stays unchanged; "
            "make it a separate file first, with cp and mv",
        )


def _is_as_read(place: Folder, old: Snapshot) -> bool:
    """Return whether a file has the content that was read; not if it is gone, or now a link."""
    try:
        return stat.S_ISREG(place.status(old.real.name).st_mode) and place.read(old.real.name).raw == old.raw
    except FileNotFoundError:
        return False


def _like(old: Snapshot, place: Folder, handle: int) -> None:
    """Copy owner, mode and attributes to an open file; raise an error if the owner cannot be set."""
    if not hasattr(os, "fchown"):  # Windows has neither
        return
    now, was = os.fstat(handle), old.status
    if (now.st_uid, now.st_gid) != (was.st_uid, was.st_gid):
        os.fchown(handle, was.st_uid, was.st_gid)
    os.fchmod(handle, stat.S_IMODE(was.st_mode))
    if hasattr(os, "listxattr"):  # including access control lists
        _copy_attributes(place, old.real.name, handle)


def _copy_attributes(place: Folder, name: str, handle: int) -> None:
    with _where_there_are_any(), os.fdopen(place.opened(name), "rb") as source:
        for attribute in os.listxattr(source.fileno()):
            with _where_there_are_any():
                os.setxattr(handle, attribute, os.getxattr(source.fileno(), attribute))


@contextlib.contextmanager
def _where_there_are_any() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ATTRIBUTES:
            raise
