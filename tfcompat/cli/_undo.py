"""``tfcompat undo``: what the last ``migrate --write`` replaced, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tfcompat.files import Change, Run

__all__ = ["undo"]

_HELP = """Take back what the last `tfcompat migrate --write` wrote.

It reads the journal that each such run leaves in .tfcompat/journal, in the git checkout or else in the folder in which
it ran, and is right also for a run that was killed. Only what that run wrote is taken back: a file that was changed
since is left alone and named. Each undo takes back one run, the last first; `tfcompat migrate --write` does it again.

\b
Examples:
  tfcompat undo              restore the files of the last run
  tfcompat undo --dry-run    show which files that would be

\b
Exit codes:
  0  restored, or all files are as they were
  1  files to restore, under --dry-run
  2  there is nothing to undo here
  3  some file was changed since, or cannot be restored (the others are)
"""


@click.command(help=_HELP, short_help="Take back what the last migrate --write wrote.")
@click.option("--dry-run", is_flag=True, help="Show which files would be restored, and restore none.")
@click.option("--write", is_flag=True, hidden=True)  # what it does anyway; whoever comes from `migrate` types it
def undo(*, dry_run: bool, write: bool) -> None:
    """Do or show it, and exit with the code that says how it went."""
    if dry_run and write:
        raise click.UsageError("--dry-run restores nothing, and --write asks for it; leave one of them out")
    from tfcompat import files

    try:
        run = files.last_run(Path.cwd())
    except files.FileError as error:
        click.echo(f"Error: {error}", err=True)
        click.get_current_context().exit(3)
    if run is None:
        raise click.UsageError("there is nothing to undo: no run wrote files from this folder or one around it")
    click.echo(f"The run of {run.started} changed {len(run.changes)} {'file' if len(run.changes) == 1 else 'files'}.")
    click.get_current_context().exit(_undo(run, write=not dry_run))


def _undo(run: Run, *, write: bool) -> int:
    done = [_restored(change, write=write) for change in run.changes]
    waiting, failed = any(done) and not write, None in done
    if waiting:
        click.echo("Nothing is restored yet: run again without --dry-run.")
    elif write and not failed:
        run.forget()
    return 3 if failed else 1 if waiting else 0


def _restored(change: Change, *, write: bool) -> bool | None:
    """Whether there was something to bring back; None where it could not be."""
    from tfcompat import files

    try:
        return _restore(change, write=write)
    except files.FileError as error:
        click.echo(f"Error: {error}", err=True)
        return None


def _restore(change: Change, *, write: bool) -> bool:
    """Bring one file back, or say that it would be; whether there was something to do."""
    from tfcompat import files

    if write:
        change.clean()
    state, now = change.state()
    if state == "other":
        raise files.FileError(change.path, f"changed since, and stays as it is; what it held before is {change.saved}")
    if state == "old":
        return False
    before = change.old()
    if write:
        files.replace(now, before)
    click.echo(f"{'restored' if write else 'would restore'} {change.path}")
    return True
