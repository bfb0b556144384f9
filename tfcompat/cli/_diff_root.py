"""The folder in which a diff applies: its names are relative to it, because git refuses names outside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tfcompat import files as disk

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["place_of"]


def place_of(names: Sequence[str]) -> tuple[Path, list[Path]]:
    """Return the folder in which one diff of all these files applies, and the files relative to it.

    This is the current folder if all are below it, otherwise the git checkout that contains them, otherwise their
    common folder.
    """
    here = Path.cwd()
    files = [_straight(here / name) for name in names]
    folder = here if all(file.is_relative_to(here) for file in files) else _shared(files)
    return folder, [file.relative_to(folder) for file in files]


def _straight(file: Path) -> Path:
    """Return a path without ``..``, which the file system has to resolve: the folder before it may be a link."""
    return file.parent.resolve() / file.name if ".." in file.parts else file


def _shared(files: Sequence[Path]) -> Path:
    shared = next(folder for folder in files[0].parents if all(file.is_relative_to(folder) for file in files))
    return next((folder for folder in (shared, *shared.parents) if disk.there(folder / ".git")), shared)
