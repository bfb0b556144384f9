"""What happens to each argument of a renamed call: the row alone decides."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfcompat._symbols import Era, Successor

__all__ = ["Fate", "fate"]


class Fate(Enum):
    """What happens to one argument."""

    STAYS = auto()
    """It stays unchanged: ``*args`` and ``**kwargs`` of a layer, which the shim also accepts."""
    IMPLIED = auto()
    """It is removed: the new name implies this value."""
    BUILDS = auto()
    """It moves to the constructor of a Loss."""
    PASSED = auto()
    """It is passed with its new keyword."""
    DROPPED = auto()
    """It is removed, because it changes no number, or is None, which was the default."""
    UNKNOWN = auto()
    """The new name has no parameter for it."""

    @property
    def leaves(self) -> bool:
        """Whether the argument leaves the call."""
        return self in (Fate.IMPLIED, Fate.BUILDS, Fate.DROPPED)


def fate(successor: Successor, era: Era, parameter: str, text: str, *, is_shim: bool) -> Fate:
    """Return what happens to an argument.

    Args:
        successor: The new call.
        era: The era whose signature reads the call.
        parameter: The parameter that the argument is given for.
        text: The argument as source text.
        is_shim: Whether the new name is a shim, which has the old defaults.
    """
    defaults = era.parameters
    if parameter not in defaults:
        return Fate.STAYS
    if text == successor.only.get(parameter):
        return Fate.IMPLIED
    if parameter in successor.constructor:
        return Fate.BUILDS
    if parameter in successor.arguments:
        is_default = text == defaults[parameter] == "None"  # the new name spells its default differently
        return Fate.DROPPED if is_default and not is_shim else Fate.PASSED
    if parameter in successor.dropped:
        return Fate.DROPPED
    return Fate.STAYS if "kwargs" in successor.arguments else Fate.UNKNOWN
