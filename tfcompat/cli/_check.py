"""``tfcompat check``: options in; findings, summary and exit code out."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from tfcompat.cli._formats import FORMATS, file_options, refuse_source, report_options
from tfcompat.cli._help import Command

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

__all__ = ["check"]

_HELP = """Find losses and metrics that get the wrong input, in Python files, notebooks and folders.

TensorFlow and Keras raise no error if a loss on logits gets probabilities, or a loss on probabilities gets
logits. `check` follows the input of each loss back to the layer or activation that produces it, through names,
functions, classes, `Sequential` and functional models, and reports what is certainly wrong. It does not run
your code and does not need TensorFlow. Without PATH, it checks the current folder.

Settings are in [tool.tfcompat] of pyproject.toml. A comment `# tfcompat: ignore[TFC201] reason` on a line of a
statement suppresses a finding.
"""
_TABLES = {
    "Examples": [
        ("tfcompat check", "the current folder"),
        ("tfcompat check train.py", "one file"),
        ("tfcompat check --ignore TFC205 src/", "leave out a code"),
        ("tfcompat check --select TFC2,TFC1 src/", "also what `tfcompat migrate` would report"),
        ("tfcompat check --output-format github", "annotations in a pull request"),
        ("tfcompat check --output-format html -o report.html src/", "a page"),
        ("tfcompat check - < train.py", "standard input"),
    ],
    "What it finds (`tfcompat explain CODE` has the details)": [
        ("TFC201", "a loss on logits gets the output of a softmax or sigmoid"),
        ("TFC202", "a loss on probabilities gets logits"),
        ("TFC203", "a sigmoid under a categorical loss, or a softmax under a binary loss"),
        ("TFC204", "labels and predictions are swapped"),
        ("TFC205", "the logarithm of a softmax or sigmoid"),
        ("TFC206", "an output layer with relu, tanh or another hidden-layer activation"),
        ("TFC207", "a softmax over one number"),
        ("TFC208", "a metric that reads logits as probabilities"),
    ],
    "Report formats": list({**FORMATS, "text": "the findings; a summary on standard error"}.items()),
}


@click.command(cls=Command, help=_HELP, tables=_TABLES, short_help="Find losses and metrics that get the wrong input.")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--select", metavar="CODES", multiple=True, help="Report only these codes or prefixes, such as TFC2.")
@click.option("--ignore", metavar="CODES", multiple=True, help="Do not report these codes or prefixes.")
@report_options
@file_options
@click.option("-q", "--quiet", is_flag=True, help="Print findings and errors only, no summary.")
@click.option("--write", is_flag=True, hidden=True)
def check(
    paths: tuple[str, ...],
    *,
    era: Literal["auto", "tf0.12", "tf1", "tf2"] | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    exclude: tuple[str, ...],
    jobs: int,
    no_progress: bool,
    quiet: bool,
    exit_zero_on_unreadable: bool | None,
    form: str,
    output: Path | None,
    write: bool,
) -> None:
    """Run, report, and exit with the code that says how it went."""
    from tfcompat.cli._config import settings_for
    from tfcompat.cli._print import listed, tell
    from tfcompat.cli._rule_codes import given_codes
    from tfcompat.cli._run import run, run_filter
    from tfcompat.cli._run_options import asked
    from tfcompat.migrate import MISTAKES, Options

    if write:
        raise click.UsageError(
            "`check` has no --write. To apply the fixes of findings that have one, run "
            "`tfcompat migrate --write --unsafe --select TFC2`; to migrate old names, run `tfcompat migrate --write`"
        )
    paths = paths or (".",)
    refuse_source("--output", output)
    settings = settings_for(paths)
    options = Options(
        select=given_codes("--select", select) or MISTAKES, ignore=given_codes("--ignore", ignore) or settings.ignore
    )
    this = replace(
        asked(settings, options, era=era, exclude=exclude, unreadable_is_zero=exit_zero_on_unreadable),
        check=True,
        jobs=jobs,
        progress=not (no_progress or quiet),
    )
    if "-" in paths:
        if len(paths) > 1:
            raise click.UsageError("- reads standard input and cannot be combined with other paths")
        report, _ = run_filter(sys.stdin.buffer.read(), this)
    else:
        report = run(paths, this)
    tell(report, listed(report) if form == "text" else b"", form, quiet=quiet, file=output)
    click.get_current_context().exit(report.exit_code)
