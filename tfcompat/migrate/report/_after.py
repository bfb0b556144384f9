"""What users notice after the fixes: shims that warn, and removed arguments."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tfcompat._symbols import SYMBOLS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.report._model import Report

__all__ = ["ShimView", "dropped", "shims", "warned"]

_MANY = 8
"""The most lines of a list in the summary; the JSON report has all."""


class ShimView(NamedTuple):
    """A shim that the run's fixes write."""

    name: str
    """The path below ``tfcompat``."""
    uses: int
    """How often the run writes it."""
    removal: str
    """The tfcompat release that removes it."""
    instead: str
    """What to write instead."""


def shims(report: Report) -> list[ShimView]:
    """Return the shims in the result, the most frequent first."""
    written = Counter(finding.shim for finding in report.planned if finding.shim)
    return [_view(path, uses) for path, uses in written.most_common()]


def _view(path: str, uses: int) -> ShimView:
    row = SYMBOLS.get(path) or next(row for row in SYMBOLS.values() if path in row.shims)
    return ShimView(f"tfcompat.legacy.{path}", uses, row.removal, row.by_hand or f"write {row.after}")


def warned(report: Report) -> Iterator[str]:
    """Yield what to do about the shims of a run: a sentence, and a line for each of them."""
    listed = shims(report)
    if not listed:
        return
    uses = sum(shim.uses for shim in listed)
    releases = " or ".join(sorted({shim.removal for shim in listed}))
    told = (
        "1 place now uses a shim, which warns that it is deprecated and will be removed"
        if uses == 1
        else f"{uses} places now use shims, which warn that they are deprecated and will be removed"
    )
    yield f"{told} in tfcompat {releases}. Before then:"
    yield from (f"  {shim.name} ({shim.uses}): {shim.instead}" for shim in listed[:_MANY])
    if len(listed) > _MANY:
        yield f"  and {len(listed) - _MANY} more, which --output-format json lists"


def dropped(report: Report) -> Iterator[str]:
    """Yield the arguments that fixes remove because the new names do not take them."""
    listed = [(finding, given) for finding in report.planned for given in finding.dropped]
    if listed:
        yield "Removed arguments (to name an operation of a graph, use `tf.identity(loss, name=...)`):"
    for finding, given in listed[:_MANY]:
        cell = "" if finding.cell is None else f"cell {finding.cell}:"
        yield f"  {finding.path}:{cell}{finding.line}: {' '.join(given.split())}"
    if len(listed) > _MANY:
        yield f"  and {len(listed) - _MANY} more, which --output-format json lists"
