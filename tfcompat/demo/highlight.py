"""Python source and diffs with syntax colours, as HTML."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

if TYPE_CHECKING:
    from collections.abc import Iterator


class Line(NamedTuple):
    """One line of a diff: ``" "`` kept, ``"-"`` removed, ``"+"`` added, or ``"…"`` for kept lines that are left out."""

    sign: str
    old: int | None
    new: int | None
    html: str


def python(source: str) -> str:
    """Source with a ``span`` for each token; everything in it is escaped."""
    html: str = highlight(source, PythonLexer(stripnl=False), HtmlFormatter(nowrap=True))
    return html


def diff(before: str, after: str) -> Iterator[Line]:
    """The lines that changed, and four kept ones around them."""
    old, new = python(before).splitlines(), python(after).splitlines()
    matcher = SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False)
    for number, group in enumerate(matcher.get_grouped_opcodes(4)):
        if number:
            yield Line("…", None, None, "")
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                yield from (Line(" ", i + 1, new_from + i - old_from + 1, old[i]) for i in range(old_from, old_to))
                continue
            yield from (Line("-", i + 1, None, old[i]) for i in range(old_from, old_to))
            yield from (Line("+", None, i + 1, new[i]) for i in range(new_from, new_to))
