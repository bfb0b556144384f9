"""The formats of a report, and the options that choose one: the same for every command that reports findings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FORMATS", "HELP", "refuse_source", "report_options"]

FORMATS = {
    "text": "a diff, and a summary on standard error",
    "json": "for programs; its schema is published",
    "sarif": "SARIF 2.1.0, for code scanning and editors, with the fixes",
    "github": "annotations, in the log of a GitHub workflow",
    "html": "one page to read and to hand on: side-by-side diffs, filters",
}

# \b keeps the layout of a block as it is.
HELP = "\b\nFormats of the report:\n" + "\n".join(f"  {name:<7} {what}" for name, what in FORMATS.items())

_SOURCES = (".py", ".pyw", ".ipynb")


def report_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--format``, ``--output`` and ``--exit-zero-on-unreadable``."""
    unreadable = click.option(
        "--exit-zero-on-unreadable/--no-exit-zero-on-unreadable",
        default=None,
        help="Report files and cells that are not Python, and leave them out of the exit code.  [default: no]",
    )
    form = click.option(
        "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="Of the report."
    )
    output = click.option(
        "-o",
        "--output",
        metavar="FILE",
        type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
        help="Write into FILE what goes to standard output otherwise.",
    )
    return unreadable(form(output(command)))


def refuse_source(option: str, file: Path | None) -> None:
    """Raise where what an option names is source, which a report would replace."""
    if file is not None and file.suffix in _SOURCES and file.exists():
        raise click.BadParameter(f"{file} holds source, which this would replace; name another file", param_hint=option)
