"""What a file may ask about the others of its program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tfcompat.migrate.dataflow.made import Output

__all__ = ["Elsewhere", "Key"]

Key = int | str
"""A place in a tuple, or the key of a dict; of an attribute, its name behind a dot."""


class Elsewhere(Protocol):
    """Summaries of what other files give, by qualified names."""

    def result(self, name: str, key: Key | None = None) -> Output | None:
        """Return what a call of a function gives, or holds under a key."""

    def model(self, name: str) -> Output | None:
        """Return what a model gives that a function returns, or a class is."""
