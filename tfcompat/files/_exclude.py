"""Patterns of paths, with the same meaning as in a ``.gitignore``."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Patterns"]


class Patterns:
    """What some patterns match, seen from one folder: ``old/``, ``*_pb2.py``, ``src/**/vendored``.

    Raises:
        ValueError: One of them is not a pattern.
    """

    def __init__(self, folder: Path, patterns: Sequence[str]) -> None:
        self._folder = _whole(folder)
        try:
            self._spec = GitIgnoreSpec.from_lines(pattern.removeprefix("./") for pattern in patterns)
        except re.error as error:  # such as [z-a]
            raise ValueError(f"{[*patterns]} cannot be patterns ({error})") from None

    def match(self, path: Path) -> bool:
        """Return whether a pattern matches a file, or a folder above it, and no later ``!pattern`` undoes that."""
        full = _whole(path)
        inside = full.is_relative_to(self._folder)
        return self._spec.match_file((full.relative_to(self._folder) if inside else full).as_posix().lstrip("/"))


def _whole(path: Path) -> Path:
    """Return an absolute path without following links."""
    return Path(os.path.normpath(Path.cwd() / path))
