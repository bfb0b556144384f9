"""What the files of one run can reach of each other, by the words they hold."""

from __future__ import annotations

import copy
import re
from collections import Counter
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from tfcompat.migrate._arg_scope import arg_scopes
from tfcompat.migrate._joined import Joined, Member

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Program", "is_script"]

_WORD = re.compile(rb"[A-Za-z_]\w*")
_STAR = re.compile(rb"^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]*\*", re.MULTILINE)
_GUARD = re.compile(rb"^if\s+\(?\s*__name__\s*==\s*[\"']__main__[\"']", re.MULTILINE)


class Program:
    """How many files hold each word, and the files that are star-imported.

    Args:
        sources: The bytes of each file.
        paths: Where each stands, in the same order; without them no star import is followed.
    """

    def __init__(self, sources: Iterable[bytes] = (), paths: Iterable[str] = ()) -> None:
        self._files: Counter[bytes] = Counter()
        starred: set[str] = set()
        read: list[bytes] = []
        for raw in sources:
            self._files.update(set(_WORD.findall(raw)))
            starred.update(_last(module.decode("utf-8", "replace")) for module in _STAR.findall(raw))
            read.append(raw)
        self._modules: dict[PurePath, bytes] = {}
        """By path without the suffix, or by folder for its ``__init__.py``."""
        self.scoped: dict[str, str] = {}
        """The functions that some ``arg_scope`` of the run gives defaults, and where."""
        places = list(paths)
        self._joined = Joined(zip(places, read, strict=False))
        self.complete = True
        """Whether every file is of the run that may import from another."""
        for position, raw in enumerate(read):
            for name, where in arg_scopes(raw, places[position] if places else "another file").items():
                self.scoped.setdefault(name, where)
        for path, raw in zip(map(PurePath, places), read, strict=False):
            module = path.parent if path.stem == "__init__" else path.with_suffix("")
            if module.name in starred or (path.stem == "__init__" and "" in starred):
                self._modules[module] = raw

    def module(self, name: str, path: str) -> dict[str, bytes]:
        """The files that may be a module, by what another file at `path` calls it; path to bytes.

        One beside that file, or else all whose path ends in that name.
        """
        here, parts = PurePath(path).parent, tuple(part for part in name.lstrip(".").split(".") if part)
        for _ in range(len(name) - len(name.lstrip(".")) - 1):
            here = here.parent
        if here.joinpath(*parts) in self._modules:
            return {str(here.joinpath(*parts, "__init__.py")): self._modules[here.joinpath(*parts)]}
        if name.startswith("."):
            return {}
        ends = {place: raw for place, raw in self._modules.items() if place.parts[-len(parts) :] == parts}
        return {str(place / "__init__.py"): raw for place, raw in ends.items()}

    def group(self, path: str) -> tuple[Member, ...]:
        """The files that imports join a file with, itself among them; none if nothing is TensorFlow 1's."""
        return self._joined.group(path)

    def of_named_files(self) -> Program:
        """The same files, if others may import from them."""
        some = copy.copy(self)
        some.complete = False
        return some

    def has_word(self, word: str) -> bool:
        """Whether some file holds a word."""
        return self._files[word.encode()] > 0

    def may_import(self, name: str, path: str, text: bytes) -> bool:
        """Whether another file than the one of `path` and `text` may import a name from it.

        Some other file has to hold the name of the module, and some other one, perhaps behind a star import, the name.
        """
        words = set(_WORD.findall(text))
        asked = (Path(path).stem, name)
        return not all(map(str.isascii, asked)) or all(self._is_elsewhere(word, words) for word in asked)

    def _is_elsewhere(self, word: str, here: set[bytes]) -> bool:
        return self._files[word.encode()] > (word.encode() in here)


def _last(module: str) -> str:
    return module.rpartition(".")[2]


def is_script(text: bytes) -> bool:
    """Whether a file is started rather than imported, as far as it says so."""
    return bool(_GUARD.search(text))
