"""black's layout of a call that does not fit on its line."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from tfcompat.migrate.finding import Edit
from tfcompat.migrate.syntax.source import PRAGMA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["WIDTH", "Layout", "arguments_of", "has_last_comma", "width"]

WIDTH = 88
"""black's line length: only longer lines are broken."""
_TAB = 8
_OPENING = {"(", "[", "{"}
_CLOSING = {")", "]", "}"}


def arguments_of(call: Node) -> Node | None:
    """Return the argument list of a call with its brackets; a lone generator has its own brackets."""
    listed = call.child_by_field_name("arguments")
    return listed if listed is not None and listed.type == "argument_list" and listed.named_child_count else None


def has_last_comma(listed: Node) -> bool:
    """Return whether a comma follows the last argument, which means one argument per line."""
    return listed.child_count > 1 and listed.children[-2].type == ","


@dataclass
class Layout:
    """The whitespace between the tokens of a broken call."""

    source: Source
    limit: int
    unit: bytes
    newline: bytes
    gaps: dict[int, bytes] = field(default_factory=dict)
    """The start of a token, and the whitespace before it."""
    flat: Flat | None = None

    def lay_out(self, listed: Node, indentation: bytes) -> None:
        """Put the arguments on one line below the bracket or, if they do not fit, each on its own line."""
        flat = self.flat = self.flat or Flat(self.source, listed)
        items = [child for child in listed.named_children if not child.is_extra]
        inner = indentation + self.unit
        comma = has_last_comma(listed)
        whole = b", ".join(map(flat.of, items))
        self.gaps[items[0].start_byte] = below = self.newline + inner
        alone = not comma and width(inner + whole) <= self.limit
        end = listed.children[-1].start_byte
        self.gaps[end] = self.newline + indentation
        if alone:
            return
        self.gaps.update(dict.fromkeys((item.start_byte for item in items[1:]), below))
        if len(items) > 1 and not comma and not any(item.type.endswith("_splat") for item in items):
            self.gaps[end] = b"," + self.gaps[end]
        for item in items:
            value = item.child_by_field_name("value") if item.type == "keyword_argument" else item
            deeper = arguments_of(value) if value is not None and value.type == "call" else None
            if deeper is not None and width(inner + flat.of(item)) + (len(items) > 1) > self.limit:
                self.lay_out(deeper, inner)

    def edits(self) -> list[Edit]:
        """Return the changes of the whitespace."""
        found = []
        for before, token in pairwise(self.flat.tokens if self.flat else ()):
            old = self.source.text[before.end_byte : token.start_byte]
            new = self.gaps.get(token.start_byte, _joined(before, token, old))
            if new != old:
                found.append(Edit(before.end_byte, token.start_byte, new))
        return found


class Flat:
    """The text of a node on one line. Each node below it has a part of that text."""

    def __init__(self, source: Source, root: Node) -> None:
        self.tokens = list(_tokens(root))
        self._starts = [token.start_byte for token in self.tokens]
        gaps = [
            b"",
            *(_joined(*pair, source.text[pair[0].end_byte : pair[1].start_byte]) for pair in pairwise(self.tokens)),
        ]
        texts = [source.of(token) for token in self.tokens]
        self._text = b"".join(gap + text for gap, text in zip(gaps, texts, strict=True))
        self._ends = list(accumulate(len(gap) + len(text) for gap, text in zip(gaps, texts, strict=True)))
        self._begins = [end - len(text) for end, text in zip(self._ends, texts, strict=True)]

    def of(self, node: Node) -> bytes:
        """Return the text of a node on one line."""
        first, after = (bisect_left(self._starts, offset) for offset in (node.start_byte, node.end_byte))
        return self._text[self._begins[first] : self._ends[after - 1]]


def _joined(before: Node, token: Node, blanks: bytes) -> bytes:
    """Return the whitespace between two tokens on one line."""
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


def width(line: bytes) -> int:
    """Return the columns of a line, without a comment for a tool."""
    if len(line) <= WIDTH and b"\t" not in line:
        return len(line)  # at most, and short enough anyway
    comment = PRAGMA.search(line)
    code = line[: comment.start()] if comment else line
    return len(code.decode("utf-8").rstrip().expandtabs(_TAB))
