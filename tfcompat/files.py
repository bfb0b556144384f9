"""Finding, reading and replacing files. Nothing else of the migrator touches the disk.

A file is replaced as a whole: by a temporary file beside it that has its mode and owner, moved onto it in one step.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["FileError", "Notebook", "Snapshot", "find", "read", "replace"]

_SUFFIXES = (".py", ".pyw")
_NOTEBOOK = ".ipynb"
_SKIPPED = {
    "__pycache__",
    "build",
    "dist",
    "env",
    "node_modules",
    "site-packages",
    "venv",
}


class FileError(Exception):
    """A path that could not be looked at or written, and why, in one sentence."""

    def __init__(self, path: str | Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = str(path)
        self.why = why


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook that lies in a folder: nobody named it, so it is no error, but it is not looked at."""

    path: Path


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file as it was when it was read."""

    path: Path
    """As it was named."""
    real: Path
    """Where links lead to."""
    raw: bytes
    status: os.stat_result


def find(names: Sequence[str]) -> Iterator[Path | Notebook | FileError]:
    """The Python files that paths name, each once: a file as it is, a folder by what lies in it.

    In a git checkout these are the files that git does not ignore; elsewhere hidden folders, virtual environments,
    build folders and installed packages are left out.

    Yields:
        A path, a notebook that is passed over, or the error that stands for a path that cannot be looked at.
    """
    seen: set[str] = set()
    for name in names:
        for found in _named(Path(name)):
            if isinstance(found, FileError):
                yield found
            elif (real := os.path.realpath(found.path if isinstance(found, Notebook) else found)) not in seen:
                seen.add(real)
                yield found


def read(path: Path) -> Snapshot:
    """Read a file.

    Raises:
        FileError: It is no regular file, or may not be read.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise FileError(path, "is no regular file; name a file of Python source")
        return Snapshot(path, Path(os.path.realpath(path)), path.read_bytes(), status)
    except OSError as error:
        raise FileError(path, f"cannot be read ({_said(error)})") from None


def replace(old: Snapshot, new: bytes) -> None:
    """Put `new` where a file was, all of it or nothing. A link stays a link: what it leads to is replaced.

    Raises:
        FileError: The file changed since it was read, or may not be replaced; it is as it was.
    """
    try:
        _refuse_to_lose(old)
        handle, temporary = tempfile.mkstemp(dir=old.real.parent, prefix=f".{old.real.name}.", suffix=".tfcompat")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(new)
                file.flush()
                _like(old, file.fileno())
                os.fsync(file.fileno())
            Path(temporary).replace(old.real)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise
        _sync_folder(old.real.parent)
    except OSError as error:
        raise FileError(old.path, f"cannot be written ({_said(error)}); it is unchanged") from None


def _refuse_to_lose(old: Snapshot) -> None:
    """Raise where somebody else's wish stands against the replacement."""
    if not old.status.st_mode & 0o222:
        raise FileError(old.path, "is read-only and stays unchanged; make it writable first")
    if old.real.read_bytes() != old.raw:
        raise FileError(old.path, "changed while it was looked at, and stays as it is; run again")
    if old.status.st_nlink > 1:
        raise FileError(
            old.path,
            "is one file under several names (hard links), which would no longer be the same, and stays unchanged; "
            "make it a file of its own first, with cp and mv",
        )


def _like(old: Snapshot, handle: int) -> None:
    """Give an open file the owner and mode of another; an owner that cannot be given raises."""
    if not hasattr(os, "fchown"):  # Windows has neither
        return
    now, was = os.fstat(handle), old.status
    if (now.st_uid, now.st_gid) != (was.st_uid, was.st_gid):
        os.fchown(handle, was.st_uid, was.st_gid)
    os.fchmod(handle, stat.S_IMODE(was.st_mode))


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a crash, where folders can be synced."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _named(path: Path) -> Iterator[Path | Notebook | FileError]:
    """What one path of the command line stands for."""
    if path.suffix == _NOTEBOOK:
        yield FileError(path, "is a notebook, which is not migrated; export it as a .py file and name that")
        return
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        why = "is a link that leads nowhere" if path.is_symlink() else "does not exist; name a Python file or a folder"
        yield FileError(path, why)
    except OSError as error:
        yield FileError(path, f"cannot be looked at ({_said(error)})")
    else:
        yield from _in_folder(path) if is_folder else [path]


def _in_folder(folder: Path) -> Iterator[Path | Notebook | FileError]:
    listed = _git_files(folder)
    files = sorted(_walked(folder) if listed is None else listed, key=str)
    root, any_file = os.path.realpath(folder), False
    for file in files:
        if isinstance(file, FileError):
            any_file = True  # there may be some behind it
            yield file
        elif file.suffix == _NOTEBOOK:
            yield Notebook(file)
        elif file.suffix in _SUFFIXES and not stat.S_ISDIR(_mode(file) or 0):
            any_file = True
            inside = os.path.commonpath([root, os.path.realpath(file)]) == root
            yield file if inside else FileError(file, f"leads out of {folder}; name what it leads to, to migrate that")
    if not any_file:
        yield FileError(folder, f"holds no Python files (looked for {' and '.join(_SUFFIXES)})")


def _git_files(folder: Path) -> list[Path | FileError] | None:
    """The files below a folder that git does not ignore; None where git has no say, or ignores the folder itself."""
    git = shutil.which("git")
    if git is None or _git(git, folder, "check-ignore", "--quiet", ".") != b"no":
        return None
    listed = _git(git, folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if listed is None:
        return None
    found: list[Path | FileError] = []
    for name in sorted({os.fsdecode(name) for name in listed.split(b"\0") if name}):
        path = folder / name
        if (mode := _mode(path)) is None:  # listed, but deleted
            continue
        if stat.S_ISDIR(mode):  # a repository inside this one
            found += _git_files(path) or _walked(path)
        else:
            found.append(path)
    return found


def _mode(path: Path) -> int | None:
    """What kind of thing a path is; None where it is gone, 0 where that may not be known: reading it says why."""
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return 0


def _git(git: str, folder: Path, *arguments: str) -> bytes | None:
    """What git says: its output, ``b"no"`` for exit status 1, None where it fails. No hook of the checkout runs."""
    command = [git, "-C", str(folder), "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - fixed command, no shell
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else b"no" if done.returncode == 1 else None


def _walked(folder: Path) -> list[Path | FileError]:
    found: list[Path | FileError] = []

    def unreadable(error: OSError) -> None:
        found.append(FileError(error.filename, f"cannot be looked into ({_said(error)})"))

    for place, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if name not in _SKIPPED and not name.startswith(".")]
        found += [Path(place, name) for name in files]
    return found


def _said(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
