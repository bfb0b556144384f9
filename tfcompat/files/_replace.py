"""Replacing: a file is the old one or the new one at every moment, also for who pulls the plug."""

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

__all__ = ["create", "replace", "temporary_name"]

# Where a file system has no extended attributes, or one of them is not ours to give.
_NO_ATTRIBUTES = {errno.ENOTSUP, errno.EPERM, errno.ENODATA, errno.EINVAL, errno.EACCES}


def replace(old: Snapshot, new: bytes, *, temporary: str = "", folder: Folder | None = None) -> None:
    """Put `new` where a file was, all of it or nothing. A link stays a link: what it leads to is replaced.

    Args:
        old: The file, which has to be as it was read.
        new: What it is to hold.
        temporary: What to call the file that is written beside it first; its name is free to choose.
        folder: The folder of the file, where it is open already.

    Raises:
        FileError: The file changed since it was read, or may not be replaced; it is as it was.
    """
    temporary = temporary or temporary_name(secrets.token_hex(8), 0)
    try:
        with contextlib.nullcontext(folder) if folder else Folder.open(old.real.parent) as place:
            _replace(place, old, new, temporary)
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
        _refuse_to_lose(place, old)  # writing took its time
        place.move(temporary, old.real.name)
    except BaseException:
        with contextlib.suppress(OSError):
            place.remove(temporary)
        raise
    place.sync()


def create(path: Path, content: bytes) -> None:
    """Write a file of our own, such as a patch, over whatever file was there.

    Raises:
        FileError: It may not be written.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise FileError(path, f"cannot be written ({said(error)})") from None


def temporary_name(run: str, number: int) -> str:
    """Return a name beside any file.

    Hidden, no source, and short, for the file's own may be as long as a name can be.
    """
    return f".tfcompat-{run}-{number}"


def _refuse_to_lose(place: Folder, old: Snapshot) -> None:
    """Raise where somebody else's wish stands against the replacement."""
    if not old.status.st_mode & 0o222:
        raise FileError(old.path, "is read-only and stays unchanged; make it writable first")
    if not _is_as_read(place, old):
        raise FileError(old.path, "changed during the run and was left unchanged; run again")
    if old.status.st_nlink > 1:
        raise FileError(
            old.path,
            "is one file under several names (hard links), which would no longer be the same, and stays unchanged; "
            "make it a file of its own first, with cp and mv",
        )


def _is_as_read(place: Folder, old: Snapshot) -> bool:
    """Return whether a file holds what was read; one that is gone, or is a link by now, does not."""
    try:
        return stat.S_ISREG(place.status(old.real.name).st_mode) and place.read(old.real.name).raw == old.raw
    except FileNotFoundError:
        return False


def _like(old: Snapshot, place: Folder, handle: int) -> None:
    """Give an open file the owner, mode and attributes of another; an owner that cannot be given raises."""
    if not hasattr(os, "fchown"):  # Windows has neither
        return
    now, was = os.fstat(handle), old.status
    if (now.st_uid, now.st_gid) != (was.st_uid, was.st_gid):
        os.fchown(handle, was.st_uid, was.st_gid)
    os.fchmod(handle, stat.S_IMODE(was.st_mode))
    if hasattr(os, "listxattr"):  # access control lists are among them
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
