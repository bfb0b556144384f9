"""The places of the values in a JSON text, so that some can be replaced and every other byte stays."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

__all__ = ["Value", "offset_of", "spans"]

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)
_PIECE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL
)


@dataclass(slots=True)
class Value:
    """A value, and the start and end of its text."""

    start: int
    end: int
    members: dict[str, Value] = field(default_factory=dict)
    """The members of an object."""
    items: list[Value] = field(default_factory=list)
    """The elements of an array."""

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
    at, passed = string.start + 1, 0
    for piece in _PIECE.finditer(source, string.start + 1, string.end - 1):
        if passed >= wanted:
            break
        passed += len(json.loads(f'"{piece[0]}"', strict=False).encode("utf-8", "surrogatepass"))
        at = piece.end()
    return at
