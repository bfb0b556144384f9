"""What a notebook knows of the files of the run, and what may use its names."""

from __future__ import annotations

import re

from tfcompat.migrate.project import Program

__all__ = ["NotebookProgram"]


class NotebookProgram(Program):
    """What a notebook hides from the migrator may use its names; no other file imports them."""

    def __init__(self, hidden: str, files: Program | None) -> None:
        super().__init__()
        self._words = set(re.findall(r"\w+", hidden))
        self._run = files or Program()

    def module(self, name: str, path: str) -> dict[str, bytes]:
        """The files of the run that may be a module."""
        return self._run.module(name, path)

    def scope_of(self, name: str, path: str) -> str:
        """Where an ``arg_scope`` of the run gives a function defaults."""
        return self._run.scope_of(name, path)

    def may_import(self, name: str, path: str, text: bytes) -> bool:  # noqa: ARG002 - its signature
        """Whether a magic, or a cell that is not looked at, may use a name."""
        return name in self._words
