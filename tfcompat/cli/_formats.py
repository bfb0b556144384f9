"""The formats of a report, and the options that choose one, shared by all commands that report findings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tfcompat.cli._limit import SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FORMATS", "file_options", "refuse_source", "report_options"]

FORMATS = {
    "text": "a diff, and a summary on standard error",
    "concise": "one line per finding",
    "json": "for programs; the schema is published",
    "sarif": "SARIF 2.1.0, for code scanning and editors, with fixes",
    "github": "annotations in the log of a GitHub workflow",
    "gitlab": "Code Quality of GitLab",
    "html": "one self-contained page with side-by-side diffs and filters",
}
_SOURCES = (".py", ".pyw", ".ipynb")
_MOST = 10**6
"""The highest time limit, 12 days; the timers of the systems have a limit too."""


class _Seconds(click.FloatRange):
    """A number of seconds that a timer can wait: neither nan nor infinity."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number."""
        try:
            seconds = float(value)
        except ValueError:
            seconds = -1
        if not 0 <= seconds <= _MOST:
            self.fail(f"{value!r} is not a number of seconds from 0 to {_MOST:,}; write 0 for no limit", param, ctx)
        return seconds


def file_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose files, and how they are read, to a command."""
    options = [
        click.option(
            "--era",
            type=click.Choice(["auto", "tf0.12", "tf1", "tf2"]),
            help="The TensorFlow that the code was written for; it decides the order of positional arguments, and "
            "whether gradients reach the labels.  [default: auto]",
        ),
        click.option(
            "--exclude", metavar="GLOB", multiple=True, help="Skip these files and folders; patterns as in .gitignore."
        ),
        click.option(
            "--jobs",
            metavar="N",
            type=click.IntRange(min=0),
            default=1,
            help="Number of worker processes (0: one per core).",
        ),
        click.option(
            "--time-limit",
            metavar="SECONDS",
            type=_Seconds(min=0, max=_MOST),
            default=SECONDS,
            show_default=True,
            help="Report a file that takes more processor time than this, and go on with the next (0: no limit).",
        ),
        click.option("--no-progress", is_flag=True, help="Hide the progress bar."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def report_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--output-format``, ``--output`` and ``--exit-zero-on-unreadable``."""
    unreadable = click.option(
        "--exit-zero-on-unreadable/--no-exit-zero-on-unreadable",
        default=None,
        help="Report files and cells that are not Python, but do not count them in the exit code.  [default: no]",
    )
    form = click.option(
        "--output-format",
        "--format",
        "form",
        type=click.Choice(list(FORMATS)),
        default="text",
        show_default=True,
        help="Report format.",
    )
    output = click.option(
        "-o",
        "--output",
        metavar="FILE",
        type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
        help="Write the report to FILE instead of standard output.",
    )
    return form(output(unreadable(command)))


def refuse_source(option: str, file: Path | None) -> None:
    """Raise an error if an option names source code, which a report would overwrite."""
    if file is None or file.suffix not in _SOURCES:
        return
    from tfcompat.files import there

    if there(file):
        raise click.BadParameter(
            f"{file} contains source code and would be overwritten; choose another file", param_hint=option
        )
