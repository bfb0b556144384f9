"""What an expression is the output of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tfcompat.migrate.syntax.source import Node

__all__ = ["Output", "agreed"]


@dataclass(frozen=True, slots=True)
class Output:
    """What a value surely is the output of."""

    kind: str
    """The activation as Keras names it; ``linear`` where a layer has none, and nothing where it gives what it gets."""
    node: Node
    """What makes it that: the call of the activation, or of the layer."""
    units: int | None = None
    """The size of the layer, where it is written as a number."""
    whole: bool = True
    """Whether nothing lies behind it that may take some of its numbers, or put them along another axis."""
    last: bool = True
    """Whether nothing at all lies behind it, so that Keras can see it."""
    far: str = ""
    """The line and the file where it is made, where that is another file: `node` then is one of that."""


def agreed(outputs: Iterable[Output | None]) -> Output | None:
    """Return what all of them are, with the size on which they agree; None where they are not of one kind, or none."""
    found = list(outputs)
    known = [output for output in found if output is not None]
    if not known or len(known) < len(found) or len({output.kind for output in known}) > 1:
        return None
    return known[0] if len({output.units for output in known}) == 1 else replace(known[0], units=None)
