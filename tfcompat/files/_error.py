"""The error for everything that fails on the disk: one path, one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FileError", "said"]


class FileError(Exception):
    """A path that could not be read or written, and why, in one sentence."""

    def __init__(self, path: str | Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path: str = str(path)
        self.why = why

    def __reduce__(self) -> tuple[type[FileError], tuple[str, str]]:
        """Errors are sent between processes, and rebuilt from their two parts."""
        return FileError, (self.path, self.why)


def said(error: OSError) -> str:
    """Return the system's message, for use in a sentence."""
    return (error.strerror or type(error).__name__).lower()
