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


def tell(report: Report, result: bytes, form: str, *, quiet: bool, file: Path | None = None) -> None:
    """Print a report, or write it to `file`; what could not be handled goes to standard error in any case.

    A format that is no text is the module of its name, whose `render` gives the whole output.
    """
    for path, why in report.failures:
        click.echo(f"Error: {path}: {why}", err=True)
    if form != "text":
        result = import_module(f"tfcompat.migrate.report.{form}").render(report).encode("utf-8", "surrogateescape")
    if file is None or str(file) == "-":
        _print(result, is_diff=form == "text")
    else:
        try:
            files.create(file, result)
        except files.FileError as error:
            report.problems.append(Problem(error.path, error.why))
            click.echo(f"Error: {error.path}: {error.why}", err=True)
    for line in () if quiet or form != "text" else text.summary(report):
        click.echo(line, err=True)


def _print(result: bytes, *, is_diff: bool) -> None:
    """To standard output, byte for byte but on a terminal."""
    if is_diff and sys.stdout.isatty():
        _echo_to_terminal(result)
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


def _echo_to_terminal(output: bytes) -> None:
    """A diff in colours; control characters of the source are shown, not obeyed."""
    colours = {} if os.environ.get("NO_COLOR") else {"+": "green", "-": "red", "@": "cyan"}
    encoding = sys.stdout.encoding
    for line in output.decode("utf-8", "replace").splitlines():
        shown = "".join(char if char.isprintable() or char == "\t" else repr(char)[1:-1] for char in line)
        shown = shown.encode(encoding, "backslashreplace").decode(encoding)
        click.secho(shown, fg=colours.get(line[:1]))
