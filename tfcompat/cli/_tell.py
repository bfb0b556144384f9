"""What a run prints: results to standard output, everything said about them to standard error."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tfcompat import files
from tfcompat.cli._place import place_of
from tfcompat.migrate.report import Problem, text, unified

if TYPE_CHECKING:
    from tfcompat.migrate.report import Report

__all__ = ["diff", "tell"]


def tell(report: Report, output: bytes, form: str, *, quiet: bool) -> None:
    """Print a report. A format that is no text is the module of its name, whose `render` gives the whole output."""
    for path, why in report.failures:
        click.echo(f"Error: {path}: {why}", err=True)
    if form != "text":
        click.echo(import_module(f"tfcompat.migrate.report.{form}").render(report))
        return
    if sys.stdout.isatty():
        _echo_to_terminal(output)
    else:
        sys.stdout.buffer.write(output)
        sys.stdout.buffer.flush()
    for line in () if quiet else text.summary(report):
        click.echo(line, err=True)


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


def _echo_to_terminal(output: bytes) -> None:
    """A diff in colours; control characters of the source are shown, not obeyed."""
    colours = {} if os.environ.get("NO_COLOR") else {"+": "green", "-": "red", "@": "cyan"}
    encoding = sys.stdout.encoding
    for line in output.decode("utf-8", "replace").splitlines():
        shown = "".join(char if char.isprintable() or char == "\t" else repr(char)[1:-1] for char in line)
        shown = shown.encode(encoding, "backslashreplace").decode(encoding)
        click.secho(shown, fg=colours.get(line[:1]))
