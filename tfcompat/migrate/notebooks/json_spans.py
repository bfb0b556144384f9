"""The places of the values in a JSON text, so that some can be replaced and every other byte stays."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field

__all__ = ["Value", "offset_of", "spans"]

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)
_PIECE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL
)
_STEP = 64
"""Of so many characters of a string, the place of one is kept."""


@dataclass(slots=True)
class Value:
    """A value, and the start and end of its text."""

    start: int
    end: int
    members: dict[str, Value] = field(default_factory=dict)
    """The members of an object."""
    items: list[Value] = field(default_factory=list)
    """The elements of an array."""
    marks: list[tuple[int, int]] = field(default_factory=list)
    """Of a string, if an offset in it was asked for: how many bytes of its value are before some places, and these."""

    def text(self, source: str) -> str:
        """Return the value of a string; empty for anything else."""
        return str(json.loads(source[self.start : self.end])) if source[self.start] == '"' else ""


def spans(source: str) -> Value:
    """Return the values of a text that is known to be JSON."""
    root = Value(0, 0)
    stack, keys = [root], [""]
    expects_key = False
    for token in _TOKEN.finditer(source):
        first = source[token.start()]
        if first in "]}":
            stack.pop().end = token.end()
            keys.pop()
            expects_key = False
        elif first == ",":
            expects_key = source[stack[-1].start] == "{" and len(stack) > 1
        elif first == ":":
            expects_key = False
        elif expects_key:
            keys[-1] = str(json.loads(token[0]))
        else:
            value = Value(token.start(), token.end())
            stack[-1].items.append(value)
            stack[-1].members[keys[-1]] = value
            if first in "[{":
                stack.append(value)
                keys.append("")
            expects_key = first == "{"
    return root.items[0]


def offset_of(source: str, string: Value, wanted: int) -> int:
    """Return the offset in a string's text of the character that is `wanted` UTF-8 bytes after its start."""
    if not string.marks:
        string.marks = _marks(source, string)
    # The last mark with fewer bytes: of several places after which as many have passed, the first is meant.
    passed, at = string.marks[max(0, bisect_right(string.marks, (wanted, -1)) - 1)]
    for piece in _PIECE.finditer(source, at, string.end - 1):
        if passed >= wanted:
            break
        passed += _size(piece[0])
        at = piece.end()
    return at


def _marks(source: str, string: Value) -> list[tuple[int, int]]:
    """Return the marks of a string: a search for each finding from its start would take the square of its length."""
    marks, passed = [], 0
    for number, piece in enumerate(_PIECE.finditer(source, string.start + 1, string.end - 1)):
        if number % _STEP == 0:
            marks.append((passed, piece.start()))
        passed += _size(piece[0])
    return marks or [(0, string.start + 1)]


def _size(piece: str) -> int:
    """Return how many bytes of UTF-8 a character is, which can be written as an escape."""
    value = json.loads(f'"{piece}"') if piece[0] == "\\" else piece
    return len(value.encode("utf-8", "surrogatepass"))
