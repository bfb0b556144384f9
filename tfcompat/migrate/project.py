"""How the files of one run reach each other: through imports, and through the words they contain."""

from __future__ import annotations

import copy
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from tfcompat.migrate.names.resolver import LIBRARY_NAMES
from tfcompat.migrate.programs import Joined, imported
from tfcompat.migrate.release.age import Age, is_migrated, may_show_age
from tfcompat.migrate.release.members import Member, members_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.programs.joined import Fact

__all__ = ["Program", "is_script", "library_imports"]

_WORD = re.compile(rb"[A-Za-z_]\w*")
_STORE = re.compile(rb"^[^\n=(#\"']*=(?!=)", re.MULTILINE)
_ATTRIBUTE = re.compile(rb"\.\s*([A-Za-z_]\w*)")
_ASKED = frozenset({*LIBRARY_NAMES, "*"})
"""Names that are looked up in other files."""
_OF_LIBRARIES = frozenset({b"tf", b"tensorflow", b"contrib", b"v1", b"keras"})
"""What precedes a name that is read from TensorFlow or Keras themselves."""
_AS = re.compile(rb"\bas\s+([A-Za-z_]\w*)")
_DOTTED = re.compile(rb"[\"']((?:\w+\.)+\w+)[\"']")
"""A name in a string, as ``mock.patch`` and ``monkeypatch.setattr`` take it."""
_GUARD = re.compile(rb"^if\s+\(?\s*__name__\s*==\s*[\"']__main__[\"']", re.MULTILINE)


