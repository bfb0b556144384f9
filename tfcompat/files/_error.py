"""How everything that goes wrong on the disk is told: one path, one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FileError", "said"]


class FileError(Exception):
    """A path that could not be looked at or written, and why, in one sentence."""

    def __init__(self, path: str | Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = str(path)
        self.why = why

    def __reduce__(self) -> tuple[type[FileError], tuple[str, str]]:
        """Errors go from process to process, and are made again from their two parts."""
        return FileError, (self.path, self.why)


def said(error: OSError) -> str:
    """Return what the system says, to go into a sentence."""
    return (error.strerror or type(error).__name__).lower()
