"""IPython syntax in a cell that is not Python: it is masked, byte for byte, by Python without an effect.

A magic becomes the statement ``0``, so a block with nothing else keeps a statement; in ``%time f(x)`` only the magic is
masked. Pasted prompts become spaces. Every byte keeps its place, so the indentation that IPython removes from all lines
stays: `Masked.straight` is the text without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

__all__ = ["Masked", "mask"]

# Cell magics whose body is Python of this notebook; other bodies are other languages, or run in another process.
_PYTHON = {"capture", "debug", "heat", "lprun", "memit", "memray_flamegraph", "mprun", "notify", "prun", "pyinstrument"}
_PYTHON |= {"scalene", "snakeviz", "time", "timeit", "tensorflow_version", "wandb"}
_CELL = re.compile(r"(?:[ \t]*\r?\n)*[ \t]*%%(\w+)[^\n]*(?:\n|\Z)")
_LINE = re.compile(r"[ \t]*(?:[%!?,;/]|(?:pip|conda|mamba|uv)[ \t]+(?:pip[ \t]+)?(?:un)?install\b|cd[ \t]+[~./])")
# Magics that are followed by Python, each with its options that take a value.
_VALUES = {"time": "", "timeit": "nrpv", "prun": "DlsT", "memit": "rti", "lprun": "fmDTu", "mprun": "fT"}
_BEFORE_PYTHON = re.compile(rf"[ \t]*(%{{1,2}}({'|'.join(_VALUES)}))(?=[ \t])")
_WORD = re.compile(r"[ \t]+(\S+)")
_OPTION = re.compile(r"--?[a-zA-Z]\S*")
_BLOCK = re.compile(r"(?:async|class|def|for|if|match|try|while|with)\b|@")
_PROMPTS = (
    (re.compile(r">>>(?: |$)", re.MULTILINE), re.compile(r"^(?:>>>|\.\.\.)(?: |$)", re.MULTILINE)),
    (re.compile(r"In \[\d+\]: "), re.compile(r"^(?:In \[\d+\]: |[ \t]*\.{3,}: ?)", re.MULTILINE)),
)
_INDENT = re.compile(r"(?:[ \t]*\r?\n)*([ \t]*)")
_REST = re.compile(r"(?:[^\\\n]|\\\r?\n|\\.)*", re.DOTALL)
_PIECE = re.compile(
    r'(?P<string>"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')'
    r"|(?P<comment>#[^\n]*)|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<joined>\\\r?\n)|(?P<newline>\n)"
    r"|(?P<assigned>=[ \t]*(?=[!%]))|(?P<help>\?)|(?P<other>[^\"'#()\[\]{}\\\n=?]+|.)",
    re.DOTALL,
)


@dataclass
class Masked:
    """The text of a cell as Python, with the same number of bytes."""

    text: bytes = b""
    hidden: list[str] = field(default_factory=list)
    """The masked text."""
    magic: str = ""
    """The cell magic whose body this is, if it is not Python of the notebook."""
    unread: list[tuple[int, str, str]] = field(default_factory=list)
    """Python that is not checked: its line, the magic before it, and the text."""
    indent: bytes = b""
    """The indentation that IPython removes from each line."""
    blocks: set[int] = field(default_factory=set)
    """The lines, starting at 0, with a block after a magic: it stays in place, so it is indented by the magic."""

    @property
    def straight(self) -> bytes:
        """The text as Python gets it."""
        if not (self.indent or self.blocks):
            return self.text
        lines = self.text.split(b"\n")
        for row in self.blocks:
            lines[row] = self.indent + lines[row].lstrip(b" \t")
        return b"\n".join(line.removeprefix(self.indent) for line in lines)


def mask(text: str, *, blocks: bool = True) -> Masked:
    """Mask everything in a cell that is not Python.

    Args:
        text: The cell.
        blocks: Whether a block after a magic, as in ``%time for i in x: f(i)``, is kept.
    """
    found = Masked()
    pieces: list[bytes] = []
    at = 0
    text = _without_prompts(text)
    while head := _CELL.match(text, at):
        if head[1] not in _PYTHON:
            return Masked(hidden=[text], magic=head[1])
        if code := _code_behind(text, head.start(1) - 2):
            pieces.append(_bytes(text[at : head.start(1) - 2]))
            at = _logical_line(found, pieces, text, _statement(found, pieces, text, head.start(1) - 2, code))
            continue
        _hide(found, pieces, text[at : head.end()].rstrip("\r\n"))
        pieces.append(text[at : head.end()][len(text[at : head.end()].rstrip("\r\n")) :].encode())
        at = head.end()
    indent = _INDENT.match(text, at)
    found.indent = indent[1].encode() if indent else b""
    while at < len(text):
        at = _magic_line(found, pieces, text, at, blocks=blocks)
    found.text = b"".join(pieces)
    return found


def _without_prompts(text: str) -> str:
    """Return a text with spaces instead of prompts, if IPython removes them: the first or second line has one."""
    first = text.lstrip("\r\n")
    for begins, prompt in _PROMPTS:
        if any(begins.match(line) for line in first.split("\n")[:2]):
            return prompt.sub(lambda found: " " * len(found[0]), text)
    return text


def _code_behind(text: str, start: int) -> int:
    """Return the start of the Python after a magic and its options; 0 if there is no such magic, or no Python."""
    magic = _BEFORE_PYTHON.match(text, start)
    at = magic.end() if magic else len(text)
    while magic and (word := _WORD.match(text, at)):
        if not _OPTION.match(word[1]):
            return word.start(1)
        at = word.end()
        takes = not word[1].startswith("--") and next((n for n, c in enumerate(word[1]) if c in _VALUES[magic[2]]), 0)
        if takes and takes == len(word[1]) - 1 and (value := _WORD.match(text, at)):
            at = value.end()
    return 0


def _statement(found: Masked, pieces: list[bytes], text: str, start: int, code: int) -> int:
    """Mask a magic before a simple statement; return where the statement begins."""
    found.hidden.append(text[start:code])
    blank = re.match(r"[ \t]*", text[start:code])
    indent = blank[0] if blank else ""
    pieces.append(indent.encode() + b"pass".ljust(code - start - len(indent) - 2) + b"; ")
    return code


def _magic_line(found: Masked, pieces: list[bytes], text: str, start: int, *, blocks: bool) -> int:
    """Mask one logical line, which may begin with a magic; return where the next line begins."""
    code = _code_behind(text, start)
    if not code:
        masked = _masked_rest if _LINE.match(text, start) else _logical_line
        return masked(found, pieces, text, start)
    if not _BLOCK.match(text, code):
        return _logical_line(found, pieces, text, _statement(found, pieces, text, start, code))
    if blocks and text[start:].startswith(found.indent.decode() + "%"):
        found.hidden.append(text[start:code])
        found.blocks.add(text.count("\n", 0, start))
        pieces.append(b" " * (code - start))
        return _logical_line(found, pieces, text, code)
    _leave_unread(found, text, start, code)
    return _masked_rest(found, pieces, text, start)


def _leave_unread(found: Masked, text: str, start: int, code: int) -> None:
    line = text.count("\n", 0, start) + 1
    found.unread.append((line, text[start:code].split()[0], text[code:].partition("\n")[0]))


def _logical_line(found: Masked, pieces: list[bytes], text: str, start: int) -> int:
    """Mask one logical line, from the start of its Python; return where the next line begins."""
    at, depth = start, 0
    while piece := _PIECE.match(text, at):
        kind, at = piece.lastgroup, piece.end()
        depth = max(0, depth + (kind == "open") - (kind == "close"))
        if kind == "help":
            return _masked_rest(found, pieces, text, start)
        if kind == "assigned" and depth == 0:
            pieces.append(_bytes(text[start:at]))
            code = _code_behind(text, at)
            if code and _BLOCK.match(text, code):
                _leave_unread(found, text, at, code)
                code = 0
            if not code:
                return _masked_rest(found, pieces, text, at)
            pieces.append(b" " * (code - at))
            start = at = code
        if kind == "newline" and depth == 0:
            break
    pieces.append(_bytes(text[start:at]))
    return at


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _masked_rest(found: Masked, pieces: list[bytes], text: str, start: int) -> int:
    """Mask the rest of a line, and the lines that a backslash joins to it."""
    rest = _REST.match(text, start)
    end = rest.end() if rest else len(text)
    _hide(found, pieces, text[start:end])
    pieces.append(text[end : end + 1].encode())
    return end + 1


def _hide(found: Masked, pieces: list[bytes], text: str) -> None:
    """Return a statement without an effect, with the indentation, lines and lengths of the text."""
    found.hidden.append(text)
    indent = re.match(r"[ \t]*", text)
    blank = indent[0] if indent else ""
    rest = _bytes(text[len(blank) :])
    first, *others = re.split(rb"(?<=\n)", rest)
    pieces.append(blank.encode() + b"0" + _blanked(first[1:]) + b"".join(map(_blanked, others)))


def _blanked(line: bytes) -> bytes:
    body = line.rstrip(b"\r\n")
    return b" " * len(body) + line[len(body) :]
