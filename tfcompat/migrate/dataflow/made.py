"""The output that an expression is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tfcompat.migrate.syntax.source import Node

__all__ = ["Output", "agreed"]


@dataclass(frozen=True, slots=True)
class Output:
    """The output that a value certainly is."""

    kind: str
    """Keras' name of the activation; ``linear`` if a layer has none, and empty if it returns its input."""
    node: Node
    """The call of the activation, or of the layer."""
    units: int | None = None
    """The size of the layer, if it is written as a number."""
    whole: bool = True
    """Whether nothing after it may select some of its numbers, or move them to another axis."""
    last: bool = True
    """Whether nothing comes after it, so that Keras can see it."""
    far: str = ""
    """The line and the file in which it is made, if this is another file; `node` is then from that file."""


def agreed(outputs: Iterable[Output | None]) -> Output | None:
    """Return what all of them are, with their common size; None if there are none, or they differ in kind."""
    found = list(outputs)
    known = [output for output in found if output is not None]
    if not known or len(known) < len(found) or len({output.kind for output in known}) > 1:
        return None
    return known[0] if len({output.units for output in known}) == 1 else replace(known[0], units=None)