class Program:
    """How many files contain each word, how imports join them, and the files that others import libraries from.

    Args:
        sources: The bytes of each file.
        paths: The path of each, in the same order; without them no import is followed.
    """

    def __init__(self, sources: Iterable[bytes] = (), paths: Iterable[str] = ()) -> None:
        self._files: Counter[bytes] = Counter()
        read: list[bytes] = []
        self._stores: Counter[bytes] = Counter()
        self._patched: set[tuple[bytes, bytes]] = set()
        """Names that a string gives with the module's, as in ``mock.patch("ops.layers")``."""
        for raw in sources:
            self._files.update(set(_WORD.findall(raw)))
            self._stores.update(_stored(raw))
            self._patched.update(_patched(raw))
            read.append(raw)
        places = list(paths)
        self._joined = Joined(read, places) if places else None
        self.complete = True
        """Whether all files that may import from another are in the run."""
        texts = dict(zip(places, read, strict=False))
        self._groups = members_of(texts, self._joined.groups()) if self._joined is not None else {}
        self._scoped = set(self.joined({path: path for path, raw in texts.items() if b"arg_scope" in raw}))
        """The files that may run inside an ``arg_scope``."""
        self._aged = {path: raw for path, raw in texts.items() if may_show_age(raw)}
        self._ages: dict[str, Age] | None = None
        self._beside: Mapping[tuple[str, str], str] = {}
        sought = self._joined.sought(_ASKED) if self._joined is not None else set()
        self._modules = {path: raw for path, raw in texts.items() if path in sought}
        self._names: dict[str, Names | None] = {}
        self._reading: dict[tuple[str, bool], dict[str, tuple[set[bytes], bool]]] = {}
        self._texts = {path: raw for path, raw in texts.items() if b"tensorflow" in raw or b"keras" in raw}

    def joined(self, facts: Mapping[str, Fact]) -> dict[str, Fact]:
        """Return the fact for each file, by path: its own, or that of a joined file."""
        return self._joined.spread(facts) if self._joined is not None else dict(facts)

    def joined_to(self, path: str) -> list[str]:
        """Return the paths of the files that are joined to the one at a path, including itself."""
        return self._joined.joined_to(path) if self._joined is not None else [path]

    def has_module(self, name: str) -> bool:
        """Return whether a module of the run may be imported by a name with one part; true if no paths are known."""
        return self._joined is None or self._joined.has(name)

    def is_stored_elsewhere(self, attribute: str, text: bytes) -> bool:
        """Return whether a file other than that of a text assigns an attribute."""
        name = attribute.encode()
        return self._stores[name] > (name in _stored(text))

    def has_arg_scope(self, path: str) -> bool:
        """Return whether the file at a path, or one that is joined to it, uses ``arg_scope``."""
        return path in self._scoped

    def age_around(self, path: str, look: Callable[[bytes, str], Age]) -> Age:
        """Return the generation that the files joined to the one at a path show, if they agree.

        Each is read once in a run, and only if some file asks.
        """
        if self._ages is None:
            self._ages = self._ages_around(look)
        return self._ages.get(path, Age())

    def _ages_around(self, look: Callable[[bytes, str], Age]) -> dict[str, Age]:
        shown: dict[str, dict[str, Age]] = {}
        for path, raw in self._aged.items():
            found = look(raw, path)
            if found.generation or is_migrated(raw):  # which may have shown another generation before
                why = tuple(f"in {path}, {sentence}" for sentence in found.shown_by)
                shown.setdefault(found.generation or "", {})[path] = Age(found.generations, why)
        reached = [self.joined(ages) for ages in shown.values()]
        every = {path for ages in reached for path in ages}
        found_once = {path: [ages[path] for ages in reached if path in ages] for path in every}
        return {path: ages[0] for path, ages in found_once.items() if len(ages) == 1}

    def names_of(self, path: str, look: Callable[[str, bytes], Names | None]) -> Names | None:
        """Return the resolver of a module that others import names from, made once; None if it cannot be read."""
        if path not in self._names:
            raw = self._modules.get(path)
            self._names[path] = look(path, raw) if raw is not None else None
        return self._names[path]

    def module(self, name: str, path: str) -> list[str]:
        """Return the files with names to look up that may be a module, from its name in the file at a path."""
        if (path, name) in self._beside:
            found = [self._beside[path, name]]
        else:
            found = self._joined.modules(name, path) if self._joined is not None else []
        return found if all(one in self._modules for one in found) else []

    def lacking(self) -> list[tuple[str, str]]:
        """Return the modules outside the run from which its files import names of libraries.

        Returns:
            For each, the file that imports it and its name there: relative, or with one part.
        """
        return self._joined.lacking(_ASKED) if self._joined is not None else []

    def look_into(self, homes: Mapping[tuple[str, str], str], texts: Mapping[str, bytes]) -> None:
        """Look up names in files outside the run as well.

        Args:
            homes: From a file and its name for a module to the module's file.
            texts: The text of each file outside the run.
        """
        self._beside = homes
        self._modules.update(texts)

    def sources(self, name: str, path: str) -> list[str]:
        """Return the files that use TensorFlow or Keras and may be a module, from its name in the file at a path."""
        found = self._joined.modules(name, path) if self._joined is not None and self._joined.has_end(name) else []
        return found if all(one in self._texts for one in found) else []

    def source(self, path: str) -> bytes | None:
        """Return the bytes of one of them."""
        return self._texts.get(path)

    def group(self, path: str) -> tuple[Member, ...]:
        """Return the files that imports join with a file, including itself; empty if none is TensorFlow 1's."""
        return self._groups.get(path, ())

    def of_named_files(self) -> Program:
        """Return the same files, if others may import from them."""
        some = copy.copy(self)
        some.complete = False
        return some

    def may_import(self, name: str, path: str, text: bytes, *, is_gone: bool = False) -> bool:
        """Return whether a file other than that of `path` and `text` may import a name from it.

        Some other file has to contain the name of the module, and some other one, perhaps through a star import, the
        name. And one has to import the module, or at least something with its name: a name that `is_gone` from
        TensorFlow fails here before another file could import it, so the module itself has to be meant.
        """
        words = set(_WORD.findall(text))
        asked = (Path(path).stem, name)
        if not all(map(str.isascii, asked)):
            return True
        if not all(self._is_elsewhere(word, words) for word in asked):
            return False
        if self._joined is None or (asked[0].encode(), name.encode()) in self._patched:
            return True
        importers = self._joined.importers(path, name)
        if any(alone or one not in self._texts for one, alone in importers.items()):
            return True
        readers = self._readers(name, is_gone=is_gone)
        stem = Path(path).stem.encode()
        for one in self.joined_to(path) if importers else ():
            before, certain = readers.get(one, (set[bytes](), False))
            if one != path and (certain or stem in before):
                return True
        return not is_gone and self._joined.mentions(Path(path).stem, path)

    def _readers(self, name: str, *, is_gone: bool) -> dict[str, tuple[set[bytes], bool]]:
        """Return the files that may read a name from a module that they import: as an attribute, or by a string.

        Returns:
            For each, what precedes the name, and whether this may be a module.
        """
        if (name, is_gone) not in self._reading:
            word = re.escape(name.encode())
            read = re.compile(rb"([\w)\]]+)\s*\.[ \t]*%s\b|['\"]%s['\"]" % (word, word))
            found = {path: {*read.findall(text)} - _OF_LIBRARIES for path, text in self._texts.items()}
            self._reading[name, is_gone] = {
                path: (before, not is_gone or _may_be_modules(before, self._texts[path]))
                for path, before in found.items()
                if before
            }
        return self._reading[name, is_gone]

    def _is_elsewhere(self, word: str, here: set[bytes]) -> bool:
        return self._files[word.encode()] > (word.encode() in here)


def library_imports(raw: bytes) -> list[str]:
    """Return the modules from which a file imports names of libraries, relative or with one part."""
    modules = {one.module for one in imported(raw) if one.name in _ASKED}
    return sorted(module for module in modules if module.startswith(".") or "." not in module)


def _may_be_modules(words: set[bytes], raw: bytes) -> bool:
    """Return whether a file imports something with one of some words; a computed name may be any of them."""
    known = {part.encode() for one in imported(raw) for part in (*one.module.split("."), one.name)}
    known.update(_AS.findall(raw))
    return any(_WORD.fullmatch(word) is None or word in known for word in words)


def _stored(raw: bytes) -> set[bytes]:
    """Return the attributes that a file's lines assign."""
    return {name for line in _STORE.findall(raw) for name in _ATTRIBUTE.findall(line)}


def _patched(raw: bytes) -> set[tuple[bytes, bytes]]:
    """Return each two parts in a row of the dotted names in the strings of a file that may patch by them."""
    if b"patch" not in raw:
        return set()
    every = (full.split(b".") for full in _DOTTED.findall(raw))
    return {pair for parts in every for pair in pairwise(parts)}


def is_script(text: bytes) -> bool:
    """Return whether a file shows that it is run, not imported."""
    return bool(_GUARD.search(text))
