"""A notebook among the files of a run: text that the migrator does not read may use its names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfcompat.migrate.project import Program

if TYPE_CHECKING:
    from collections.abc import Callable

    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.release.age import Age
    from tfcompat.migrate.release.members import Member

__all__ = ["CellsOfProgram"]


class CellsOfProgram(Program):
    """Text of the notebook that the migrator does not read may use its names; no other file imports them."""

    def __init__(self, hidden: str, files: Program | None) -> None:
        super().__init__()
        self._words = set(re.findall(r"\w+", hidden))
        self._run = files or Program()

    def module(self, name: str, path: str) -> list[str]:
        """Return the files of the run that may be a module."""
        return self._run.module(name, path)

    def names_of(self, path: str, look: Callable[[str, bytes], Names | None]) -> Names | None:
        """Return the resolver of a module of the run."""
        return self._run.names_of(path, look)

    def has_module(self, name: str) -> bool:
        """Return whether the run has a module of that name."""
        return self._run.has_module(name)

    def is_stored_elsewhere(self, attribute: str, text: bytes) -> bool:
        """Return whether a magic, an unchecked cell, or a file of the run may assign an attribute."""
        return attribute in self._words or self._run.is_stored_elsewhere(attribute, text)

    def has_arg_scope(self, path: str) -> bool:
        """Return whether a file of the run that is joined to the notebook uses ``arg_scope``."""
        return self._run.has_arg_scope(path)

    def age_around(self, path: str, look: Callable[[bytes, str], Age]) -> Age:
        """Return what the joined files of the run show about the generation."""
        return self._run.age_around(path, look)

    def may_import(self, name: str, path: str, text: bytes, **_: bool) -> bool:  # noqa: ARG002 - the protocol has them
        """Return whether a magic, or an unchecked cell, may use a name."""
        return name in self._words

    def group(self, path: str) -> tuple[Member, ...]:
        """Return the files of the run that are joined with a notebook."""
        return self._run.group(path)
