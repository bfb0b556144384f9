"""Bytes to syntax tree: the encoding, the parser (imported nowhere else), and the line and column of an offset.

Everything works on offsets into UTF-8 text without a byte order mark; `Source.encode` returns the file's bytes.
"""

from __future__ import annotations

import codecs
import re
import sys
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import tree_sitter_python
from tree_sitter import Language, Node, Parser

from tfcompat._codes import Code
from tfcompat.migrate.syntax.compiles import compiles
from tfcompat.migrate.syntax.encoding import NotAnalysedError, decoded, encoding_of
from tfcompat.migrate.syntax.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "PRAGMA",
    "CellLine",
    "Node",
    "NotAnalysedError",
    "Source",
    "dotted",
    "newline_of",
    "nodes",
    "not_python",
    "parse",
]

_PARSER = Parser(Language(tree_sitter_python.language()))
PRAGMA = re.compile(rb"#\s*(?:noqa|type:|pylint:|pyright:|isort:|ruff:|nosec|flake8)")
"""A comment for a tool about the statement next to it, removed with the statement."""
# The parser scans the rest of a comment from each of its lines: 4000 lines took 4 seconds.
_LONG = 200
_LONG_COMMENT = re.compile(rb"(?m)(?:^[ \t]*#[^\n'\"\\]*\n){%d,}" % _LONG)
_LONG_LINE = re.compile(rb"(?:\\\r?\n[ \t]*){1000}")  # the same holds for continued lines
_TOO_LONG = "continues over 1000 empty lines, which the parser is too slow for; remove them first"
_BLANKS = bytes(byte if byte in b"\r\n" else 32 for byte in range(256))
_LONE_RETURN = re.compile(rb"\r(?!\n)")


class CellLine(int):
    """A line number in a notebook cell: in a sentence, it also names the cell."""

    cell = 0

    def __str__(self) -> str:
        """The number in a sentence, after ``line``."""
        return f"{int(self)} of cell {self.cell}"


@dataclass(frozen=True, eq=False)
class Source:
    """A decoded and parsed file."""

    text: bytes
    """UTF-8, without a byte order mark."""
    root: Node
    encoding: str
    """Python's name of the encoding that turns `text` back into the bytes of the file."""
    cells: tuple[tuple[int, int], ...] = ()
    """For a notebook: how many lines are above each cell, and the cell's number."""

    def of(self, node: Node) -> bytes:
        """Return the bytes of a node."""
        return self.text[node.start_byte : node.end_byte]

    def encode(self, text: bytes) -> bytes:
        """Bytes of the file that holds `text`."""
        return text if self.encoding == "utf-8" else text.decode("utf-8").encode(self.encoding)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both starting at 1; the column counts characters."""
        line, column = self._lines.position(offset)
        return self._told(line), column

    def _told(self, line: int) -> int:
        above = bisect_right(self.cells, (line - 1, sys.maxsize))
        if not above:
            return line
        start, cell = self.cells[above - 1]
        told = CellLine(line - start)
        told.cell = cell
        return told

    @cached_property
    def compiles(self) -> bool:
        """Whether this Python compiles it: the parser reads more than one version of the language."""
        return compiles(self.text)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)


def parse(raw: bytes, cells: tuple[tuple[int, int], ...] = ()) -> Source:
    """Decode and parse a Python 2 or 3 file; for `cells` see `Source`.

    Raises:
        NotAnalysedError: TFC901 if the encoding cannot be trusted, TFC900 if the syntax is not Python's.
    """
    encoding = encoding_of(raw)
    text = raw if encoding == "utf-8" and raw.isascii() else decoded(raw, encoding).encode("utf-8")
    seen = _LONG_COMMENT.sub(_blanked, text) if text.count(b"#") >= _LONG else text
    if b"\\" in text and (long := _LONG_LINE.search(text)):
        raise NotAnalysedError(Code.NOT_PARSED, text.count(b"\n", 0, long.start()) + 1, _TOO_LONG)
    source = Source(text, _PARSER.parse(seen).root_node, encoding, cells)
    _refuse_lone_returns(source)
    if source.root.has_error:
        raise _syntax_error(source)
    return source


def _blanked(comment: re.Match[bytes]) -> bytes:
    """Return spaces for a comment's bytes, with the same lines; only the parser sees them."""
    return comment[0].translate(_BLANKS)


def dotted(source: Source, node: Node) -> tuple[str, ...]:
    """Return the parts of a dotted name, or nothing for any other expression."""
    names: list[str] = []
    while node.type == "attribute":
        attribute, value = node.child_by_field_name("attribute"), node.child_by_field_name("object")
        if attribute is None or value is None:
            return ()
        names.append(source.of(attribute).decode("utf-8"))
        node = value
    return (source.of(node).decode("utf-8"), *reversed(names)) if node.type == "identifier" else ()


def nodes(root: Node) -> Iterator[Node]:
    """Yield a node and all its descendants, in the order of the text."""
    todo = [root]
    while todo:
        yield (node := todo.pop())
        todo.extend(reversed(node.named_children))


def newline_of(text: bytes) -> bytes:
    """Return the line end of a text's first line."""
    end = text.find(b"\n")
    return b"\r\n" if end > 0 and text[end - 1 : end] == b"\r" else b"\n"


def _refuse_lone_returns(source: Source) -> None:
    """Raise an error if a line ends in a lone carriage return: Python ends a line there, the parser does not.

    In a triple-quoted string the two agree.
    """
    for match in _LONE_RETURN.finditer(source.text):
        if not _in_long_string(source, match.start()):
            line, _ = source.position(match.start())
            raise NotAnalysedError(
                Code.NOT_PARSED,
                line,
                "ends in a lone carriage return, as in old Macintosh files, and cannot be read; convert the file to "
                "line feeds first",
            )


def _in_long_string(source: Source, offset: int) -> bool:
    node = source.root.descendant_for_byte_range(offset, offset + 1)
    while node is not None and node.type not in ("string", "interpolation"):
        node = node.parent
    return node is not None and source.of(node).endswith((b'"""', b"'''"))


def _syntax_error(source: Source) -> NotAnalysedError:
    """Return the first place that the parser could not read, found by going down where an error is."""
    node = source.root
    while not (node.is_error or node.is_missing):
        worse = next((child for child in node.children if child.has_error or child.is_missing), None)
        if worse is None:
            break
        node = worse
    # The parser accepts a mark in the middle of an import without an error.
    mark = source.text.find(codecs.BOM_UTF8)
    start = mark if mark >= 0 and not (node.is_error or node.is_missing) else node.start_byte
    return not_python(source.text, start, source.position(start)[0])


def not_python(text: bytes, start: int, line: int) -> NotAnalysedError:
    """Return the error about a text that is not Python at some offset, which it quotes."""
    rest = text[start:].decode("utf-8", "replace").lstrip()
    shown = rest.partition("\n")[0][:40].rstrip() or "the end of the file"
    sentence = f"is not Python that the parser can read, at {shown!r}; correct it first"
    return NotAnalysedError(Code.NOT_PARSED, line, sentence, start)
