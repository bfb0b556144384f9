"""Whether something on the disk belongs to this user, and nobody else can write it."""

from __future__ import annotations

import os
import secrets
import stat
from typing import TYPE_CHECKING

from tfcompat.files._error import FileError

if TYPE_CHECKING:
    from pathlib import Path

    from tfcompat.files._folder import Folder

__all__ = ["refuse_shared"]

_OTHERS = 0o077


def refuse_shared(folder: Folder, name: str = "", status: os.stat_result | None = None) -> None:
    """Raise an error unless a folder, or a file in it, belongs to this user and is closed to all others.

    tfcompat creates journals like this. One from a clone or an archive, or from another user, is different.

    Args:
        folder: The folder.
        name: The file; none for the folder itself.
        status: The status of the file.

    Raises:
        FileError: It belongs to another user, or others may read or write it.
    """
    if not hasattr(os, "geteuid"):  # Windows
        return
    path: Path = folder.path / name
    status = status or folder.own_status()
    if status.st_uid != os.geteuid():
        raise FileError(
            path,
            f"belongs to another user (uid {status.st_uid}), but a journal is only used if it belongs to the user who "
            f"runs tfcompat (uid {os.geteuid()}); remove it, or run as its owner",
        )
    if status.st_mode & _OTHERS and _keeps_modes(folder):
        raise FileError(
            path,
            f"is open to other users (mode {stat.S_IMODE(status.st_mode):04o}), but tfcompat closes the journals that "
            f"it writes: this one may be a copy, or part of a clone or an archive. Read what it would restore; if you "
            f"trust it, close it with chmod -R go= .tfcompat in that folder and run again",
        )


def _keeps_modes(folder: Folder) -> bool:
    """Return whether the file system keeps the modes of files; some mounts give all files the same mode."""
    name = f".tfcompat-{secrets.token_hex(8)}"
    try:
        handle = folder.create(name)
    except OSError:
        return True
    try:
        return not os.fstat(handle).st_mode & _OTHERS
    finally:
        os.close(handle)
        folder.remove(name)
