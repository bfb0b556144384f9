"""Calls that an edit makes too long for their line, broken as black breaks them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from tfcompat.migrate.finding import Edit
from tfcompat.migrate.syntax.source import PRAGMA, NotAnalysedError, newline_of, nodes, parse
from tfcompat.migrate.syntax.splices import composed, moved, splice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["broken"]

_WIDTH = 88
"""What black fills a line to: no line is broken that is not longer."""
_TAB = 8
_TOOL = re.compile(rb"#\s*tfcompat")
_REST = re.compile(rb"[)\]},:\s]*(?:#[^\n]*)?")
"""What may follow a broken call where its statement goes on: text that no later line is aligned with."""
_OPENING = {"(", "[", "{"}
_CLOSING = {")", "]", "}"}


def broken(source: Source, edits: Sequence[Edit], uses: Iterable[int]) -> list[Edit]:
    """Return the edits with line breaks in the calls that they would make longer than any line of the file.

    A call that passes neither that nor 88 columns stays on its line, as do calls with a comment, a backslash at the
    end of a line, or a string of several lines in them.

    Args:
        source: The file before the edits.
        edits: All edits.
        uses: Where in the file the names begin that the edits are about.
    """
    text = splice(source.text, edits)
    limit = max(_WIDTH, *map(_width, source.text.split(b"\n")))
    if all(_width(line) <= limit for line in text.split(b"\n")):
        return list(edits)
    try:
        after = parse(source.encode(text), source.cells)
    except (NotAnalysedError, UnicodeEncodeError):
        return list(edits)  # which the check of the result tells of
    breaks: list[Edit] = []
    for offset in sorted(moved(edits, use) for use in uses):
        if not breaks or offset >= breaks[-1].end:
            breaks += _of_call(after, offset, limit, _unit(source))
    return composed(text, edits, breaks)


def _of_call(source: Source, offset: int, limit: int, unit: bytes) -> list[Edit]:
    """Return the line breaks for the call around an offset; none if it fits, or nothing may be broken."""
    path = _path(source, offset)
    calls = [node for node in path if node.type == "call" and _listed(node) is not None]
    if not calls or any(node.type == "interpolation" for node in path):
        return []
    row = source.text.count(b"\n", 0, offset)
    rows = source.text.split(b"\n")[row : calls[-1].end_point.row + 1]
    if all(_width(line) <= limit for line in rows) or not _may_have_lines(source, path):
        return []
    indentation = rows[0][: len(rows[0]) - len(rows[0].lstrip(b" \t"))]
    for call in calls:
        listed = _listed(call)
        if listed is not None and listed.start_point.row == row and _may_break(source, listed, path[0], limit):
            layout = _Layout(source, limit, unit, newline_of(source.text))
            layout.lay_out(listed, indentation)
            return layout.edits()
    return []


def _path(source: Source, offset: int) -> list[Node]:
    """Return the innermost statement around an offset, and the nodes below it that hold the offset."""
    cursor, path = source.root.walk(), [source.root]
    while cursor.goto_first_child_for_byte(offset) is not None and cursor.node is not None:
        if cursor.node.start_byte > offset:
            break
        if path[-1].type in ("module", "block"):
            path = []
        path.append(cursor.node)
    return path


def _listed(call: Node) -> Node | None:
    """Return the arguments of a call in brackets; a lone generator stands in brackets of its own."""
    listed = call.child_by_field_name("arguments")
    return listed if listed is not None and listed.type == "argument_list" and listed.named_child_count else None


def _may_have_lines(source: Source, path: list[Node]) -> bool:
    """Whether a statement may go on in another line: that behind a magic of a notebook may not."""
    around = path[0].parent
    if not source.cells or around is None:
        return True
    columns = {node.start_point.column for node in around.named_children if not node.is_extra}
    if around.type == "block" and around.named_child_count == 1:
        return False  # a magic before it is blank, and cannot be told from its indentation
    return path[0].start_point.column == (min(columns) if around.type == "block" else 0)


def _may_break(source: Source, listed: Node, statement: Node, limit: int) -> bool:
    """Whether the layout of arguments may change: nothing of it means anything, and nothing below hangs on it."""
    text = source.text
    for node in nodes(listed):
        of_lines = node.type == "string" and node.start_point.row < node.end_point.row
        if of_lines or node.type in ("comment", "line_continuation"):
            return False
    if b"\\\n" in text[listed.start_byte : listed.end_byte].replace(b"\r", b""):
        return False
    several = listed.start_point.row < listed.end_point.row
    if several and any(_has_last_comma(node) for node in nodes(listed) if node.type == "argument_list"):
        return False  # it is broken as black would already
    start = text.rfind(b"\n", 0, listed.start_byte) + 1
    end = text.find(b"\n", listed.end_byte)
    rest = text[listed.end_byte : end if end >= 0 else len(text)]
    comment = rest[rest.find(b"#") :] if b"#" in rest else b""
    if PRAGMA.match(comment) or _TOOL.match(comment) or rest.rstrip(b"\r").endswith(b"\\"):
        return False
    goes_on = listed.end_point.row < _end(statement)
    fits = _width(text[start : listed.start_byte + 1]) <= limit
    return fits and not (goes_on and not _REST.fullmatch(rest))


def _end(statement: Node) -> int:
    """Return the row in which a statement ends, less the block that it may have."""
    body = statement.child_by_field_name("body") or statement.child_by_field_name("consequence")
    return (body.start_point if body is not None else statement.end_point).row


def _has_last_comma(listed: Node) -> bool:
    return listed.child_count > 1 and listed.children[-2].type == ","


@dataclass
class _Layout:
    """The blanks between the tokens of a call that is broken."""

    source: Source
    limit: int
    unit: bytes
    newline: bytes
    gaps: dict[int, bytes] = field(default_factory=dict)
    """Where a token begins, and what stands in front of it."""
    listed: Node | None = None

    def lay_out(self, listed: Node, indentation: bytes) -> None:
        """Put the arguments on one line below the bracket; where they do not fit, each on its own."""
        self.listed = self.listed or listed
        items = [child for child in listed.named_children if not child.is_extra]
        inner = indentation + self.unit
        comma = _has_last_comma(listed)
        whole = b", ".join(map(self._flat, items))
        self.gaps[items[0].start_byte] = below = self.newline + inner
        alone = not comma and _width(inner + whole) <= self.limit
        end = listed.children[-1].start_byte
        self.gaps[end] = self.newline + indentation
        if alone:
            return
        self.gaps.update(dict.fromkeys((item.start_byte for item in items[1:]), below))
        if len(items) > 1 and not comma and not any(item.type.endswith("_splat") for item in items):
            self.gaps[end] = b"," + self.gaps[end]
        for item in items:
            value = item.child_by_field_name("value") if item.type == "keyword_argument" else item
            deeper = _listed(value) if value is not None and value.type == "call" else None
            if deeper is not None and _width(inner + self._flat(item)) + (len(items) > 1) > self.limit:
                self.lay_out(deeper, inner)

    def edits(self) -> list[Edit]:
        """Return what changes of the blanks."""
        found = []
        for before, token in self._pairs(self.listed):
            old = self.source.text[before.end_byte : token.start_byte]
            new = self.gaps.get(token.start_byte, _joined(before, token, old))
            if new != old:
                found.append(Edit(before.end_byte, token.start_byte, new))
        return found

    def _flat(self, node: Node) -> bytes:
        """Return the text of an argument on one line."""
        tokens = list(_tokens(node))
        pieces = [self.source.of(tokens[0])]
        for before, token in self._pairs(node):
            old = self.source.text[before.end_byte : token.start_byte]
            pieces += [_joined(before, token, old), self.source.of(token)]
        return b"".join(pieces)

    def _pairs(self, node: Node | None) -> Iterator[tuple[Node, Node]]:
        tokens = list(_tokens(node)) if node is not None else []
        return pairwise(tokens)


def _joined(before: Node, token: Node, blanks: bytes) -> bytes:
    """Return what stands between two tokens when they share a line."""
    if b"\n" not in blanks:
        return blanks
    return b"" if before.type in _OPENING or token.type in _CLOSING else b" "


def _tokens(root: Node) -> Iterator[Node]:
    """Yield the tokens of a node; a string is one."""
    todo = [root]
    while todo:
        node = todo.pop()
        if node.child_count and node.type != "string":
            todo.extend(reversed(node.children))
        elif node.end_byte > node.start_byte:
            yield node


def _unit(source: Source) -> bytes:
    """Return by what the first block of a file is indented."""
    for node in nodes(source.root):
        if node.type == "block" and node.parent is not None and node.start_point.row > node.parent.start_point.row:
            outer, inner = (_indentation(source, one) for one in (node.parent, node))
            if inner.startswith(outer) and inner != outer:
                return inner[len(outer) :]
    return b"    "


def _indentation(source: Source, node: Node) -> bytes:
    line = source.text[source.text.rfind(b"\n", 0, node.start_byte) + 1 :].partition(b"\n")[0]
    return line[: len(line) - len(line.lstrip(b" \t"))]


def _width(line: bytes) -> int:
    """Return how many columns a line takes, less a comment to a tool."""
    if len(line) <= _WIDTH and b"\t" not in line:
        return len(line)  # or less, and short enough in any case
    comment = PRAGMA.search(line)
    code = line[: comment.start()] if comment else line
    return len(code.decode("utf-8").rstrip().expandtabs(_TAB))
