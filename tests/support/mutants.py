"""Rows with one cell broken, and the tests that look at a row: one of them has to fail for each cell.

A mutant is a change to a row of the table, made in place and taken back. The tests are the functions of the suite,
called with the row's own parameters, the fast ones first.
"""

from __future__ import annotations

import functools
import gc
import sys
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from tfcompat import _symbols
from tfcompat._symbols import REWRITTEN, SYMBOLS, Era, Successor, Symbol
from tfcompat.legacy._build import shim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_OTHER = {
    "kind": ("function", "class"),
    "labels": ("ids", "distribution", "independent", "none"),
    "weights": ("losses", "examples"),
    "reduction": ("none", "sum", "mean", "sum_over_batch_size"),
    "code": ("TFC101", "TFC102", "TFC103"),
    "action": ("manual", "safe", "none"),
}


@dataclass(frozen=True)
class Mutant:
    """One cell of one row, and what it becomes."""

    path: str
    cell: str
    value: Any

    def __str__(self) -> str:
        return f"{self.path}: {self.cell}"

    @property
    def kind(self) -> str:
        """The cell without what it is called in this row: what to take samples of."""
        field, _, rest = self.cell.partition(".")
        return f"{field}.{rest.rpartition('.')[2]}" if field == "eras" else _plain(field, rest)


def _plain(field: str, rest: str) -> str:
    inner = rest.partition(".")[0] if field == "successor" else ""
    return f"{field}.{inner}{': changed' if rest.endswith(('value', 'span')) else ''}"


def mutants(row: Symbol) -> Iterator[Mutant]:
    """Every mutant of a row."""
    for name, value in _cells(row):
        yield Mutant(row.path, name, value)


def _cells(row: Symbol) -> Iterator[tuple[str, Any]]:
    """The name of each cell, and the value of its whole field with that cell broken."""
    for name, values in _OTHER.items():
        if name in ("labels", "reduction") and not _is_called(row):
            continue  # of what has no shim, these are texts
        yield name, next(other for other in values if other != getattr(row, name))
    yield "shim", not row.shim
    yield "removal", "3.0" if row.removal else "2.0"
    for name in ("why", "by_hand", "before", "after"):
        if getattr(row, name):
            yield name, ""
    yield from _of_names(row)
    for i, era in enumerate(row.eras):
        for cell, other in _of_era(era):
            yield f"eras.{i}.{cell}", (*row.eras[:i], *other, *row.eras[i + 1 :])
    if row.successor:
        yield "successor", None
        for cell, successor in _of_successor(row.successor):
            yield f"successor.{cell}", successor


def _is_called(row: Symbol) -> bool:
    return row.shim and row.kind != "constants"


def _of_names(row: Symbol) -> Iterator[tuple[str, Any]]:
    for name in ("homes", "aliases"):
        yield from _without(name, getattr(row, name))
        for key, (first, _) in getattr(row, name).items():
            yield f"{name}.{key}: span", {**getattr(row, name), key: (first, "9.9")}
    for name in ("side_effects", "differences"):
        for item in getattr(row, name):
            yield f"{name}.{item}", tuple(other for other in getattr(row, name) if other != item)
    if _is_called(row) and "loss_collection" not in row.side_effects:
        yield "side_effects: more", (*row.side_effects, "loss_collection")


def _without(name: str, cells: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key in cells:
        yield f"{name}.{key}", {other: value for other, value in cells.items() if other != key}


def _of_era(era: Era) -> Iterator[tuple[str, tuple[Era, ...]]]:
    yield "whole", ()
    yield "first", (replace(era, first="0.1"),)
    yield "last", (replace(era, last="9.9"),)
    yield "label_gradient", (replace(era, label_gradient=not era.label_gradient),)
    yield "library", (replace(era, library="keras" if era.library == "tensorflow" else "tensorflow"),)
    inner = era.signature[1:-1].split(", ")
    if len(inner) > 1 and "=" not in inner[0] + inner[1]:
        yield "order", (replace(era, signature=f"({', '.join([inner[1], inner[0], *inner[2:]])})"),)
    if inner[-1]:
        yield "last parameter", (replace(era, signature=f"({', '.join(inner[:-1])})"),)
        yield "name of a parameter", (replace(era, signature=f"({', '.join(['x' + inner[0], *inner[1:]])})"),)


def _of_successor(successor: Successor) -> Iterator[tuple[str, Successor]]:
    yield "name", replace(successor, name=f"{successor.name}x")
    for field in ("arguments", "constructor", "settings", "values", "only", "doubts"):
        for cell, others in _without(field, getattr(successor, field)):
            yield cell, replace(successor, **{field: others})
    for field in ("arguments", "constructor", "settings", "only"):
        for key, value in getattr(successor, field).items():
            changed = {**getattr(successor, field), key: f"{value}x"}
            yield f"{field}.{key}: value", replace(successor, **{field: changed})
    for name in successor.dropped:
        yield f"dropped.{name}", replace(successor, dropped=tuple(n for n in successor.dropped if n != name))


@contextmanager
def applied(mutant: Mutant) -> Iterator[Symbol]:
    """The table with the cell broken; caches that were filled from it are emptied."""
    row = SYMBOLS[mutant.path]
    field = mutant.cell.partition(".")[0].partition(":")[0]
    assert field in {one.name for one in fields(Symbol)}, field
    kept = getattr(row, field)
    _caches()
    try:
        object.__setattr__(row, field, mutant.value)
        _derive()
        yield row
    finally:
        object.__setattr__(row, field, kept)
        _derive()


def _derive() -> None:
    """What the table's module derives, derived again; what others cached, forgotten."""
    by_name = _symbols._BY_QUALIFIED_NAME
    known = {path: row for path, row in SYMBOLS.items() if row.action != "none"}
    REWRITTEN.clear()
    REWRITTEN.update(known)
    by_name.clear()
    by_name.update({name: row for row in known.values() for name in row.qualified_names})
    for cached in _caches():
        cached.cache_clear()


@functools.cache
def _caches() -> list[Any]:
    """The caches of the package and of the tests, but for that of the shims: Keras knows their classes by identity."""
    for path, row in SYMBOLS.items():
        if row.shim:
            shim(path)  # built from a row that is whole, whatever comes next
    wrappers = (one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper) and one is not shim)
    roots = {"tfcompat", *(name for name in sys.modules if name.startswith("test_"))}
    return [one for one in wrappers if (one.__module__ or "").split(".")[0] in roots]


def killed_by(mutant: Mutant, tests: list[tuple[str, Callable[[], None]]]) -> str:
    """The first test that fails, or an empty string where the mutant survives all of them."""
    with applied(mutant):
        for name, run in tests:
            try:
                run()
            except Exception:  # noqa: BLE001 - a test fails by whatever it raises
                return name
    return ""
