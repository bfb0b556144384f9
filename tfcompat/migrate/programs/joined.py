"""Which files of a run are parts of one program: files joined by imports, and files of one package."""

from __future__ import annotations

import re
import sys
from collections import deque
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeVar

from tfcompat.migrate.programs.imports import imported

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from tfcompat.migrate.programs.imports import Imported

__all__ = ["Joined"]

Fact = TypeVar("Fact")
Module = tuple[str, ...]
"""The place of a module: its folders and its name, or for a package only its folders."""

_DYNAMIC = re.compile(rb"\b(?:import_module|__import__|load_source|exec_module|run_path)\b")
_SEARCHED = re.compile(rb"\bsys\.path\b")
_MANY = 64
"""A name that more modules than this have is too ambiguous."""


class Joined:
    """The imports between the files of a run.

    Two files are joined if some file of the run imports both, directly or through others, or is one of them. A file in
    a package imports the package's other files; one that imports by computed names may import everything below its
    folder.
    """

    def __init__(self, sources: Sequence[bytes], paths: Iterable[str]) -> None:
        self._paths = list(paths)
        self._places = {path: at for at, path in enumerate(self._paths)}
        self._of_module: dict[Module, int] = {}
        self._packages: set[Module] = set()
        self._ends: dict[str, list[Module]] = {}
        self._ending: dict[Module, list[Module]] = {}
        self._words = {part for path in map(PurePath, self._paths) for part in (*path.parent.parts, path.stem)}
        for path, at in self._places.items():
            self._add_module(PurePath(path), at)
        self._imports: list[tuple[PurePath, set[Imported]]] = []
        self._down: list[set[int]] = [set() for _ in self._places]
        self._groups: dict[tuple[str, Module], int] = {}
        for (path, at), raw in zip(self._places.items(), sources, strict=True):
            self._add_imports(PurePath(path), at, raw)
        self._fill_folders()
        self._up: list[list[int]] = [[] for _ in self._down]
        for at, below in enumerate(self._down):
            for other in below:
                self._up[other].append(at)

    def spread(self, facts: Mapping[str, Fact]) -> dict[str, Fact]:
        """Return the fact for each file: its own, or that of a file joined to it."""
        known = {self._places[path]: fact for path, fact in facts.items()}
        _flood(known, self._up)
        _flood(known, self._down)
        return {path: known[at] for path, at in self._places.items() if at in known}

    def joined_to(self, path: str) -> list[str]:
        """Return the files that are joined to the one at a path, including itself, in the order of the run."""
        known = {self._places[path]: True}
        _flood(known, self._up)
        _flood(known, self._down)
        return [self._paths[at] for at in sorted(known) if at < len(self._paths)]

    def has(self, name: str) -> bool:
        """Return whether a file or a folder of the run has a name, by which a module may be imported."""
        return name in self._words

    def sought(self, names: Collection[str]) -> set[str]:
        """Return the files from which others import one of some names."""
        asked = {(module, str(path)) for path, found in self._imports for module, name in found if name in names}
        return {file for module, path in asked for file in self.modules(module, path)}

    def lacking(self, names: Collection[str]) -> list[tuple[str, str]]:
        """Return the files that import one of some names from outside the run, and their name for that module.

        The name is relative, or has one part, as for a file in the same folder.
        """
        asked = {(str(path), one.module) for path, found in self._imports for one in found if one.name in names}
        near = ((path, module) for path, module in asked if module.startswith(".") or "." not in module)
        return sorted((path, module) for path, module in near if module and not self.modules(module, path))

    def has_end(self, name: str) -> bool:
        """Return whether a module of the run has the last part of a dotted name, or the name consists of dots."""
        last = name.rpartition(".")[2]
        return not last or last in self._words

    def modules(self, name: str, path: str) -> list[str]:
        """Return the files that a module may be, from its name in the file at a path."""
        parts = tuple(part for part in name.split(".") if part)
        found = self._resolved(name, PurePath(path), searched=True)
        # Packages on the way to a module do not have its name; `from . import x` means the package itself.
        named = [module for module in found if module[-len(parts) :] == parts] if parts else found[-1:]
        return [self._paths[self._of_module[module]] for module in named]

    def groups(self) -> list[list[str]]:
        """Return the files in groups: those that import each other, in either direction."""
        above = list(range(len(self._paths)))
        for at in range(len(self._paths)):
            for other in self._down[at]:
                if other < len(self._paths):
                    one, two = _top(above, at), _top(above, other)
                    above[max(one, two)] = min(one, two)
        found: dict[int, list[str]] = {}
        for at, path in enumerate(self._paths):
            found.setdefault(_top(above, at), []).append(path)
        return list(found.values())

    def importers(self, path: str, name: str) -> dict[str, bool]:
        """Return the files that import a name of the one at a path, by name or by a star, and whether for themselves."""
        above = self._up[self._places[path]]
        dynamic = {at for (kind, _), at in self._groups.items() if kind == "folder"}.intersection(above)
        found = {at: taken for at in above if at < len(self._paths) for taken in self._takes(at, name, path)}
        found.update((at, True) for group in dynamic for at in self._up[group])
        return {self._paths[at]: found[at] for at in sorted(found) if self._paths[at] != path}

    def _takes(self, at: int, name: str, path: str) -> list[bool]:
        """Return how the imports of a file may give it a name of the file at a path."""
        here, found = self._imports[at]
        taken: set[bool] = set()
        for one in found:
            home = [self._paths[self._of_module[module]] for module in self._resolved(one.module, here, searched=True)]
            if path in home and one.name in ("", "*", name):
                taken.add(bool(one.name))
            if one.name and path in self.modules(one.modules[-1], str(here)):
                taken.add(False)
        return sorted(taken)

    def mentions(self, word: str, path: str) -> bool:
        """Return whether a file other than the one at a path imports something with a name, from anywhere."""
        files = (found for here, found in self._imports if str(here) != path)
        return any(word in (*one.module.split("."), one.name) for found in files for one in found)

    def _add_module(self, path: PurePath, at: int) -> None:
        if path.suffix != ".py":
            return
        module = path.parent.parts if path.stem == "__init__" else path.with_suffix("").parts
        self._of_module[module] = at
        if path.stem == "__init__":
            self._packages.add(module)
        if module:
            self._ends.setdefault(module[-1], []).append(module)

    def _add_imports(self, path: PurePath, at: int, raw: bytes) -> None:
        searched = bool(_SEARCHED.search(raw))
        found = set(imported(raw))
        self._imports.append((path, found))
        for name in {name for one in found for name in one.modules}:
            self._down[at].update(self._of_module[one] for one in self._resolved(name, path, searched=searched))
        folder = path.parent.parts
        if folder in self._packages:
            package = self._group("package", folder)
            self._down[at].add(package)
            self._down[package].add(at)
        if _DYNAMIC.search(raw):
            self._down[at].add(self._group("folder", folder))

    def _group(self, kind: str, folder: Module) -> int:
        """Return the number that represents all files of a package, or all files below a folder."""
        if (kind, folder) not in self._groups:
            self._groups[kind, folder] = len(self._down)
            self._down.append(set())
        return self._groups[kind, folder]

    def _fill_folders(self) -> None:
        """Connect each folder that represents everything below it with its files."""
        folders = {folder for kind, folder in self._groups if kind == "folder"}
        for module, at in self._of_module.items() if folders else ():
            for length in range(len(module)):
                if module[:length] in folders:
                    self._down[self._groups["folder", module[:length]]].add(at)

    def _resolved(self, name: str, path: PurePath, *, searched: bool) -> list[Module]:
        """Return the modules of the run that a name may mean in a file, and the packages around them."""
        parts = tuple(part for part in name.split(".") if part)
        dots = len(name) - len(name.lstrip("."))
        here = path.parent.parts
        if dots:
            home = here[: len(here) - (dots - 1)]
            return [*self._around((*home, *parts), len(home))] if dots - 1 <= len(here) else []
        for length in range(len(here), -1, -1):
            if (*here[:length], *parts) in self._of_module:
                return [*self._around((*here[:length], *parts), length)]
        ends = self._elsewhere(parts, here, searched=searched)
        return [found for end in ends for found in self._around(end, len(end) - len(parts))]

    def _around(self, module: Module, above: int) -> Iterator[Module]:
        """Yield a module, and the packages that Python imports on the way to it."""
        for length in range(min(above + 1, len(module)), len(module) + 1):
            if module[:length] in self._of_module:
                yield module[:length]

    def _elsewhere(self, parts: Module, here: Module, *, searched: bool) -> list[Module]:
        """Return the modules nearest to the file whose path ends in a name, if no folder above the file has it.

        A name with one part may belong to another library: it counts if the file changes its search path, or if the
        module is a package, or is below the file's folder.
        """
        if parts not in self._ending:
            found = [end for end in self._ends.get(parts[-1], ()) if end[-len(parts) :] == parts] if parts else []
            self._ending[parts] = found if len(found) <= _MANY else []
        ends = self._ending[parts]
        if len(parts) == 1:
            if parts[0] in sys.stdlib_module_names:
                return []
            ends = [end for end in ends if searched or end in self._packages or end[: len(here)] == here]
        shared = [_shared(end, here) for end in ends]
        return [end for end, length in zip(ends, shared, strict=True) if length == max(shared)]


def _shared(one: Module, other: Module) -> int:
    """Return how many leading folders two places share."""
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length


def _flood(known: dict[int, Fact], edges: Sequence[Iterable[int]]) -> None:
    """Spread facts along the edges, the nearest files first."""
    todo = deque(known)
    while todo:
        at = todo.popleft()
        for other in edges[at]:
            if other not in known:
                known[other] = known[at]
                todo.append(other)


def _top(above: list[int], at: int) -> int:
    """Return the first of a group, and shorten the path to it."""
    while above[at] != at:
        above[at] = above[above[at]]
        at = above[at]
    return at
