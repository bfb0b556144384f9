"""Continuation lines that were aligned with an open bracket, and move with it when an edit moves the bracket."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from tfcompat.migrate.finding import Edit
from tfcompat.migrate.syntax.splices import is_within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["aligned"]

_OPENING = {"(", "[", "{"}
_CLOSING = {")", "]", "}"}


def aligned(source: Source, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the edits that keep lines below a moved bracket in place relative to it.

    A line moves if it begins at the column after its open bracket, or to the right of it.
    """
    ordered = sorted(edits)
    replaced = sorted((edit.start, edit.end) for edit in ordered if edit.start < edit.end)
    starts = [edit.start for edit in ordered]
    for statement in _touched(source, ordered):
        lines = _Lines(source, ordered, starts)
        for token, stack in _first_of_lines(statement):
            start = source.text.rfind(b"\n", 0, token.start_byte) + 1
            indentation = source.text[start : token.start_byte]
            shift = lines.shift_of(stack[-1], token) if stack and indentation.strip(b" ") == b"" else 0
            if shift and not is_within(replaced, start) and not is_within(replaced, max(start, token.start_byte - 1)):
                lines.moved[token.start_point.row] = shift
                width = len(indentation) + shift
                yield Edit(start, token.start_byte, b" " * width)


class _Lines:
    """How far the lines of a statement, and the brackets in them, have moved."""

    def __init__(self, source: Source, edits: Sequence[Edit], starts: Sequence[int]) -> None:
        self._source = source
        self._edits = edits
        self._starts = starts
        self.moved: dict[int, int] = {}
        """From row to the columns by which its beginning has moved."""

    def shift_of(self, bracket: Node, token: Node) -> int:
        """Return how far a line moves that begins with a token inside a bracket."""
        text = self._source.text
        column = len(text[bracket.start_byte - bracket.start_point.column : bracket.end_byte].decode("utf-8"))
        follows = text[bracket.end_byte : text.find(b"\n", bracket.end_byte)].split(b"#")[0].strip()
        if not follows or token.type in _CLOSING or token.start_point.column < column:
            return 0
        return self.moved.get(bracket.start_point.row, 0) + self._grown(bracket)

    def _grown(self, bracket: Node) -> int:
        """Return by how much the text before a bracket on its line has grown."""
        start = bracket.start_byte - bracket.start_point.column
        first, last = bisect_left(self._starts, start), bisect_right(self._starts, bracket.start_byte)
        before = [edit for edit in self._edits[first:last] if edit.end <= bracket.start_byte]
        if any(b"\n" in edit.replacement for edit in before):
            return 0
        return sum(len(edit.replacement.decode()) - len(self._of(edit)) for edit in before)

    def _of(self, edit: Edit) -> str:
        return self._source.text[edit.start : edit.end].decode("utf-8")


def _touched(source: Source, edits: Sequence[Edit]) -> Iterator[Node]:
    """Yield the innermost multi-line statements that edits touch, each once."""
    end = -1
    for edit in edits:
        if edit.start < end:
            continue  # in the previous statement
        statement = _statement(source.root, edit.start)
        if statement is not None:
            end = _end(statement)
            if statement.start_point.row < statement.end_point.row:
                yield statement


def _statement(root: Node, offset: int) -> Node | None:
    """Return the innermost statement around an offset.

    It is found from above, because a deep tree gives no cheap access to parents.
    """
    cursor, statement, is_block = root.walk(), None, True
    while cursor.goto_first_child_for_byte(offset) is not None and cursor.node is not None:
        node = cursor.node
        if is_block:
            statement = node
            if node.type in ("expression_statement", "return_statement"):
                break  # no statement inside
        is_block = node.type in ("module", "block")
    return statement


def _end(statement: Node) -> int:
    """Return the end of the part of a statement that is not itself a statement."""
    body = statement.child_by_field_name("body")
    return body.start_byte if body is not None else statement.end_byte


def _first_of_lines(statement: Node) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Yield the first token of each line except the first, with the open brackets there. A string is one token."""
    row = statement.start_point.row
    stack: list[Node] = []
    for token in _tokens(statement):
        if token.start_point.row > row:
            yield token, tuple(stack[-1:])
        row = max(row, token.end_point.row)
        if token.type in _OPENING:
            stack.append(token)
        elif token.type in _CLOSING and stack:
            stack.pop()


def _tokens(statement: Node) -> Iterable[Node]:
    todo = [statement]
    while todo:
        node = todo.pop()
        if node.child_count and node.type not in ("string", "block"):
            todo.extend(reversed(node.children))
        elif node.type != "block":
            yield node
