"""Source text in a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfcompat.migrate.file import File
    from tfcompat.migrate.syntax.source import Node

__all__ = ["quoted"]

_MOST = 120


def quoted(file: File, node: Node, most: int = _MOST) -> str:
    """Return the text of a node on one line, cut after `most` characters.

    Without the cut, the messages about nested calls would together be quadratic in the size of the file.
    """
    text = " ".join(file.source.of(node)[: 8 * most].decode("utf-8", "ignore").split())
    return text if len(text) <= most else f"{text[: most - 3]}..."
