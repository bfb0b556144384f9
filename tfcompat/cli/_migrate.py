"""``tfcompat migrate``: options in; diff, summary and exit code out."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Literal

import click

from tfcompat.cli._formats import HELP, refuse_source, report_options

__all__ = ["migrate"]

_HELP = """Rewrite calls of legacy loss and layer functions in Python files, notebooks and folders.

The diff goes to standard output and can be piped to `git apply` or `patch -p1`; what is said about it goes to
standard error. A file is unchanged or has exactly the edits that were shown. TensorFlow is not needed but for
--verify, which never executes code of yours.

\b
Examples:
  tfcompat migrate train.py                    show what would change
  tfcompat migrate --write src/ train.py       change it; `tfcompat undo` takes it back
  tfcompat migrate --patch loss.patch src/     write the diff into a file
  tfcompat migrate --select TFC103 src/        only the logits layers
  tfcompat migrate --era tf0.12 old/           f(a, b) meant f(logits, labels)
  tfcompat migrate --exclude 'old/' .          patterns as in a .gitignore
  tfcompat migrate --verify src/               and run old against new, on made-up tensors
  tfcompat migrate --format html -o report.html src/
  tfcompat migrate - < old.py > new.py         as a filter

In a git checkout, --write refuses where changes are not committed, so that its own can be told from them, and where
git does not have a file it would change. Settings are in [tool.tfcompat] of pyproject.toml: target, era, exclude,
select, ignore, unsafe, era-per-path, keep-runs and exit-zero-on-unreadable; the command line wins. A comment
`# tfcompat: ignore[TFC101] reason` on a line of a statement spares it.

"""
_HELP += HELP


@click.command(help=_HELP, short_help="Rewrite old loss calls: shows a diff, --write applies it.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--write", is_flag=True, help="Apply the changes to the files.")
@click.option(
    "--patch", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write the diff to FILE."
)
@click.option(
    "--unsafe/--no-unsafe",
    default=None,
    help="Include fixes that are right only if their stated assumption is.  [default: no-unsafe]",
)
@click.option(
    "--to",
    "target",
    type=click.Choice(["tfcompat", "legacy"]),
    help="New names, or only the prefix tfcompat.legacy before the old ones.  [default: tfcompat]",
)
@click.option(
    "--era",
    type=click.Choice(["auto", "tf0.12", "tf1", "tf2"]),
    help="The TensorFlow the code was written for: it decides the order of positional arguments, and whether gradients "
    "reach the labels.  [default: auto]",
)
@click.option("--select", metavar="CODES", multiple=True, help="Only these findings: codes, or how they begin.")
@click.option("--ignore", metavar="CODES", multiple=True, help="Not these findings.")
@click.option("--exclude", metavar="GLOB", multiple=True, help="Leave out files and folders, as a .gitignore would.")
@click.option("--allow-dirty", is_flag=True, help="Write although git could not take it back.")
@click.option("--jobs", metavar="N", type=click.IntRange(min=0), default=1, help="Processes; 0: one for each core.")
@click.option(
    "--verify", is_flag=True, help="Run each rewritten call, old and new, on made-up tensors; needs TensorFlow."
)
@click.option("--no-progress", is_flag=True, help="No bar on a terminal.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what could not be handled.")
@report_options
def migrate(
    paths: tuple[str, ...],
    *,
    write: bool,
    patch: Path | None,
    unsafe: bool | None,
    target: Literal["tfcompat", "legacy"] | None,
    era: Literal["auto", "tf0.12", "tf1", "tf2"] | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    exclude: tuple[str, ...],
    allow_dirty: bool,
    jobs: int,
    verify: bool,
    no_progress: bool,
    quiet: bool,
    exit_zero_on_unreadable: bool | None,
    form: str,
    output: Path | None,
) -> None:
    """Run, tell, and exit with the code that says how it went."""
    from tfcompat.cli._config import settings_for
    from tfcompat.cli._print import diff, tell
    from tfcompat.cli._rule_codes import given_codes
    from tfcompat.cli._run import run, run_filter
    from tfcompat.cli._run_options import asked
    from tfcompat.migrate import Options

    refuse_source("--patch", patch)
    if "-" not in paths or form != "text":  # else what is written is the source itself, migrated
        refuse_source("--output", output)
    settings = settings_for(paths)
    options = Options(
        target=target or settings.target or "tfcompat",
        unsafe=settings.unsafe if unsafe is None else unsafe,
        select=given_codes("--select", select) or settings.select,
        ignore=given_codes("--ignore", ignore) or settings.ignore,
    )
    this = replace(
        asked(settings, options, era=era, exclude=exclude, unreadable_is_zero=exit_zero_on_unreadable),
        write=write,
        verify=verify,
        allow_dirty=allow_dirty,
        jobs=jobs,
        progress=not (no_progress or quiet),
    )
    if verify:
        _require_tensorflow()
    if "-" in paths:
        if len(paths) > 1 or write or patch:
            raise click.UsageError(
                "- reads standard input and writes standard output: give no other path, no --write and no --patch"
            )
        report, result = run_filter(sys.stdin.buffer.read(), this)
    else:
        report = run(paths, this)
        result = diff(report, patch)
    tell(report, result, form, quiet=quiet, file=output)
    click.get_current_context().exit(report.exit_code)


def _require_tensorflow() -> None:
    from tfcompat.evidence import MissingTensorFlowError, require_tensorflow

    try:
        require_tensorflow()
    except MissingTensorFlowError as error:
        raise click.UsageError(str(error)) from None
