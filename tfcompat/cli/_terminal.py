"""Width, colours and links of the terminal; a pipe gets the same text without them."""

from __future__ import annotations

import os
import re
import shutil
import sys
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import click

from tfcompat._pages import page_of
from tfcompat._wrapped import printable, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "color_option",
    "coloured",
    "diff",
    "findings",
    "from_environment",
    "heading",
    "help_text",
    "linked",
    "say",
    "title",
    "width",
]

_PIPED = 100
_WIDEST = 140
_STYLES: dict[str, dict[str, Any]] = {
    "code": {"fg": "red", "bold": True},
    "topic": {
        "fg": "red",
        "bold": True,
    },  # a code in a help page, which is not a link, because a link costs time
    "safe": {"fg": "green"},
    "unsafe": {"fg": "yellow"},
    "manual": {"fg": "red"},
    "note": {"fg": "cyan"},
    "command": {"fg": "cyan"},
    "path": {"bold": True},
    "place": {"fg": "cyan"},
    "error": {"fg": "red", "bold": True},
    "safe_fix": {"fg": "green"},
    "unsafe_fix": {"fg": "yellow"},
    "right": {"fg": "green"},
    "wrong": {"fg": "red", "bold": True},
    "unknown": {"fg": "yellow"},
    "good": {"fg": "green", "bold": True},
    "bad": {"fg": "red", "bold": True},
    "count": {"bold": True},
    "heading": {"fg": "green", "bold": True},
    "option": {"fg": "cyan", "bold": True},
    "name": {"fg": "cyan", "bold": True},  # of a command
    "value": {"fg": "cyan"},
    "gutter": {"fg": "blue"},
    "mark": {"fg": "red", "bold": True},
    "help": {"fg": "cyan", "bold": True},
    "fix": {"fg": "green", "bold": True},
    "old": {"fg": "red"},
    "new": {"fg": "green"},
    "hunk": {"fg": "cyan"},
    "file": {"bold": True},
}
# Compiled on first use, not at start-up.
_INLINE = r"(?P<code>\bTFC\d{3}\b)|(?P<command>`[^`]+`)"
_SUMMARY = (
    rf"(?P<path>^\S[^`]*?)(?P<place>:(?:cell \d+:)?\d+:\d+:)(?= TFC)|{_INLINE}|(?P<error>^Error:)|(?P<safe>\[safe\])|"
    r"(?P<unsafe>\[unsafe\])|(?P<manual>\[manual\])|(?P<note>\[note\])|(?P<good>^All checks passed)|"
    r"(?P<safe_fix>(?<=  )safe(?=    ))|(?P<unsafe_fix>(?<=  )unsafe(?=  ))|"
    r"(?P<bad>^Found \d+ errors?)|(?P<right>^  right(?=  ))|(?P<wrong>^  wrong(?=  ))|(?P<unknown>^  unknown(?=  ))|"
    r"(?P<count>(?<![\w.])\d+(?= (?:files?|fix|fixes|would|changed|places?|unsafe|errors?|intended)\b))"
)
_FINDING = (
    rf"(?P<path>^\S.*?)(?P<place>:(?:cell \d+:)?\d+:\d+:)(?= TFC)|(?P<gutter>^ *\d* \|)|(?P<mark>(?<=\| ) *\^+$)|"
    rf"(?P<help>^    help:)|(?P<fix>^    fix:)|{_INLINE}"
)
_HELP = (
    r"(?P<name>^  [a-z]{3,9}(?=  +[A-Z]))|"
    r"(?P<heading>^[A-Z][\w ,]*:)|(?P<option>(?<![\w-])--?[a-zA-Z][\w-]*)|(?P<value>\[default: [^\]]+\])|"
    r"(?P<topic>\bTFC\d{3}\b)|(?P<command>`[^`]+`)"
)


def width() -> int:
    """Return the width to fill: that of the terminal, within limits; 100 if there is none."""
    if os.environ.get("COLUMNS", "").isdigit():
        return min(shutil.get_terminal_size().columns, _WIDEST)
    shown = next((columns for stream in (sys.stdout, sys.stderr) if (columns := _columns(stream))), _PIPED)
    return min(shown, _WIDEST)


def _columns(stream: Any) -> int:
    """Return the width of a stream; 0 if it is not a terminal."""
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError, AttributeError):
        return 0


def from_environment() -> bool | None:
    """Return the choice of NO_COLOR, FORCE_COLOR and TERM; None if they make none."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return False if os.environ.get("TERM") == "dumb" else None


def color_option() -> click.Option:
    """Return the option ``--color`` of a command."""

    def choose(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
        if value is not None:
            ctx.color = ctx.find_root().color = {"auto": None, "always": True, "never": False}[value]

    return click.Option(
        ["--color"],
        type=click.Choice(["auto", "always", "never"]),
        help="Colour the output.  [default: auto; NO_COLOR and FORCE_COLOR count]",
        expose_value=False,
        is_eager=True,
        callback=choose,
    )


def coloured(stream: Any, ctx: click.Context | None = None) -> bool:
    """Return whether a stream gets colours: as chosen, otherwise if it is a terminal."""
    ctx = ctx or click.get_current_context(silent=True)
    if ctx is not None and ctx.color is not None:
        return ctx.color
    return from_environment() is None and hasattr(stream, "isatty") and bool(stream.isatty())


def say(line: str = "", *, err: bool = False) -> None:
    """Print a line of a summary or a text, coloured if colours are on; control characters in it are escaped."""
    line = printable(line)
    stream = sys.stderr if err else sys.stdout
    indent = " " * (len(line) - len(line.lstrip()))
    lines = wrapped(line.lstrip(), width(), indent, f"{indent}  ") if stream.isatty() and line else [line]
    for each in lines:
        click.echo(_painted(_SUMMARY, each) if coloured(stream) else each, err=err, color=True)


def heading(line: str) -> str:
    """Return the header of a table."""
    return click.style(line, **_STYLES["heading"]) if coloured(sys.stdout) else line


def title(line: str) -> str:
    """Return the first line of an explanation."""
    line = printable(line)
    return click.style(line, bold=True) if coloured(sys.stdout) else line


def linked(text: str, address: str) -> str:
    """Return a text that a terminal opens as a link (OSC 8); the text alone if there is no address."""
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\" if address else text


def findings(lines: list[str]) -> Iterator[str]:
    """Yield the lines of a listing of findings in colours."""
    return (_painted(_FINDING, line) for line in lines)


def diff(lines: list[str]) -> Iterator[str]:
    """Yield the lines of a diff in colours, the names of files in bold."""
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        is_name = line.startswith("+++ ") or (line.startswith("--- ") and following.startswith("+++ "))
        style = "file" if is_name else {"+": "new", "-": "old", "@": "hunk"}.get(line[:1], "")
        yield click.style(line, **_STYLES[style]) if style else line


def help_text(text: str) -> str:
    """Return a help page in colours."""
    return "\n".join(_painted(_HELP, line) for line in text.split("\n"))


def _painted(pattern: str, line: str) -> str:
    return re.sub(pattern, _styled, line)


def _styled(match: re.Match[str]) -> str:
    """Return the parts of a match in their colours; a code leads to its page."""
    parts = [(name, text) for name, text in match.groupdict().items() if text]
    return "".join(_link(name, text)(click.style(text, **_STYLES[name])) for name, text in parts)


def _link(name: str, text: str) -> Callable[[str], str]:
    if name != "code":
        return str
    address = page_of(text)
    return lambda shown: linked(shown, address)
