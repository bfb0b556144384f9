"""Mutants that no test can notice, or need not, each with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from support.broken_source import Mutant


class Explained(NamedTuple):
    """A mutant by its file, what is replaced, and its line as it is then; and why it may survive."""

    file: str
    old: str
    within: str
    why: str


EXPLAINED: tuple[Explained, ...] = (
    Explained(
        "tfcompat/migrate/rewrite/both_releases.py",
        '""',
        "return None",
        "Callers only ask whether the reason is empty, and mypy rejects None as a str.",
    ),
)


def explained(file: str, mutant: Mutant) -> str:
    """Why a mutant may survive, or an empty string."""
    key = (file, mutant.old, mutant.within.strip())
    return next((one.why for one in EXPLAINED if one[:3] == key), "")
