"""What a run prints: results to standard output, everything said about them to standard error."""

from __future__ import annotations

import os
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tfcompat import files
from tfcompat.cli._diff_root import place_of
from tfcompat.migrate.report import Problem, text, unified
from tfcompat.migrate.report.fold import folded

if TYPE_CHECKING:
    from tfcompat.migrate.report import Report

__all__ = ["diff", "tell"]

_COLOURS = {
    "migrate": re.compile(r"(?P<new>\+)|(?P<old>-)|(?P<place>@)"),
    "check": re.compile(r"(?P<finding>\S)|(?P<mark> *\| *\^+$)"),
}
_STYLES: dict[str, dict[str, Any]] = {
    "new": {"fg": "green"},
    "old": {"fg": "red"},
    "place": {"fg": "cyan"},
    "finding": {"bold": True},
    "mark": {"fg": "red"},
}


def tell(report: Report, result: bytes, form: str, *, quiet: bool, file: Path | None = None) -> None:
    """Print a report, or write it to `file`; what could not be handled goes to standard error in any case.

    A format that is no text is the module of its name, whose `render` gives the whole output.
    """
    for path, why in report.failures:
        click.echo(f"Error: {path}: {why}", err=True)
    if form != "text":
        result = import_module(f"tfcompat.migrate.report.{form}").render(report).encode("utf-8", "surrogateescape")
    if file is None or str(file) == "-":
        _print(result, _COLOURS[report.command] if form == "text" else None)
    else:
        try:
            files.create(file, result)
        except files.FileError as error:
            report.problems.append(Problem(error.path, error.why))
            click.echo(f"Error: {error.path}: {error.why}", err=True)
    for line in () if quiet or form != "text" else text.summary(report):
        click.echo(line, err=True)


def _print(result: bytes, styled: re.Pattern[str] | None) -> None:
    """To standard output, byte for byte but on a terminal."""
    if styled is not None and sys.stdout.isatty():
        _echo_to_terminal(result, styled)
    else:
        sys.stdout.buffer.write(result)
        sys.stdout.buffer.flush()


def diff(report: Report, patch: Path | None) -> bytes:
    """One diff of all files that would change, or the patch file of it; the report learns where it applies."""
    shown = [
        result.migration for result in (report.having("pending", "written") if patch else report.having("pending"))
    ]
    if not shown and patch is None:
        return b""
    lines = b""
    if shown:
        folder, names = place_of([migration.path for migration in shown])
        report.diff_applies_in = "" if folder == Path.cwd() else str(folder)
        lines = b"".join(unified(name, one.before, one.after) for name, one in zip(names, shown, strict=True))
    if patch is None:
        return lines
    try:
        files.create(patch, lines)
    except files.FileError as error:
        report.problems.append(Problem(error.path, error.why))
    return b""


def _echo_to_terminal(output: bytes, styled: re.Pattern[str]) -> None:
    """A text in colours; control characters of the source are shown, not obeyed, and long lines are folded."""
    plain = bool(os.environ.get("NO_COLOR"))
    encoding = sys.stdout.encoding
    for line in folded(output.decode("utf-8", "replace").splitlines()):
        shown = "".join(char if char.isprintable() or char == "\t" else repr(char)[1:-1] for char in line)
        shown = shown.encode(encoding, "backslashreplace").decode(encoding)
        matched = None if plain else styled.match(line)
        click.secho(shown, **_STYLES.get(matched.lastgroup or "", {}) if matched else {})
