"""``tfcompat migrate``: options in; diff, summary and exit code out."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Literal

import click

from tfcompat.cli._formats import FORMATS, file_options, refuse_source, report_options
from tfcompat.cli._help import Command

__all__ = ["migrate"]

_HELP = """Rewrite calls of old loss and layer functions in Python files, notebooks and folders.

By default nothing is written: the diff goes to standard output, ready for `git apply` or `patch -p1`, and the
summary to standard error. With --write, each file gets exactly the edits that were shown, and `tfcompat undo` undoes
them. Without PATH, the current folder is migrated. TensorFlow is only needed for --verify, which never runs your code.

In a git checkout, --write refuses to run if there are uncommitted changes, or if it would change a file that
git does not track. Settings are in [tool.tfcompat] of pyproject.toml; the command line wins. A comment `#
tfcompat: ignore[TFC101] reason` on a line of a statement suppresses a finding.
"""
_TABLES = {
    "Examples": [
        ("tfcompat migrate train.py", "show what would change"),
        ("tfcompat migrate --write src/ train.py", "change it; `tfcompat undo` undoes it"),
        ("tfcompat migrate --patch loss.patch src/", "write the diff to a file"),
        ("tfcompat migrate --select TFC103 src/", "only the layers"),
        ("tfcompat migrate --era tf0.12 old/", "f(a, b) meant f(logits, labels)"),
        ("tfcompat migrate --exclude 'old/' .", "patterns as in .gitignore"),
        ("tfcompat migrate --verify src/", "also run old against new, on made-up tensors"),
        ("tfcompat migrate --output-format html -o report.html src/", "a page"),
        ("tfcompat migrate - < old.py > new.py", "as a filter"),
    ],
    "Report formats": list(FORMATS.items()),
}


@click.command(
    cls=Command, help=_HELP, tables=_TABLES, short_help="Rewrite old loss calls: show a diff, or apply it with --write."
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--write", is_flag=True, help="Apply the changes to the files.")
@click.option(
    "--patch", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write the diff to FILE."
)
@click.option(
    "--unsafe/--no-unsafe",
    default=None,
    help="Include fixes that rely on an assumption, which the report states.  [default: no-unsafe]",
)
@click.option(
    "--to",
    "target",
    type=click.Choice(["tfcompat", "legacy"]),
    help="Write the new names, or only put the prefix tfcompat.legacy before the old ones.  [default: tfcompat]",
)
@click.option("--select", metavar="CODES", multiple=True, help="Report only these codes or prefixes, such as TFC1.")
@click.option("--extend-select", metavar="CODES", multiple=True, help="Report these codes or prefixes too.")
@click.option("--ignore", metavar="CODES", multiple=True, help="Do not report these codes or prefixes.")
@click.option("--allow-dirty", is_flag=True, help="Write even if there are uncommitted or untracked files.")
@click.option(
    "--verify", is_flag=True, help="Run each rewritten call, old and new, on made-up tensors; needs TensorFlow."
)
@report_options
@file_options
@click.option("-q", "--quiet", is_flag=True, help="Print errors only, no summary.")
def migrate(
    paths: tuple[str, ...],
    *,
    write: bool,
    patch: Path | None,
    unsafe: bool | None,
    target: Literal["tfcompat", "legacy"] | None,
    era: Literal["auto", "tf0.12", "tf1", "tf2"] | None,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    exclude: tuple[str, ...],
    allow_dirty: bool,
    jobs: int,
    time_limit: float,
    verify: bool,
    no_progress: bool,
    quiet: bool,
    exit_zero_on_unreadable: bool | None,
    form: str,
    output: Path | None,
) -> None:
    """Run, report, and exit with the code of the outcome."""
    from tfcompat.cli._config import settings_for
    from tfcompat.cli._print import diff, tell
    from tfcompat.cli._rule_codes import given_codes
    from tfcompat.cli._run import run, run_filter
    from tfcompat.cli._run_options import asked
    from tfcompat.migrate import Options

    paths = paths or (".",)
    refuse_source("--patch", patch)
    if "-" not in paths or form != "text":  # otherwise the migrated source itself is written
        refuse_source("--output", output)
    settings = settings_for(paths)
    more = (*given_codes("--extend-select", extend_select), *settings.extend_select)
    options = Options(
        target=target or settings.target or "tfcompat",
        unsafe=settings.unsafe if unsafe is None else unsafe,
        select=_selected(given_codes("--select", select) or settings.select, more),
        ignore=given_codes("--ignore", ignore) or settings.ignore,
    )
    this = replace(
        asked(settings, options, era=era, exclude=exclude, unreadable_is_zero=exit_zero_on_unreadable),
        write=write,
        verify=verify,
        allow_dirty=allow_dirty,
        jobs=jobs,
        time_limit=time_limit,
        progress=not (no_progress or quiet),
    )
    if verify:
        _require_tensorflow()
    if "-" in paths:
        if len(paths) > 1 or write or patch:
            raise click.UsageError(
                "- reads standard input and writes standard output; it cannot be combined with other paths, --write or "
                "--patch"
            )
        report, result = run_filter(sys.stdin.buffer.read(), this)
    else:
        report = run(paths, this)
        result = diff(report, patch) if patch or form == "text" else b""
    tell(report, result, form, quiet=quiet, file=output)
    click.get_current_context().exit(report.exit_code)


def _selected(select: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes to report: by default those of old names, to which others can be added."""
    from tfcompat.migrate.options import MIGRATED

    return (*(select or MIGRATED), *more) if more else select


def _require_tensorflow() -> None:
    from tfcompat.evidence import MissingTensorFlowError, require_tensorflow

    try:
        require_tensorflow()
    except MissingTensorFlowError as error:
        raise click.UsageError(str(error)) from None
