"""A unified diff of bytes that ``git apply`` and ``patch`` accept, for any encoding and line ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.report._matching import grouped

if TYPE_CHECKING:
    from pathlib import PurePath

__all__ = ["unified"]

_ESCAPES = {"\a": "\\a", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\v": "\\v", "\f": "\\f", "\r": "\\r"}


def unified(path: PurePath, before: bytes, after: bytes) -> bytes:
    """Return the diff of one file; empty if nothing changed.

    Lines end at a line feed only, so a carriage return stays.

    Args:
        path: The file, relative to the folder in which the diff applies.
        before: Its bytes now.
        after: Its bytes once the diff is applied.
    """
    lines: list[bytes] = []
    old, new = _lines(before), _lines(after)
    for group in grouped(old, new):
        (_, a, _, c, _), (_, _, b, _, d) = group[0], group[-1]
        lines.append(f"@@ -{_range(a, b)} +{_range(c, d)} @@\n".encode())
        for tag, *bounds in group:
            if tag == "equal":
                lines += [b" " + line for line in old[slice(*bounds[:2])]]
            else:
                lines += [b"-" + line for line in old[slice(*bounds[:2])]]
                lines += [b"+" + line for line in new[slice(*bounds[2:])]]
    head = [b"--- %b\n" % _label("a", path), b"+++ %b\n" % _label("b", path)] if lines else []
    ended = (line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in lines)
    return b"".join([*head, *ended])


def _quoted(char: str) -> str:
    """Return a character of a name between quotes; git writes other control characters in octal."""
    if char < " " or char == "\x7f":
        return f"\\{ord(char):03o}"
    return f"\\{char}" if char in '"\\' else char


def _range(start: int, end: int) -> str:
    """Return a range of lines for a header: the first line, and the count unless it is 1."""
    if end - start == 1:
        return f"{end}"
    return f"{start + 1 if end > start else start},{end - start}"


def _lines(text: bytes) -> list[bytes]:
    lines = [line + b"\n" for line in text.split(b"\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _label(side: str, path: PurePath) -> bytes:
    """Return the name for a header, quoted like git."""
    text = f"{side}/{path.as_posix()}"
    if any(char < " " or char in '"\\\x7f' for char in text):
        escaped = "".join(_ESCAPES.get(char) or _quoted(char) for char in text)
        text = f'"{escaped}"'
    return text.encode("utf-8", "surrogateescape") + (b"\t" if " " in text else b"")
