"""Help pages: text, examples and other tables, wrapped to the width of the terminal and never inside a word."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import click

from tfcompat.cli._terminal import coloured, help_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Command", "Pages"]

_COLUMN = 40
"""The widest first column of a table; for longer entries, the text is on the next line."""
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_CODE = re.compile(r"`[^`]{1,50}`")
_JOINED = "\u00a0"
_UNBROKEN = "\u2011"  # the non-breaking hyphen; by number, because its name would load all names


class _Formatter(click.HelpFormatter):
    """Keeps option names and short code unbroken."""

    def write_text(self, text: str) -> None:
        """Write a text without a break inside an option or a piece of code."""
        super().write_text(_unbroken(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a table with two columns in the same way."""
        super().write_dl([(one, _unbroken(other)) for one, other in rows], col_max, col_spacing)

    def getvalue(self) -> str:
        """Return the written text, with the original hyphens."""
        return super().getvalue().replace(_UNBROKEN, "-").replace(_JOINED, " ")


def _unbroken(text: str) -> str:
    """Return a text without possible breaks in hyphenated words and short code."""
    joined = _CODE.sub(lambda code: re.sub(r"\s+", _JOINED, code[0]), text)
    return _HYPHEN.sub(_UNBROKEN, joined)


class _Context(click.Context):
    formatter_class = _Formatter


class Pages(click.Command):
    """Shared parts of the help pages of commands and their group."""

    context_class = _Context
    tables: Mapping[str, Sequence[tuple[str, str]]]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the text, then the tables: they are more useful than the list of options, which comes last."""
        super().format_help_text(ctx, formatter)
        for title, rows in self.tables.items():
            with formatter.section(title):
                formatter.write_dl(rows, col_max=_COLUMN)

    def get_help(self, ctx: click.Context) -> str:
        """Return the page, coloured where colours are shown."""
        page = super().get_help(ctx)
        # otherwise it is written for a page of the documentation
        shown = isinstance(ctx, _Context) and coloured(sys.stdout, ctx)
        return help_text(page) if shown else page


class Command(Pages):
    """A command whose help has tables: examples, exit codes, and so on."""

    def __init__(self, *args: Any, tables: Mapping[str, Sequence[tuple[str, str]]] | None = None, **given: Any) -> None:
        super().__init__(*args, **given)
        self.tables = tables or {}
