"""What names from other files of the run, mostly through star imports, are or may be."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from tfcompat.migrate.names.resolver import Names
from tfcompat.migrate.syntax.source import NotAnalysedError, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.names.scopes import NameUse, Star
    from tfcompat.migrate.project import Program

__all__ = ["Stars", "elsewhere"]

# Libraries whose star import binds no usual name of TensorFlow or a part of it.
_OTHERS = {"keras", "matplotlib", "numpy", "pylab", "scipy", "six", "tensorflow", "tf_keras", *sys.stdlib_module_names}
_LIBRARIES = {"keras", "tensorflow", "tf_keras"}
_DEEP = 8


def elsewhere(program: Program | None, path: str, module: str, name: str) -> frozenset[str] | None:
    """Return what a module, imported by the file at a path, has under a name.

    Returns:
        The qualified names; empty if it certainly does not have the name, and None if it is not a file of the run, or
        may have several values.
    """
    if module.split(".")[0] in _OTHERS:
        return frozenset() if module.split(".")[0] not in _LIBRARIES else None
    found = list(_meanings(program, module, path, name, _DEEP))
    if None in found or len(set(found)) > 1:
        return None
    return found[0] if found else frozenset()


def _meanings(
    program: Program | None, module: str, path: str, name: str, depth: int
) -> Iterator[frozenset[str] | None]:
    """Yield what a name may be in the module, one set per file that the module may be; None if unknown."""
    files = program.module(module, path) if program is not None and depth else []
    if not files:
        yield None
    for file in files:
        names = program.names_of(file, partial(_names_of, program)) if program is not None else None
        if names is None or _is_hidden(names, name):
            yield None
        elif name in names.tree.module.bound:
            there = names.of_name(name, names.tree.module)
            yield there.names if there.certain else None
        else:
            for star in dict.fromkeys(star.module for star in names.tree.stars):
                if star.split(".")[0] not in _OTHERS:
                    yield from _meanings(program, star, file, name, depth - 1)


def _names_of(program: Program, path: str, raw: bytes) -> Names | None:
    try:
        return Names(parse(raw), elsewhere=partial(elsewhere, program, path))
    except NotAnalysedError:
        return None


def _is_hidden(names: Names, name: str) -> bool:
    """Return whether a list of a star import's names omits a name."""
    text = names.source.text
    return b"__all__" in text and not any(quote + name.encode() + quote in text for quote in (b"'", b'"'))


class Stars:
    """What the star imports of one file may bind, according to the files of the run."""

    def __init__(self, names: Names, path: str, program: Program | None) -> None:
        self._names = names
        self._path = path
        self._program = program

    def doubt(self, reference: NameUse) -> str:
        """Return why a later star import may have rebound the first part of a reference; empty if none may."""
        name, scope = reference.parts[0], reference.scope
        owner = scope.owner(name)
        if owner is None or owner is not scope.module or not self._names.tree.stars:
            return ""
        bound = max((binding.node.start_byte for binding in owner.bound[name]), default=0)
        meaning = self._names.of_name(name, owner).names
        for star in self._names.tree.stars:
            if star.node.start_byte > bound and self._may_bind(star, name, meaning):
                line, _ = self._names.source.position(star.node.start_byte)
                return f"`from {star.module} import *` on line {line} may rebind {name}"
        return ""

    def _may_bind(self, star: Star, name: str, meaning: frozenset[str]) -> bool:
        if star.module.split(".")[0] in _OTHERS or name.startswith("_"):
            return False
        found = list(_meanings(self._program, star.module, self._path, name, _DEEP))
        return any(names is None or not names <= meaning for names in found)
