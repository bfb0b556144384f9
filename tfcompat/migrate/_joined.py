"""Which files of a run are one program: joined by their imports, and written for one release or for two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from tfcompat.migrate._chains import Chains, imported_modules
from tfcompat.migrate._era import evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Joined", "Member"]

_GUARD = re.compile(rb"^if\s+\(?\s*__name__\s*==\s*[\"']__main__[\"']", re.MULTILINE)
_SESSION = re.compile(
    rb"\b(?:Interactive|Monitored(?:Training)?)?Session\s*\(|\bSupervisor\s*\(|\bmanaged_session\s*\("
)
_STARTS = re.compile(rb"\bapp\s*\.\s*run\s*\(")
_IS_OFF = re.compile(rb"\bdisable_v2_behavior\s*\(|\bdisable_eager_execution\s*\(")


@dataclass(frozen=True, slots=True)
class Member:
    """One file, as its text shows it."""

    path: str
    one: str = ""
    """A name that TensorFlow 1 alone has."""
    two: str = ""
    """A name that TensorFlow 2 alone has."""
    uses_tensorflow: bool = False
    starts: bool = False
    """Whether a program begins here: a guard of ``__main__``, or ``tf.app.run``."""
    has_session: bool = False
    is_off: bool = False
    """Whether it turns the behaviour of TensorFlow 2 off itself."""

    @classmethod
    def of(cls, path: str, text: bytes) -> Member:
        """Look at a file."""
        chains = Chains(text)
        found = evidence(chains.names)
        named = found.shown_by if not found.doubt else ""
        return cls(
            path,
            one=named if found.generation == "tf1" else "",
            two=named if found.generation == "tf2" else "",
            uses_tensorflow=bool(chains.modules),
            starts=bool(_GUARD.search(text) or _STARTS.search(text)),
            has_session=bool(_SESSION.search(text)),
            is_off=bool(_IS_OFF.search(text)),
        )


class Joined:
    """The files of a run in groups: those that import each other, by whatever way.

    Args:
        files: Path and text of each.
    """

    def __init__(self, files: Iterable[tuple[str, bytes]] = ()) -> None:
        texts = dict(files)
        self._members = {path: Member.of(path, text) for path, text in texts.items()}
        self._groups: dict[str, tuple[Member, ...]] = {}
        if any(member.one for member in self._members.values()):
            self._groups = _groups(self._members, texts)

    def group(self, path: str) -> tuple[Member, ...]:
        """The files that a file is joined with, itself among them; none if no file of the run is TensorFlow 1's."""
        return self._groups.get(path, ())


def _groups(members: dict[str, Member], texts: dict[str, bytes]) -> dict[str, tuple[Member, ...]]:
    above = {path: path for path in texts}
    for path, other in _links(texts):
        one, two = _top(above, path), _top(above, other)
        above[max(one, two)] = min(one, two)
    found: dict[str, list[Member]] = {}
    for path, member in members.items():
        found.setdefault(_top(above, path), []).append(member)
    return {member.path: tuple(group) for group in found.values() for member in group}


def _links(texts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Each file, and each other that it imports."""
    modules = _Modules(texts)
    for path, text in texts.items():
        for name in imported_modules(text):
            for other in modules.named(name, path):
                yield path, other


class _Modules:
    """The files of a run by the names that imports give them."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths: dict[tuple[str, ...], str] = {}
        self._ends: dict[str, list[tuple[str, ...]]] = {}
        for path in paths:
            module = PurePath(path)
            parts = module.parent.parts if module.stem == "__init__" else module.with_suffix("").parts
            self._paths[parts] = path
            if parts:
                self._ends.setdefault(parts[-1], []).append(parts)

    def named(self, name: str, path: str) -> Iterator[str]:
        """The file of a module beside another, or below a folder around it; else the one file that ends in the name."""
        parts = tuple(part for part in name.lstrip(".").split(".") if part)
        if not parts or parts[-1] not in self._ends:
            return
        dots = len(name) - len(name.lstrip("."))
        here = PurePath(path).parent
        folders = [here, *here.parents]
        for folder in folders[dots - 1 : dots] if dots else folders:
            if found := self._paths.get((*folder.parts, *parts)):
                if found != path:
                    yield found
                return
        ends = [whole for whole in self._ends[parts[-1]] if len(parts) > 1 and whole[-len(parts) :] == parts]
        if not dots and len(ends) == 1 and self._paths[ends[0]] != path:
            yield self._paths[ends[0]]


def _top(above: dict[str, str], path: str) -> str:
    while above[path] != path:
        above[path] = above[above[path]]
        path = above[path]
    return path
