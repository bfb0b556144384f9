"""The output of a run: results to standard output, messages to standard error."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tfcompat import files
from tfcompat.cli import _terminal
from tfcompat.cli._diff_root import place_of
from tfcompat.cli._terminal import coloured, say, width
from tfcompat.migrate.report import Problem, listing, text, unified
from tfcompat.migrate.report.fold import folded

if TYPE_CHECKING:
    from tfcompat.migrate.report import Report

__all__ = ["diff", "listed", "tell"]


def tell(
    report: Report, result: bytes, form: str, shows: str = "diff", *, quiet: bool, file: Path | None = None
) -> None:
    """Print a report, or write it to `file`; errors always go to standard error.

    Each format except text is a module of that name, whose `render` returns the whole output. A text is a diff, a list
    of findings, or statistics.
    """
    for path, why in report.failures:
        say(f"Error: {path}: {why}", err=True)
    if form != "text":
        result = import_module(f"tfcompat.migrate.report.{form}").render(report).encode("utf-8", "surrogateescape")
    if file is None or str(file) == "-":
        _print(result, shows if form == "text" else "")
    else:
        try:
            files.create(file, result)
        except files.FileError as error:
            report.problems.append(Problem(error.path, error.why))
            say(f"Error: {error.path}: {error.why}", err=True)
    for line in () if quiet or form != "text" else text.summary(report, width()):
        say(line, err=True)


def listed(report: Report) -> bytes:
    """Return the findings as text, in the width of the terminal if there is one."""
    return listing.render(report, width(), terminal=sys.stdout.isatty()).encode("utf-8", "surrogateescape")


def _print(result: bytes, shows: str) -> None:
    """Write to standard output, byte for byte if it is neither a terminal nor coloured."""
    if shows and (sys.stdout.isatty() or coloured(sys.stdout)):
        _echo_to_terminal(result, shows)
    else:
        sys.stdout.buffer.write(result)
        sys.stdout.buffer.flush()


def diff(report: Report, patch: Path | None) -> bytes:
    """Return one diff of all files that would change, or of the patch file; set where it applies in the report."""
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


def _echo_to_terminal(output: bytes, shows: str) -> None:
    """Print a text in colours, with control characters escaped and long lines folded."""
    encoding = sys.stdout.encoding
    shown = []
    for line in folded(output.decode("utf-8", "replace").splitlines()):
        plain = "".join(char if char.isprintable() or char == "\t" else repr(char)[1:-1] for char in line)
        shown.append(plain.encode(encoding, "backslashreplace").decode(encoding))
    if coloured(sys.stdout):
        shown = list(_terminal.diff(shown) if shows == "diff" else _terminal.findings(shown))
    for line in shown:
        click.echo(line, color=True)
