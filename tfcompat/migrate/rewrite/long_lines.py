"""Calls that an edit makes too long for their line, broken like black does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfcompat.migrate.finding import Edit
from tfcompat.migrate.rewrite.call_layout import WIDTH, Layout, arguments_of, has_last_comma, width
from tfcompat.migrate.syntax.source import PRAGMA, NotAnalysedError, newline_of, nodes, parse
from tfcompat.migrate.syntax.splices import composed, moved, splice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["broken"]

_TOOL = re.compile(rb"#\s*tfcompat")
_REST = re.compile(rb"[)\]},:\s]*(?:#[^\n]*)?")
"""What may follow a broken call in its statement: text that no later line is aligned with."""
_COMMENT = re.compile(rb"([ \t]{3,})#")


def broken(source: Source, edits: Sequence[Edit], uses: Iterable[int]) -> list[Edit]:
    """Return the edits, with line breaks in calls that they make longer than any line of the file.

    A call within that length or 88 columns stays on its line, and so does one with a comment, a backslash at the end of
    a line, or a multi-line string.

    Args:
        source: The file before the edits.
        edits: All edits.
        uses: The offsets of the names that the edits are about.
    """
    text = splice(source.text, edits)
    limit = max(WIDTH, *map(width, source.text.split(b"\n")))
    if all(width(line) <= limit for line in text.split(b"\n")):
        return list(edits)
    try:
        after = parse(source.encode(text), source.cells)
    except (NotAnalysedError, UnicodeEncodeError):
        return list(edits)  # which the check of the result reports
    breaks: list[Edit] = []
    for offset in sorted(moved(edits, use) for use in uses):
        if not breaks or offset >= breaks[-1].end:
            breaks += _of_call(after, offset, limit, _unit(source), breaks[-1] if breaks else None)
    return composed(text, edits, breaks)


def _of_call(source: Source, offset: int, limit: int, unit: bytes, above: Edit | None) -> list[Edit]:
    """Return the line breaks for the call around an offset; none if it fits, or nothing may be broken.

    The line may begin after the break `above`.
    """
    path = _path(source, offset)
    calls = [node for node in path if node.type == "call" and arguments_of(node) is not None]
    if not calls or any(node.type == "interpolation" for node in path):
        return []
    row = source.text.count(b"\n", 0, offset)
    start, prefix = source.text.rfind(b"\n", 0, offset) + 1, b""
    if above is not None and above.end > start:
        start, prefix = above.end, above.replacement.rpartition(b"\n")[2]
    rows = (prefix + source.text[start : calls[-1].end_byte] + _rest(source, calls[-1])).split(b"\n")
    if all(width(line) <= limit for line in rows) or not _may_have_lines(source, path):
        return []
    indentation = rows[0][: len(rows[0]) - len(rows[0].lstrip(b" \t"))]
    for call in calls:
        listed = arguments_of(call)
        if listed is None or listed.start_point.row != row or not _may_break(source, listed, path[0]):
            continue
        if width(prefix + source.text[start : listed.start_byte + 1]) <= limit:
            layout = Layout(source, limit, unit, newline_of(source.text))
            layout.lay_out(listed, indentation)
            return [*layout.edits(), *_before_comment(source, listed)]
    return []


def _rest(source: Source, node: Node) -> bytes:
    """Return the text after a node on its last line."""
    end = source.text.find(b"\n", node.end_byte)
    return source.text[node.end_byte : end if end >= 0 else len(source.text)]


def _before_comment(source: Source, listed: Node) -> list[Edit]:
    """Return the edit that puts a comment next to the closing bracket, which has its own line."""
    blanks = _COMMENT.match(source.text, listed.end_byte)
    return [Edit(*blanks.span(1), b"  ")] if blanks is not None else []


def _path(source: Source, offset: int) -> list[Node]:
    """Return the innermost statement around an offset, and the nodes below it that contain the offset."""
    cursor, path = source.root.walk(), [source.root]
    while cursor.goto_first_child_for_byte(offset) is not None and cursor.node is not None:
        if cursor.node.start_byte > offset:
            break
        if path[-1].type in ("module", "block"):
            path = []
        path.append(cursor.node)
    return path


def _may_have_lines(source: Source, path: list[Node]) -> bool:
    """Return whether a statement may continue on another line: after a notebook magic it may not."""
    around, start = path[0].parent, path[0].start_byte
    if source.text[source.text.rfind(b"\n", 0, start) + 1 : start].strip():
        return False  # another one is on its line
    if not source.cells or around is None:
        return True
    columns = {node.start_point.column for node in around.named_children if not node.is_extra}
    if around.type == "block" and around.named_child_count == 1:
        return False  # a magic before it is masked by spaces, and looks like indentation
    return path[0].start_point.column == (min(columns) if around.type == "block" else 0)


def _may_break(source: Source, listed: Node, statement: Node) -> bool:
    """Return whether the layout of arguments may change: it carries no meaning, and nothing below depends on it."""
    text = source.text
    for node in nodes(listed):
        of_lines = node.type == "string" and node.start_point.row < node.end_point.row
        if of_lines or node.type in ("comment", "line_continuation"):
            return False
    if b"\\\n" in text[listed.start_byte : listed.end_byte].replace(b"\r", b""):
        return False
    several = listed.start_point.row < listed.end_point.row
    if several and any(has_last_comma(node) for node in nodes(listed) if node.type == "argument_list"):
        return False  # it already has black's layout
    rest = _rest(source, listed)
    comment = rest[rest.find(b"#") :] if b"#" in rest else b""
    if PRAGMA.match(comment) or _TOOL.match(comment) or rest.rstrip(b"\r").endswith(b"\\"):
        return False
    goes_on = listed.end_point.row < _end(statement)
    return not goes_on or _REST.fullmatch(rest) is not None


def _end(statement: Node) -> int:
    """Return the row in which a statement ends, without its block."""
    body = statement.child_by_field_name("body") or statement.child_by_field_name("consequence")
    return (body.start_point if body is not None else statement.end_point).row


def _unit(source: Source) -> bytes:
    """Return the indentation of a file's first block."""
    for node in nodes(source.root):
        if node.type == "block" and node.parent is not None and node.start_point.row > node.parent.start_point.row:
            outer, inner = (_indentation(source, one) for one in (node.parent, node))
            if inner.startswith(outer) and inner != outer:
                return inner[len(outer) :]
    return b"    "


def _indentation(source: Source, node: Node) -> bytes:
    line = source.text[source.text.rfind(b"\n", 0, node.start_byte) + 1 :].partition(b"\n")[0]
    return line[: len(line) - len(line.lstrip(b" \t"))]
