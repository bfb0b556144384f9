"""Where the file of a module lies that another file imports from beside it."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["module_near", "whole"]

_LARGE = 1_000_000
"""Bytes; a file that is larger holds no few names for others."""


def module_near(module: str, path: str) -> str:
    """Return the file of a module that the file at a path calls by dots, or that lies in its folder.

    Nothing if none does.

    Of packages that is the ``__init__.py``. Nothing is read.
    """
    parts = [part for part in module.split(".") if part]
    dots = len(module) - len(module.lstrip("."))
    if not all(part.isidentifier() for part in parts):
        return ""
    folder = Path(path).parent
    for _ in range(dots - 1):
        folder = folder.parent
    place = folder.joinpath(*parts)
    files = (place.with_suffix(".py"), place / "__init__.py") if parts else (place / "__init__.py",)
    return next((str(file) for file in files if _is_small(file)), "")


def _is_small(path: Path) -> bool:
    """Return whether a path is that of a regular file that is worth reading."""
    try:
        return path.is_file() and path.stat().st_size <= _LARGE
    except OSError:
        return False


def whole(path: str) -> str:
    """Return a path from the root, by the names it was given: links are not followed."""
    return os.path.normpath(Path.cwd() / path)
