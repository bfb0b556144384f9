"""The tests of the suite that look at one row, as functions without parameters: the fast ones first."""

from __future__ import annotations

import sys
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TESTS = Path(__file__).parents[1]
MODULES = (
    "migrate/release/test_releases",
    "runtime/legacy/test_rows",
    "runtime/legacy/test_row_facts",
    "migrate/release/test_eras",
    "migrate/names/test_aliases",
    "runtime/legacy/test_shims",
    "migrate/rules/test_rules",
    "migrate/test_golden",
    "house/test_stubs",
    "runtime/legacy/test_oracle",
    "runtime/legacy/test_successors",
)
MOST = 12
"""Runs of one function: of many recorded calls, every so many."""

Test = tuple[str, "Callable[[], None]"]


@cache
def battery(path: str) -> list[Test]:
    """Name and function of each test of a row."""
    return [test for module in MODULES for test in _of_module(_module(module), path)]


def _module(name: str) -> Any:
    folder, _, stem = name.rpartition("/")
    if str(TESTS / folder) not in sys.path:
        sys.path.append(str(TESTS / folder))
    return import_module(stem)


def _of_module(module: Any, path: str) -> Iterator[Test]:
    for name in dir(module):
        function = getattr(module, name)
        if name.startswith("test_") and callable(function):
            found = list(_runs(function, path))
            for run in found[:: max(1, len(found) // MOST)]:
                yield f"{module.__name__}.{name}", run


def _runs(function: Any, path: str) -> Iterator[Callable[[], None]]:
    """A function with each of its sets of parameters that has to do with a row."""
    sets: list[dict[str, Any]] = [{}]
    if hasattr(function, "of_one"):
        function, sets = function.of_one, function.cases
    for mark in getattr(function, "pytestmark", ()):
        if mark.name == "parametrize":
            sets = [{**one, **more} for one in sets for more in _parameters(*mark.args[:2])]
    takes = set(function.__code__.co_varnames[: function.__code__.co_argcount])
    for one in sets:
        if set(one) == takes and _concerns(function.__name__, one, path):
            yield partial(function, **one)


def _parameters(names: Any, values: Any) -> Iterator[dict[str, Any]]:
    names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    for value in values:
        marks = {mark.name for mark in getattr(value, "marks", ())}
        if not marks & {"skip", "xfail"}:  # what is expected to fail shows nothing by failing
            found = getattr(value, "values", value if len(names) > 1 else (value,))
            yield dict(zip(names, found, strict=True))


def _concerns(name: str, given: dict[str, Any], path: str) -> bool:
    leaf = path.rpartition(".")[2]
    for value in given.values():
        if value == path or getattr(value, "path", "") == path:
            return True
        source = getattr(value, "source", None)
        text = value.read_bytes().decode("latin-1") if isinstance(value, Path) else source
        if isinstance(text, (str, bytes)) and leaf in str(text):
            return True
    return not given and ("stub" in name or name == "test_the_names_that_a_file_may_keep")
