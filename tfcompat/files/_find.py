"""Which files some paths mean: in a git checkout git decides, otherwise the contents of the folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tfcompat.files._error import FileError, said
from tfcompat.files._git import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Dangling", "Excluded", "find"]

_Exclude = Callable[[Path], bool]
_SUFFIXES = (".py", ".pyw", ".ipynb")
_SKIPPED = {
    "__pycache__",
    "build",
    "dist",
    "env",
    "node_modules",
    "site-packages",
    "venv",
}


@dataclass(frozen=True, slots=True)
class Excluded:
    """A file that was found, but is excluded."""

    path: Path


@dataclass(frozen=True, slots=True)
class Dangling:
    """A broken link in a folder, such as an editor's lock file: there is nothing to read."""

    path: Path


_Found = Path | Excluded | Dangling | FileError


def find(names: Sequence[str], *, exclude: _Exclude = lambda _: False) -> Iterator[_Found]:
    """Yield the Python files and notebooks that paths name, each once: a file itself, a folder by its contents.

    In a git checkout these are the files that git does not ignore; elsewhere hidden folders, virtual environments,
    build folders and installed packages are left out. A link to a folder is not followed.

    Args:
        names: Files and folders.
        exclude: Returns whether a path is excluded.

    Yields:
        A path, an excluded path, a broken link, or the error about a path that cannot be read.
    """
    seen: set[str] = set()
    roots = frozenset(Path(os.path.realpath(name)) for name in names)
    for name in names:
        for found in _named(Path(name), roots, exclude):
            if isinstance(found, (FileError, Dangling)):
                yield found
            elif (real := os.path.realpath(found.path if isinstance(found, Excluded) else found)) not in seen:
                seen.add(real)
                yield found


def _named(path: Path, roots: frozenset[Path], exclude: _Exclude) -> Iterator[_Found]:
    """Yield what one path of the command line means."""
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        why = "is a broken link" if path.is_symlink() else "does not exist; name a Python file or a folder"
        yield FileError(path, why)
    except OSError as error:
        yield FileError(path, f"cannot be read ({said(error)})")
    else:
        yield from _in_folder(path, roots, exclude) if is_folder else [Excluded(path) if exclude(path) else path]


def _in_folder(folder: Path, roots: frozenset[Path], exclude: _Exclude) -> Iterator[_Found]:
    by_git = _git_files(folder)
    files = sorted(_walked(folder) if by_git is None else by_git, key=str)
    any_file = False
    for file in files:
        if isinstance(file, FileError):
            any_file = True  # it may contain some
            yield file
        elif file.suffix in _SUFFIXES and not stat.S_ISDIR(_mode(file) or 0):
            any_file = True
            if exclude(file):
                yield Excluded(file)
            elif _leads_nowhere(file):
                yield Dangling(file)
            elif not roots.isdisjoint(((real := Path(os.path.realpath(file))), *real.parents)):
                yield file
            else:
                yield FileError(file, f"is a link that leads outside {folder}; name its target to include it")
    if not any_file:
        yield FileError(folder, f"contains no Python files (searched for {', '.join(_SUFFIXES)})")


def _git_files(folder: Path) -> list[Path | FileError] | None:
    """Return the files below a folder that git does not ignore.

    None if git does not know the folder, or ignores it.
    """
    names = listed(folder)
    if names is None:
        return None
    found: list[Path | FileError] = []
    for name in names:
        if isinstance(name, FileError):
            found.append(name)
        elif (mode := _mode(folder / name)) is None:  # listed, but deleted
            continue
        elif stat.S_ISDIR(mode):  # a nested repository
            found += _git_files(folder / name) or _walked(folder / name)
        else:
            found.append(folder / name)
    return found


def _mode(path: Path) -> int | None:
    """Return the kind of file at a path. None if it is gone, 0 if it may not be known: reading it raises the reason."""
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return 0


def _leads_nowhere(path: Path) -> bool:
    """Return whether a path is a broken link; if it may not be known, reading the path raises the reason."""
    try:
        return stat.S_ISLNK(_mode(path) or 0) and not path.exists()
    except OSError:
        return False


def _walked(folder: Path) -> list[Path | FileError]:
    found: list[Path | FileError] = []

    def unreadable(error: OSError) -> None:
        found.append(FileError(error.filename, f"cannot be opened ({said(error)})"))

    for place, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if name not in _SKIPPED and not name.startswith(".")]
        found += [Path(place, name) for name in files]
    return found
