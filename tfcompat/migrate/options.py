"""The options of a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tfcompat.migrate.finding import Shape

__all__ = ["MIGRATED", "MISTAKES", "Era", "Options", "Target"]

Era = Literal["auto", "tf0.12", "tf1", "tf2"]
Target = Literal["tfcompat", "legacy"]
MIGRATED = ("TFC1", "TFC9")
"""The prefixes of the codes about old names, and of the tool's own codes."""
MISTAKES = ("TFC2", "TFC9")
"""The prefixes of the codes about mistakes, for any TensorFlow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of a run."""

    target: Target = "tfcompat"
    """``tfcompat`` writes the new names, ``legacy`` only changes the prefix to ``tfcompat.legacy``."""
    era: Era = "auto"
    """The TensorFlow that the code was written for; ``auto`` decides per file."""
    unsafe: bool = False
    """Whether unsafe fixes are applied too."""
    select: tuple[str, ...] = ()
    """Codes, or prefixes of codes, that are reported and fixed; `MIGRATED` if there is none."""
    ignore: tuple[str, ...] = ()
    """Codes, or prefixes of codes, that are excluded from these."""

    refuted: tuple[tuple[Shape, str], ...] = ()
    """Calls whose fix was measured to compute something else, and what: they need a manual change."""

    def wants(self, code: str) -> bool:
        """Return whether findings of a code are selected."""
        return code.startswith(self.select or MIGRATED) and not code.startswith(self.ignore)
