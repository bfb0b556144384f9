"""A project's files of requirements, and what migrated code needs that is missing there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfcompat.files._error import FileError
from tfcompat.files._git import top_of
from tfcompat.files._read import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["Requirement", "lacking"]

_LISTS = ("requirements*.txt", "requirements*.in", "requirements/*.txt", "requirements/*.in")
# These have other contents too: they count if they name TensorFlow or have the heading of a list.
_PROJECTS = ("pyproject.toml", "setup.py", "setup.cfg", "Pipfile", "environment.yml", "environment.yaml", "conda.yaml")
_DECLARES = re.compile(rb"\b(?:install_requires|requires|dependencies|packages)\b|\btensorflow\b")
_OURS = re.compile(rb"(?m)(?<![\w.-])tfcompat(?![\w./-])")
# Spaces of one line only: if blank lines counted too, each of them would be scanned once for each line above it.
_OUR_SETTINGS = re.compile(rb"(?m)^[ \t]*\[+[ \t]*tool\.tfcompat[^\n]*$|#[^\n]*$")
_OLD = re.compile(
    rb"(?m)^[^#\n]*?(?<![\w-])(tensorflow(?:-cpu|-gpu)?\s*(?:<\s*2(?:\.0)*"
    rb"|(?:={1,3}|~=|<=?|\^)\s*(?:[01](?:\.[\w.*]+)?|2\.(?:\d|1[0-5])(?:\.[\w*]+)*)))(?![\w.])"
)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A file of requirements that lacks what migrated code needs."""

    path: Path
    names_us: bool
    """Whether it names tfcompat."""
    old: str
    """The requirement of too old a TensorFlow, as written."""


def lacking(files: Iterable[Path]) -> list[Requirement]:
    """Return what is missing in the lists of requirements in the folders of some files and their parents.

    The search ends at the root of the git checkout; outside git, at the first folder with a list.
    """
    found: dict[Path, Requirement] = {}
    for folder in dict.fromkeys(place for file in files for place in _around(file.parent)):
        for path in _lists(folder):
            requirement = _missing(path)
            if requirement is not None:
                found.setdefault(path, requirement)
    return [found[path] for path in sorted(found)]


def _around(folder: Path) -> Iterator[Path]:
    top = top_of(folder)
    for place in (folder, *folder.parents):
        yield place
        if place == top or (top is None and any(_lists(place))):
            return


def _lists(folder: Path) -> Iterator[Path]:
    for pattern in (*_LISTS, *_PROJECTS):
        yield from sorted(path for path in folder.glob(pattern) if path.is_file())


def _missing(path: Path) -> Requirement | None:
    """Return what one file lacks; None if nothing, or if it is about something else."""
    try:
        text = _OUR_SETTINGS.sub(b"", read(path).raw)
    except FileError:
        return None
    if path.name in _PROJECTS and not _DECLARES.search(text):
        return None
    old = _OLD.search(text)
    requirement = Requirement(path, bool(_OURS.search(text)), old[1].decode("utf-8", "replace") if old else "")
    return None if requirement.names_us and not requirement.old else requirement
