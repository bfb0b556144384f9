"""``tfcompat check``: options in; findings, summary and exit code out."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from tfcompat.cli._formats import FORMATS, refuse_source, report_options

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

__all__ = ["check"]

_HELP = """Find losses that are given the wrong thing, in Python files, notebooks and folders.

TensorFlow and Keras train without a word when a loss on logits is given probabilities, or one on probabilities is given
logits. This follows each loss back to the layer or activation that makes what it reads, through names, functions,
classes, `Sequential` and functional models, and tells of what is surely wrong. Nothing is run or changed, and
TensorFlow is not needed. Other files of the run are followed where they are imported; about what depends on an argument
or on a branch nothing is said.

\b
What is looked for (`tfcompat explain CODE` says more):
  TFC201  a loss on logits gets the output of a softmax or a sigmoid
  TFC202  a loss on probabilities gets logits
  TFC203  a sigmoid under a categorical loss, or a softmax under a binary one
  TFC204  labels and prediction have changed places
  TFC205  the logarithm of a softmax or a sigmoid
  TFC206  a last layer with relu, tanh or the like
  TFC207  a softmax over one number
  TFC208  a metric that takes logits for probabilities
  TFC209  logits that are compared with a share, or rounded
  TFC210  a softmax over the examples of a batch
  TFC211  a softmax of a softmax, or a sigmoid of a sigmoid

\b
Examples:
  tfcompat check                            everything below the current folder
  tfcompat check train.py                   the findings, each with its line
  tfcompat check --ignore TFC205 src/       leave out one kind
  tfcompat check --select TFC2,TFC1 src/    and what `tfcompat migrate` would tell of
  tfcompat check --format github .          annotations in a pull request
  tfcompat check --format html -o report.html src/
  tfcompat check - < train.py               standard input

Of the settings in [tool.tfcompat] of pyproject.toml, era, exclude, ignore, era-per-path and exit-zero-on-unreadable
count. A comment `# tfcompat: ignore[TFC201] reason` on a line of a statement spares it.

"""
_TEXTS = {**FORMATS, "text": "the findings; a summary on standard error"}
_HELP += "\b\nFormats of the report:\n" + "\n".join(f"  {name:<7} {what}" for name, what in _TEXTS.items())


@click.command(help=_HELP, short_help="Find losses that are given the wrong thing.")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--era",
    type=click.Choice(["auto", "tf0.12", "tf1", "tf2"]),
    help="The TensorFlow the code was written for: it decides the order of positional arguments.  [default: auto]",
)
@click.option("--select", metavar="CODES", multiple=True, help="Only these findings: codes, or how they begin.")
@click.option("--ignore", metavar="CODES", multiple=True, help="Not these findings.")
@click.option("--exclude", metavar="GLOB", multiple=True, help="Leave out files and folders, as a .gitignore would.")
@click.option("--jobs", metavar="N", type=click.IntRange(min=0), default=1, help="Processes; 0: one for each core.")
@click.option("--no-progress", is_flag=True, help="No bar on a terminal.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what could not be handled, beside the findings.")
@report_options
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
) -> None:
    """Run, tell, and exit with the code that says how it went."""
    from tfcompat.cli._config import settings_for
    from tfcompat.cli._print import tell
    from tfcompat.cli._rule_codes import given_codes
    from tfcompat.cli._run import run, run_filter
    from tfcompat.cli._run_options import asked
    from tfcompat.migrate import MISTAKES, Options
    from tfcompat.migrate.report import listing

    refuse_source("--output", output)
    paths = paths or (".",)
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
            raise click.UsageError("- reads standard input: give no other path")
        report, _ = run_filter(sys.stdin.buffer.read(), this)
    else:
        report = run(paths, this)
    found = listing.render(report).encode("utf-8", "surrogateescape") if form == "text" else b""
    tell(report, found, form, quiet=quiet, file=output)
    click.get_current_context().exit(report.exit_code)
