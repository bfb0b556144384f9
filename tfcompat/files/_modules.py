"""The file of a module that another file imports from the same folder or relatively."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["module_near", "whole"]

_LARGE = 1_000_000
"""The largest file, in bytes, that counts as a small module of names."""


def module_near(module: str, path: str) -> str:
    """Return the file of a module that the file at a path imports relatively, or that is in its folder.

    None if there is none. For a package this is the ``__init__.py``. Nothing is read.
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
    """Return whether a path is a regular file that is worth reading."""
    try:
        return path.is_file() and path.stat().st_size <= _LARGE
    except OSError:
        return False


def whole(path: str) -> str:
    """Return an absolute path without following links."""
    return os.path.normpath(Path.cwd() / path)
