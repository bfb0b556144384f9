"""What a run is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tfcompat.migrate.finding import Shape

__all__ = ["MIGRATED", "MISTAKES", "Era", "Options", "Target"]

Era = Literal["auto", "tf0.12", "tf1", "tf2"]
Target = Literal["tfcompat", "legacy"]
MIGRATED = ("TFC1", "TFC9")
"""How the codes of what is old begin, and those of the tool itself."""
MISTAKES = ("TFC2", "TFC9")
"""The same of what is wrong, whatever it is written for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a run was asked for."""

    target: Target = "tfcompat"
    """``tfcompat`` writes the new names, ``legacy`` only changes the prefix to ``tfcompat.legacy``."""
    era: Era = "auto"
    """The TensorFlow that the code was written for; ``auto`` asks each file."""
    unsafe: bool = False
    """Whether unsafe fixes are applied too."""
    select: tuple[str, ...] = ()
    """Codes, or beginnings of codes, of which findings are told and fixed; `MIGRATED` where there is none."""
    ignore: tuple[str, ...] = ()
    """Codes, or beginnings of codes, that are left out of these."""

    refuted: tuple[tuple[Shape, str], ...] = ()
    """Calls whose fix was measured to compute something else, and what: they are left to a person."""

    def wants(self, code: str) -> bool:
        """Return whether findings of a code are asked for."""
        return code.startswith(self.select or MIGRATED) and not code.startswith(self.ignore)
