"""``tfcompat migrate``: options in; diff, summary and exit code out."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    from tfcompat.migrate.report import Report

__all__ = ["migrate"]

_HELP = """Rewrite calls of legacy loss and layer functions in Python files and folders.

The diff goes to standard output and can be piped to `git apply` or `patch -p1`; what is said about it goes to
standard error. A file is unchanged or has exactly the edits that were shown. TensorFlow is not needed.

\b
Examples:
  tfcompat migrate train.py                    show what would change
  tfcompat migrate --write src/ train.py       change it
  tfcompat migrate --era tf0.12 old/           f(a, b) meant f(logits, labels)
  tfcompat migrate --format json src/          for programs
  tfcompat migrate - < old.py > new.py         as a filter
"""


@click.command(help=_HELP, short_help="Rewrite old loss calls: shows a diff, --write applies it.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--write", is_flag=True, help="Apply the changes to the files.")
@click.option("--unsafe", is_flag=True, help="Include fixes that are right only if their stated assumption is.")
@click.option(
    "--to",
    "target",
    type=click.Choice(["tfcompat", "legacy"]),
    default="tfcompat",
    show_default=True,
    help="New names, or only the prefix tfcompat.legacy before the old ones.",
)
@click.option(
    "--era",
    type=click.Choice(["auto", "tf0.12", "tf1", "tf2"]),
    default="auto",
    show_default=True,
    help="The TensorFlow the code was written for: it decides the order of positional arguments, and whether gradients "
    "reach the labels.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Of the report."
)
def migrate(
    paths: tuple[str, ...],
    *,
    write: bool,
    unsafe: bool,
    target: Literal["tfcompat", "legacy"],
    era: Literal["auto", "tf0.12", "tf1", "tf2"],
    form: Literal["text", "json"],
) -> None:
    """Run, tell, and exit with the code that says how it went."""
    from tfcompat.cli._run import run, run_filter
    from tfcompat.migrate import Options

    options = Options(target=target, era=era, unsafe=unsafe)
    if "-" in paths:
        if len(paths) > 1 or write:
            raise click.UsageError("- reads standard input and writes standard output: give no other path, no --write")
        raw = sys.stdin.buffer.read()
        report, source = run_filter(raw, options)
        _tell(report, source, form)
    else:
        report = run(paths, options, write=write)
        _tell(report, _diff(report), form)
    click.get_current_context().exit(report.exit_code)


def _tell(report: Report, output: bytes, form: Literal["text", "json"]) -> None:
    """Results to standard output, everything else to standard error."""
    for path, why in report.failures:
        click.echo(f"Error: {path}: {why}", err=True)
    if form == "json":
        from tfcompat.migrate.report import json

        click.echo(json.render(report))
        return
    from tfcompat.migrate.report import text

    if sys.stdout.isatty():
        _echo_to_terminal(output)
    else:
        sys.stdout.buffer.write(output)
        sys.stdout.buffer.flush()
    for line in text.summary(report):
        click.echo(line, err=True)


def _diff(report: Report) -> bytes:
    """One diff of all files that would change; the report learns where it applies."""
    from tfcompat.cli._place import place_of
    from tfcompat.migrate.report import unified

    pending = [result.migration for result in report.having("pending")]
    if not pending:
        return b""
    folder, names = place_of([migration.path for migration in pending])
    report.diff_applies_in = "" if folder == Path.cwd() else str(folder)
    return b"".join(unified(name, one.before, one.after) for name, one in zip(names, pending, strict=True))


def _echo_to_terminal(output: bytes) -> None:
    """A diff in colours; control characters of the source are shown, not obeyed."""
    colours = {} if os.environ.get("NO_COLOR") else {"+": "green", "-": "red", "@": "cyan"}
    encoding = sys.stdout.encoding
    for line in output.decode("utf-8", "replace").splitlines():
        shown = "".join(char if char.isprintable() or char == "\t" else repr(char)[1:-1] for char in line)
        shown = shown.encode(encoding, "backslashreplace").decode(encoding)
        click.secho(shown, fg=colours.get(line[:1]))
