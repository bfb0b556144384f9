"""Text in lines of a width, with no break inside a word or a short piece of code; and text that is safe to print."""

from __future__ import annotations

import re
import textwrap

__all__ = ["printable", "wrapped"]

_CODE = re.compile(r"`[^`]{1,60}`")
_JOINED = "\u00a0"  # by its number: a name would load all names


def wrapped(text: str, width: int, first: str = "", then: str | None = None) -> list[str]:
    """Return the lines of a text.

    Args:
        text: The text. Code is between backticks.
        width: The columns of a line.
        first: The prefix of the first line.
        then: The prefix of the other lines. Default: `first`.
    """
    lines = textwrap.wrap(
        _CODE.sub(lambda code: code[0].replace(" ", _JOINED), text),
        width,
        initial_indent=first,
        subsequent_indent=first if then is None else then,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_JOINED, " ") for line in lines]


def printable(text: str) -> str:
    """Return text with control and formatting characters, and undecodable bytes, as escapes."""
    if text.isascii() and text.isprintable():
        return text
    text = text if _is_text(text) else text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() or char == "\t" else repr(char)[1:-1] for char in text)


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
