"""What becomes of each argument of a call that gets its new name: decided here, by the row alone."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfcompat._symbols import Era, Successor

__all__ = ["Fate", "fate"]


class Fate(Enum):
    """What becomes of one argument."""

    STAYS = auto()
    """It stays as it is: ``*args`` and ``**kwargs`` of a layer, which the shim takes as well."""
    IMPLIED = auto()
    """It goes: the new name computes this value, and no other."""
    BUILDS = auto()
    """It goes to the constructor of a Loss."""
    PASSED = auto()
    """It is passed on under its new keyword."""
    DROPPED = auto()
    """It goes, for it changes no number, or says None where that was the default."""
    UNKNOWN = auto()
    """The new name has no parameter for it."""

    @property
    def leaves(self) -> bool:
        """Whether the argument leaves the call."""
        return self in (Fate.IMPLIED, Fate.BUILDS, Fate.DROPPED)


def fate(successor: Successor, era: Era, parameter: str, text: str, *, is_shim: bool) -> Fate:
    """Return what becomes of an argument.

    Args:
        successor: What the call becomes.
        era: The release span whose signature reads the call.
        parameter: The parameter that the argument is given for.
        text: The argument as source text.
        is_shim: Whether the new name is a shim, whose defaults are those of the old one.
    """
    defaults = era.parameters
    if parameter not in defaults:
        return Fate.STAYS
    if text == successor.only.get(parameter):
        return Fate.IMPLIED
    if parameter in successor.constructor:
        return Fate.BUILDS
    if parameter in successor.arguments:
        is_default = text == defaults[parameter] == "None"  # the new name has another word for its default
        return Fate.DROPPED if is_default and not is_shim else Fate.PASSED
    if parameter in successor.dropped:
        return Fate.DROPPED
    return Fate.STAYS if "kwargs" in successor.arguments else Fate.UNKNOWN
