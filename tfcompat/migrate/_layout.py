"""Where an import statement goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfcompat.migrate._finding import Edit
from tfcompat.migrate._refusal import RefusedError
from tfcompat.migrate._source import newline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tfcompat.migrate._source import Node, Source

__all__ = ["added"]

_IMPORTS = ("import_statement", "import_from_statement")
_DEFINITIONS = ("function_definition", "class_definition", "decorated_definition")
_OF_TENSORFLOW = re.compile(rb"(?:import|from)\s+tensorflow\b")


def added(source: Source, statements: Iterable[str], first_use: int) -> Iterator[Edit]:
    """The edit that inserts import statements above the first place that needs them.

    They go to the imports of TensorFlow, else to the first block of imports, else below docstring and ``__future__``.
    """
    lines = sorted(statements)
    if not lines:
        return
    top = [node for node in source.root.named_children if not node.is_extra]
    above = [node for node in top if node.end_byte <= first_use]
    anchor, is_import = _anchor(source, above)
    newline = newline_of(source.text)
    block = b"".join(line.encode() + newline for line in lines)
    if anchor is None:
        start = _start_of_first(source, top[0])
        blank = newline * (2 if top[0].type in _DEFINITIONS else 1)
        yield Edit(start, start, block + blank)
        return
    at = _below(source, top, anchor)
    if at <= first_use:
        yield Edit(at, at, block if is_import else newline + block)
        return
    start = source.text.rfind(b"\n", 0, anchor.start_byte) + 1  # import and use share a line: above it, then
    if any(_is_header(node, position) and node.end_byte > start for position, node in enumerate(top)):
        what = "a __future__ import" if b"__future__" in source.text[start:first_use] else "the docstring"
        raise RefusedError(f"no import fits between {what} and a use on the same line; break the line")
    yield Edit(start, start, block)


def _anchor(source: Source, above: list[Node]) -> tuple[Node | None, bool]:
    """The statement to insert below, and whether it is an import of its block."""
    imports = [node for node in above if node.type in _IMPORTS]
    of_tensorflow = [node for node in imports if _OF_TENSORFLOW.match(source.of(node))]
    if of_tensorflow:
        anchor = of_tensorflow[0]
        for node in above[above.index(anchor) + 1 :]:  # keep a sorted block sorted
            sorts_first = node.type == "import_statement" and source.of(node).split()[1] < b"tfcompat"
            if not sorts_first or node.start_point.row != anchor.end_point.row + 1:
                break
            anchor = node
        return anchor, True
    if imports:
        anchor = imports[0]
        for node in above[above.index(anchor) + 1 :]:
            if node.type not in _IMPORTS or node.start_point.row != anchor.end_point.row + 1:
                break
            anchor = node
        return anchor, True
    header = [node for position, node in enumerate(above) if _is_header(node, position)]
    return (header[-1], False) if header else (None, False)


def _is_header(node: Node, position: int) -> bool:
    """Whether a statement is the docstring or an import from the future."""
    if node.type == "future_import_statement":
        return True
    docstring = node.type == "expression_statement" and [
        child.type for child in node.named_children if not child.is_extra
    ] == ["string"]
    return position == 0 and docstring


def _below(source: Source, top: list[Node], anchor: Node) -> int:
    """The offset of the first line below a statement, past others that begin on its last line."""
    end = anchor.end_byte
    for node in top[top.index(anchor) :]:
        if b"\n" in source.text[end : node.start_byte]:
            break
        end = max(end, node.end_byte)
    newline = source.text.find(b"\n", end)
    return newline + 1 if newline >= 0 else len(source.text) + 1


def _start_of_first(source: Source, first: Node) -> int:
    """Where the first statement begins, with the comments that stand directly above it, but below the file's head."""
    start = first.start_byte
    before = source.text[:start].split(b"\n")[:-1]
    while before and before[-1].lstrip().startswith(b"#"):
        start -= len(before.pop()) + 1
    return start if before else first.start_byte
