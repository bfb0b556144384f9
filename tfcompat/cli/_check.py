"""``tfcompat check``: options in; findings, summary and exit code out."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tfcompat._codes import Code
from tfcompat.cli._formats import FORMATS, file_options, refuse_source, report_options
from tfcompat.cli._help import Command

if TYPE_CHECKING:
    from typing import Literal

    from tfcompat.cli._config import Settings
    from tfcompat.migrate.report import Report

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
        ("tfcompat check --diff --unsafe-fixes", "show what the fixes would change"),
        ("tfcompat check --fix --unsafe-fixes", "apply the fixes; `tfcompat undo` undoes them"),
        ("tfcompat check --baseline known.json --write-baseline", "accept today's findings"),
        ("tfcompat check --baseline known.json", "report only new ones"),
        ("tfcompat check --output-format github", "annotations in a pull request"),
        ("tfcompat check --output-format html -o report.html src/", "a page"),
        ("tfcompat check - < train.py", "standard input"),
    ],
    "What it finds (`tfcompat explain CODE` has the details)": [
        (Code.DOUBLE_ACTIVATION, "a loss on logits gets the output of a softmax or sigmoid"),
        (Code.LOGITS_AS_PROBABILITIES, "a loss on probabilities gets logits"),
        (Code.OTHER_ACTIVATION, "a sigmoid under a categorical loss, or a softmax under a binary loss"),
        (Code.SWAPPED, "labels and predictions are swapped"),
        (Code.LOG_OF_PROBABILITIES, "the logarithm of a softmax or sigmoid"),
        (Code.CUT_LOGITS, "an output layer with relu, tanh or another hidden-layer activation"),
        (Code.SOFTMAX_OF_ONE, "a softmax over one number"),
        (Code.METRIC_OF_LOGITS, "a metric that reads logits as probabilities"),
        (Code.THRESHOLD_OF_LOGITS, "logits that are compared with 0.5, or rounded"),
        (Code.SOFTMAX_OVER_BATCH, "a softmax over the batch axis"),
        (Code.ACTIVATION_TWICE, "a softmax of a softmax, or a sigmoid of a sigmoid"),
        (Code.OTHER_LABELS, "one-hot labels under a sparse loss, ids under a dense one, -1 under a sigmoid"),
        (Code.CLASS_OF_ONE, "an argmax over one unit, which is always 0"),
        (Code.CLASS_WEIGHTS, "class weights for classes that the model does not have"),
    ],
    "Report formats": list({**FORMATS, "text": "the findings; a summary on standard error"}.items()),
}


@click.command(cls=Command, help=_HELP, tables=_TABLES, short_help="Find losses and metrics that get the wrong input.")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--fix", is_flag=True, help="Apply safe fixes; `tfcompat undo` undoes them.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: include fixes that rely on an assumption.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.option("--allow-dirty", is_flag=True, help="Fix even if there are uncommitted or untracked files.")
@click.option("--select", metavar="CODES", multiple=True, help="Report only these codes or prefixes, such as TFC2.")
@click.option("--extend-select", metavar="CODES", multiple=True, help="Report these codes or prefixes too.")
@click.option("--ignore", metavar="CODES", multiple=True, help="Do not report these codes or prefixes.")
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Do not report the findings in FILE.",
)
@click.option("--write-baseline", is_flag=True, help="Store the findings in the baseline instead of reporting them.")
@click.option("--statistics", is_flag=True, help="Print how often each code was found instead of the findings.")
@report_options
@file_options
@click.option("-q", "--quiet", is_flag=True, help="Print findings and errors only, no summary.")
@click.option("--write", is_flag=True, hidden=True)
def check(
    paths: tuple[str, ...],
    *,
    form: str,
    output: Path | None,
    quiet: bool,
    statistics: bool,
    baseline: Path | None,
    write_baseline: bool,
    write: bool,
    **given: Any,
) -> None:
    """Run, report, and exit with the code of the outcome."""
    from tfcompat.cli._config import settings_for
    from tfcompat.cli._print import tell

    if write:
        raise click.UsageError(
            "`check` has no --write. To apply fixes, run `tfcompat check --fix`; to migrate old names, run "
            "`tfcompat migrate --write`"
        )
    if statistics and form != "text":
        raise click.UsageError("--statistics prints text; it cannot be combined with --output-format")
    paths = paths or (".",)
    refuse_source("--output", output)
    settings = settings_for(paths)
    if baseline is None and settings.baseline:
        baseline = settings.baseline_file
    refuse_source("--baseline", baseline)
    if write_baseline and baseline is None:
        raise click.UsageError("--write-baseline needs --baseline FILE, or baseline in the settings")
    if write_baseline and baseline is not None:
        from tfcompat.cli._baseline import refuse_other

        refuse_other(baseline)  # before --fix writes anything
    report = _run(paths, settings, quiet=quiet, **given)
    if write_baseline and baseline is not None:
        _store(report, baseline)
    if baseline is not None:
        from tfcompat.cli._baseline import leave_out

        leave_out(report, baseline)
    shows = "diff" if given["show_diff"] else "statistics" if statistics else "findings"
    tell(report, _shown(report, shows) if form == "text" else b"", form, shows, quiet=quiet, file=output)
    click.get_current_context().exit(report.exit_code)


def _run(
    paths: tuple[str, ...],
    settings: Settings,
    *,
    quiet: bool,
    fix: bool,
    unsafe_fixes: bool,
    show_diff: bool,
    allow_dirty: bool,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    era: Literal["auto", "tf0.12", "tf1", "tf2"] | None,
    exclude: tuple[str, ...],
    jobs: int,
    time_limit: float,
    no_progress: bool,
    exit_zero_on_unreadable: bool | None,
) -> Report:
    """Check the files, or standard input, with the given options."""
    from tfcompat.cli._rule_codes import given_codes
    from tfcompat.cli._run import run, run_filter
    from tfcompat.cli._run_options import asked
    from tfcompat.migrate import MISTAKES, Options

    if fix and show_diff:
        raise click.UsageError("--fix writes and --diff does not; use one of them")
    options = Options(
        select=(
            *(given_codes("--select", select) or MISTAKES),
            *given_codes("--extend-select", extend_select),
            *settings.extend_select,
        ),
        ignore=given_codes("--ignore", ignore) or settings.ignore,
        unsafe=unsafe_fixes and (fix or show_diff),
    )
    this = replace(
        asked(settings, options, era=era, exclude=exclude, unreadable_is_zero=exit_zero_on_unreadable),
        check=True,
        write=fix,
        allow_dirty=allow_dirty,
        jobs=jobs,
        time_limit=time_limit,
        progress=not (no_progress or quiet),
    )
    if "-" not in paths:
        return run(paths, this)
    if len(paths) > 1 or fix or show_diff:
        raise click.UsageError("- reads standard input and cannot be combined with other paths, --fix or --diff")
    return run_filter(sys.stdin.buffer.read(), this)[0]


def _store(report: Report, baseline: Path) -> None:
    from tfcompat.cli._baseline import store
    from tfcompat.cli._terminal import say
    from tfcompat.files import FileError

    try:
        count = store(report, baseline)
    except FileError as error:
        raise click.UsageError(str(error)) from None
    say(f"Stored {count} known {'error' if count == 1 else 'errors'} in {baseline}.", err=True)


def _shown(report: Report, shows: str) -> bytes:
    """Return what goes to standard output."""
    from tfcompat.cli._print import diff, listed
    from tfcompat.cli._statistics import statistics

    if shows == "diff":
        return diff(report, None)
    if shows == "statistics":
        return "".join(f"{line}\n" for line in statistics(report)).encode()
    return listed(report)
