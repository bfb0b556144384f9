"""Mutants that no test can notice, or need not, each with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from support.broken_source import Mutant


class Explained(NamedTuple):
    """A mutant by its file and by its line as it is then, and why it may survive."""

    file: str
    within: str
    why: str


EXPLAINED: tuple[Explained, ...] = ()


def explained(file: str, mutant: Mutant) -> str:
    """Why a mutant may survive, or an empty string."""
    line = mutant.within.strip()
    return next((one.why for one in EXPLAINED if (one.file, one.within) == (file, line)), "")
