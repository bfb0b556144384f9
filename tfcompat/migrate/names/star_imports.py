"""Star imports below the import of a name: what they may put in its place."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tfcompat.migrate.names.resolver import Names
from tfcompat.migrate.syntax.source import NotAnalysedError, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.names.scopes import Reference, Star
    from tfcompat.migrate.project import Program

__all__ = ["Stars"]

# Libraries whose star import brings no name that people give to TensorFlow or to a part of it.
_OTHERS = {"keras", "matplotlib", "numpy", "pylab", "scipy", "six", "tensorflow", "tf_keras", *sys.stdlib_module_names}
_DEEP = 8


class Stars:
    """What the star imports of one file may bind, as far as the files of the run show it."""

    def __init__(self, names: Names, path: str, program: Program | None) -> None:
        self._names = names
        self._path = path
        self._program = program

    def doubt(self, reference: Reference) -> str:
        """Why a star import below may have given the first part of a reference another meaning; nothing where none."""
        name, scope = reference.parts[0], reference.scope
        owner = scope.owner(name)
        if owner is None or owner is not scope.module or not self._names.tree.stars:
            return ""
        bound = max((binding.node.start_byte for binding in owner.bound[name]), default=0)
        meaning = self._names.of_name(name, owner).names
        for star in self._names.tree.stars:
            if star.node.start_byte > bound and self._may_bind(star, name, meaning):
                line, _ = self._names.source.position(star.node.start_byte)
                return f"`from {star.module} import *` on line {line} may give {name} another meaning"
        return ""

    def _may_bind(self, star: Star, name: str, meaning: frozenset[str]) -> bool:
        if star.module.split(".")[0] in _OTHERS or name.startswith("_"):
            return False
        found = list(self._meanings(star.module, self._path, name, _DEEP))
        return any(names is None or not names <= meaning for names in found)

    def _meanings(self, module: str, path: str, name: str, depth: int) -> Iterator[frozenset[str] | None]:
        """What the module may mean by a name, one set for each file that it may be; None where that is not known."""
        files = self._program.module(module, path) if self._program and depth else {}
        if not files:
            yield None
        for file, raw in files.items():
            try:
                names = Names(parse(raw))
            except NotAnalysedError:
                yield None
                continue
            if name in names.tree.module.bound:
                there = names.of_name(name, names.tree.module)
                yield there.names if there.certain else None
                continue
            for star in names.tree.stars:
                if star.module.split(".")[0] not in _OTHERS:
                    yield from self._meanings(star.module, file, name, depth - 1)
