"""What IPython reads in a cell and Python does not: it is masked, byte for byte, by Python that means nothing.

A magic becomes the statement ``0``, so that a block that holds nothing else keeps a statement; of ``%time f(x)`` only
the magic goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

__all__ = ["Masked", "mask"]

# Cell magics whose body is Python of this notebook; that of all others is something else, or of another process.
_PYTHON = {"capture", "debug", "heat", "lprun", "memit", "memray_flamegraph", "mprun", "notify", "prun", "pyinstrument"}
_PYTHON |= {"scalene", "snakeviz", "time", "timeit", "tensorflow_version", "wandb"}
_CELL = re.compile(r"(?:[ \t]*\r?\n)*[ \t]*%%(\w+)[^\n]*(?:\n|\Z)")
_LINE = re.compile(r"[ \t]*(?:[%!?,;/]|(?:pip|conda|mamba|uv)[ \t]+(?:pip[ \t]+)?(?:un)?install\b|cd[ \t]+[~./])")
_BEFORE_PYTHON = re.compile(
    r"[ \t]*(%(?:time|timeit|prun|memit|lprun|mprun)(?:[ \t]+-[a-zA-Z]+(?:[ \t]*[\w.]+)?(?=[ \t]))*[ \t]+)(?=[^\s-])"
)
_REST = re.compile(r"(?:[^\\\n]|\\\r?\n|\\.)*", re.DOTALL)
_PIECE = re.compile(
    r'(?P<string>"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')'
    r"|(?P<comment>#[^\n]*)|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<joined>\\\r?\n)|(?P<newline>\n)"
    r"|(?P<assigned>=[ \t]*(?=[!%]))|(?P<help>\?)|(?P<other>[^\"'#()\[\]{}\\\n=?]+|.)",
    re.DOTALL,
)


@dataclass
class Masked:
    """The text of a cell as Python, as many bytes long as before."""

    text: bytes = b""
    hidden: list[str] = field(default_factory=list)
    """What was masked."""
    magic: str = ""
    """The cell magic whose text this is, where that is no Python of the notebook."""


def mask(text: str) -> Masked:
    """Mask what is no Python in a cell."""
    found = Masked()
    pieces: list[bytes] = []
    at = 0
    while head := _CELL.match(text, at):
        if head[1] not in _PYTHON:
            return Masked(hidden=[text], magic=head[1])
        _hide(found, pieces, text[at : head.end()].rstrip("\r\n"))
        pieces.append(text[at : head.end()][len(text[at : head.end()].rstrip("\r\n")) :].encode())
        at = head.end()
    while at < len(text):
        at = _logical_line(found, pieces, text, at)
    found.text = b"".join(pieces)
    return found


def _logical_line(found: Masked, pieces: list[bytes], text: str, start: int) -> int:
    """Mask one logical line; where the next begins."""
    at, depth = start, 0
    if before := _BEFORE_PYTHON.match(text, start):
        found.hidden.append(before[1])
        pieces.append(text[start : before.start(1)].encode() + b"pass".ljust(len(before[1]) - 2) + b"; ")
        start = at = before.end()
    elif _LINE.match(text, start):
        return _masked_rest(found, pieces, text, start)
    while piece := _PIECE.match(text, at):
        kind, at = piece.lastgroup, piece.end()
        depth = max(0, depth + (kind == "open") - (kind == "close"))
        if kind == "help":
            return _masked_rest(found, pieces, text, start)
        if kind == "assigned" and depth == 0:
            pieces.append(text[start:at].encode())
            return _masked_rest(found, pieces, text, at)
        if kind == "newline" and depth == 0:
            break
    pieces.append(text[start:at].encode("utf-8", "surrogatepass"))
    return at


def _masked_rest(found: Masked, pieces: list[bytes], text: str, start: int) -> int:
    """Mask what is left of a line, and of those that a backslash joins to it."""
    rest = _REST.match(text, start)
    end = rest.end() if rest else len(text)
    _hide(found, pieces, text[start:end])
    pieces.append(text[end : end + 1].encode())
    return end + 1


def _hide(found: Masked, pieces: list[bytes], text: str) -> None:
    """A statement without a meaning, indented as the text and of its lines and lengths."""
    found.hidden.append(text)
    indent = re.match(r"[ \t]*", text)
    blank = indent[0] if indent else ""
    rest = text[len(blank) :].encode("utf-8", "surrogatepass")
    first, *others = re.split(rb"(?<=\n)", rest)
    pieces.append(blank.encode() + b"0" + _blanked(first[1:]) + b"".join(map(_blanked, others)))


def _blanked(line: bytes) -> bytes:
    body = line.rstrip(b"\r\n")
    return b" " * len(body) + line[len(body) :]
