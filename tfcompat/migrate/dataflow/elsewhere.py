"""What a file may ask about the other files of its program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tfcompat.migrate.dataflow.made import Output

__all__ = ["Elsewhere", "Key"]

Key = int | str
"""A position in a tuple, the key of a dict, or a dot and the name of an attribute."""


class Elsewhere(Protocol):
    """Summaries of the values in other files, by qualified names."""

    def result(self, name: str, key: Key | None = None) -> Output | None:
        """Return the result of a function call, or its value at a key."""

    def model(self, name: str) -> Output | None:
        """Return the output of a model that a function returns, or that is an instance of a class."""
