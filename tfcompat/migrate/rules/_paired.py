"""The pairs of losses and outputs of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.dataflow import agreed
from tfcompat.migrate.syntax.literals import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.dataflow import Output
    from tfcompat.migrate.file import File
    from tfcompat.migrate.syntax.source import Node

__all__ = ["paired"]


def paired(
    file: File, loss: Node, several: list[tuple[str, Output | None]]
) -> Iterator[tuple[Node, str, Output | None]]:
    """Yield each loss in a list or dict with its output and that output's name; a single loss is for all outputs."""
    children, by_name = [node for node in loss.named_children if not node.is_extra], dict(several)
    if loss.type == "dictionary":
        for pair in children:
            name = text_of(file.source, pair.named_children[0]) if pair.type == "pair" else None
            if name is not None and name in by_name:
                yield pair.named_children[-1], name, by_name[name]
    elif loss.type in ("list", "tuple"):
        if len(children) == len(several):
            yield from ((node, name, output) for node, (name, output) in zip(children, several, strict=True))
    elif (shared := agreed(output for _, output in several)) is not None:
        yield loss, "", shared
