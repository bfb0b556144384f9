"""Lines of Python with syntax colours and marks, as escaped HTML."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup, escape
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pygments.token import STANDARD_TYPES, Token

from tfcompat.migrate.report._words import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Piece", "coloured", "marked", "stylesheet"]

Piece = tuple[str, str]
"""The class of a token, and its text."""
Tag = Literal["del", "ins", "mark"]

_ELEMENTS = {"del": Markup("<del>{}</del>"), "ins": Markup("<ins>{}</ins>"), "mark": Markup("<mark>{}</mark>")}
_LARGE, _WIDE = 400_000, 2_000
"""Longer texts and lines are shown without colours, which would take seconds."""
_LONG, _AROUND = 600, 200
"""Longer lines are cut, and this many characters are shown on either side of their marks."""


@cache
def stylesheet(selector: str) -> str:
    """Return the token colours below a selector, for the light and the dark scheme."""
    light, dark = (
        HtmlFormatter(style=style, nobackground=True).get_style_defs(selector) for style in ("xcode", "monokai")
    )
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}"


def coloured(lines: Sequence[str]) -> list[list[Piece]]:
    """Return each line as tokens."""
    narrow = ["" if len(line) > _WIDE else line for line in lines]
    if sum(map(len, narrow)) > _LARGE:
        return [[("", line)] for line in lines]
    found: list[list[Piece]] = [[]]
    for _, kind, value in PythonLexer().get_tokens_unprocessed("\n".join(narrow)):
        name = "" if kind in Token.Error else _class(kind)
        for number, part in enumerate(value.split("\n")):
            if number:
                found.append([])
            if part:
                found[-1].append((name, part))
    return [tokens if len(line) <= _WIDE else [("", line)] for tokens, line in zip(found, lines, strict=False)]


def marked(pieces: Iterable[Piece], marks: Sequence[tuple[int, int]], tag: Tag) -> Markup:
    """Return a line; the characters of a mark are in an element with that tag."""
    runs = (
        (inside, Markup("").join(_span(name, text) for name, text, _ in group))
        for inside, group in groupby(_cut(list(pieces), marks), key=lambda fragment: fragment[2])
    )
    return Markup("").join(_ELEMENTS[tag].format(run) if inside else run for inside, run in runs)


def _class(kind: object) -> str:
    while kind not in STANDARD_TYPES:
        kind = kind.parent  # type: ignore[attr-defined]  # a token type; the root of all is standard
    return str(STANDARD_TYPES[kind])


@lru_cache(maxsize=10_000)
def _span(name: str, text: str) -> Markup:
    shown = escape(text) if text == printable(text) else Markup("").join(map(_character, text))
    return Markup('<span class="{}">{}</span>').format(name, shown) if name else shown


def _character(char: str) -> Markup:
    seen = printable(char)
    return escape(char) if seen == char else Markup('<span class="odd">{}</span>').format(seen)


def _cut(pieces: Sequence[Piece], marks: Sequence[tuple[int, int]]) -> Iterator[tuple[str, str, bool]]:
    """Yield the tokens in fragments that are inside or outside a mark; of a long line, those around the marks."""
    length = sum(len(text) for _, text in pieces)
    first, last = (marks[0][0] - _AROUND, marks[-1][1] + _AROUND) if marks else (0, _LONG)
    if length <= _LONG:
        first, last = 0, length
    if first > 0:
        yield "cut", f"… {first} characters … ", False
    edges = sorted({max(0, first), min(last, length), *(edge for mark in marks for edge in mark)})
    at = 0
    for name, text in pieces:
        bounds = [at, *(edge for edge in edges if at < edge < at + len(text)), at + len(text)]
        for start, end in pairwise(bounds):
            if first <= start and end <= last:
                yield name, text[start - at : end - at], any(a <= start and end <= b for a, b in marks)
        at += len(text)
    if last < length:
        yield "cut", f" … {length - last} characters …", False
