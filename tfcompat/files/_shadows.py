"""Modules of a project with this package's name, which the import that a migration writes could find instead."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["shadows"]

_OURS = Path(__file__).parents[1]


def shadows(files: Iterable[Path], named: Iterable[Path]) -> list[Path]:
    """Return the modules named ``tfcompat`` next to some files, or in a parent folder.

    Args:
        files: The files that import this package.
        named: Folders of the run: the search ends there.
    """
    tops = set(named)
    folders: dict[Path, None] = {}
    for file in files:
        for folder in file.parents:
            folders[folder] = None
            if folder in tops or tops.isdisjoint(file.parents):
                break
    found = (folder / name for folder in folders for name in ("tfcompat.py", "tfcompat/__init__.py"))
    return sorted(path for path in found if path.is_file() and path.parent.resolve() != _OURS)
