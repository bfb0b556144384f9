"""``tfcompat undo``: what the last ``migrate --write`` replaced, and the way back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tfcompat.files import Change, Journal, Run

__all__ = ["undo"]

_HELP = """Undo the last `tfcompat migrate --write`.

Each such run keeps the old content of its files in a journal: .tfcompat/journal in the git checkout, or, outside git,
in the folder in which it ran. The journal of FOLDER (by default the current folder) is the one in that folder, or else
in the checkout that holds it; other folders around it are not searched. Undo restores only files that still are as
that run wrote them, also if it was killed. Each undo takes back one run, the last first.

A journal is used only if it belongs to you and is closed to other users, and no file outside the folder that it stands
in is written: no link is followed.

\b
Examples:
  tfcompat undo              list the files of the last run, and restore them
  tfcompat undo --dry-run    only list them
  tfcompat undo --list       the runs that can be taken back
  tfcompat undo --clean      remove the journal; what it kept is gone
  tfcompat undo ../project   the last run of another folder

\b
Exit codes:
  0  restored, or all files are as they were
  1  files to restore, under --dry-run
  2  there is nothing to undo here
  3  some file was changed since, or cannot be restored (the others are)
"""


@click.command(help=_HELP, short_help="Undo the last migrate --write.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
@click.option("--dry-run", is_flag=True, help="List the files that would be restored, and restore none.")
@click.option("--list", "list_runs", is_flag=True, help="List the runs in the journal, the next to be undone first.")
@click.option("--clean", is_flag=True, help="Remove all runs from the journal. They cannot be undone afterwards.")
@click.option("--write", is_flag=True, hidden=True)  # what it does anyway; whoever comes from `migrate` types it
def undo(folder: Path, *, dry_run: bool, list_runs: bool, clean: bool, write: bool) -> None:
    """Do or show it, and exit with the code that says how it went."""
    if dry_run and write:
        raise click.UsageError("--dry-run restores nothing, and --write asks for it; leave one of them out")
    if list_runs + clean + (dry_run or write) > 1:
        raise click.UsageError("--list, --clean and --dry-run are three different things; give one of them")
    from tfcompat import files

    here = Path(os.path.realpath(folder))
    home = files.journal_around(here)
    try:
        with files.Journal(home) as journal:
            names = journal.names()
            if list_runs:
                code = _list(journal, names)
            elif clean:
                code = _clean(journal, names)
            elif names:
                code = _undo(journal, names[-1], write=not dry_run)
            else:
                raise click.UsageError(f"there is nothing to undo: {_nothing(here, home)}")
    except files.FileError as error:
        click.echo(f"Error: {error}", err=True)
        code = 3
    click.get_current_context().exit(code)


def _nothing(here: Path, home: Path) -> str:
    """Where was looked, and where else there would be something to look at."""
    from tfcompat import files

    what = f"the checkout that holds {here}" if home != here else "that folder or the checkout around it"
    said = f"there is no run in {home / '.tfcompat' / 'journal'} ({what} is searched, and no folder outside of it)"
    other = next((place for place in here.parents if place != home and files.holds_runs(place)), None)
    import shlex

    return said + (f". {other} has a journal: `tfcompat undo {shlex.quote(str(other))}` uses that" if other else "")


def _list(journal: Journal, names: list[str]) -> int:
    click.echo(f"{journal.path} holds {_count(len(names), 'run')}{':' if names else '.'}")
    usable = [_listed(journal, name) for name in reversed(names)]
    return 0 if all(usable) else 3


def _listed(journal: Journal, name: str) -> bool:
    """Print the line of one run; whether it can be used."""
    from tfcompat import files

    try:
        run = journal.load(name)
        size = journal.size(name)
    except files.FileError as error:
        click.echo(f"  {name}: cannot be used")
        click.echo(f"Error: {error}", err=True)
        return False
    click.echo(f"  {run.started}  {_count(len(run.changes), 'file'):>10}  {_size(size):>9}")
    return True


def _clean(journal: Journal, names: list[str]) -> int:
    size = sum(map(journal.size, names))
    journal.clean()
    left = journal.names()
    click.echo(f"Removed {_count(len(names) - len(left), 'run')} ({_size(size)}) from {journal.path}.")
    if left:
        click.echo(f"Error: {journal.path}: {_count(len(left), 'run')} cannot be removed", err=True)
    return 3 if left else 0


def _undo(journal: Journal, name: str, *, write: bool) -> int:
    """Say what is to be restored, then do it."""
    run = journal.load(name)
    click.echo(f"The run of {run.started} changed {_count(len(run.changes), 'file')} in {run.home.path}.")
    found = [_look(run, change, write=write) for change in run.changes]
    waiting, failed = found.count(True), None in found
    if not write:
        if waiting:
            click.echo("Nothing is restored yet: run again without --dry-run.")
        return 3 if failed else 1 if waiting else 0
    # A file that holds the old content is asked for too: a killed run may have left another beside it.
    restored = [_restore(run, change) for change, state in zip(run.changes, found, strict=True) if state is not None]
    done = waiting - restored.count(False)
    click.echo(f"{_count(done, 'file')} restored.")
    if failed or False in restored:
        click.echo(f"The run stays in {journal.path}, with the old content of the files that were not restored.")
        return 3
    journal.forget([name])
    return 0


def _look(run: Run, change: Change, *, write: bool) -> bool | None:
    """Whether there is something to restore, and say so; None if it cannot be."""
    from tfcompat import files

    try:
        state = run.state(change)
    except files.FileError as error:
        click.echo(f"Error: {error}", err=True)
        return None
    if state == "other":
        click.echo(f"Error: {run.path(change)}: {run.changed_since(change)}", err=True)
        return None
    if state == "new":
        click.echo(f"{'to restore:' if write else 'would restore'} {run.path(change)}")
    return state == "new"


def _restore(run: Run, change: Change) -> bool:
    from tfcompat import files

    try:
        run.restore(change)
    except files.FileError as error:
        click.echo(f"Error: {error}", err=True)
        return False
    return True


def _count(number: int, what: str) -> str:
    return f"{number} {what if number == 1 else f'{what}s'}"


def _size(number: int) -> str:
    """Bytes, for a person."""
    if number < 1000:
        return f"{number} B"
    return f"{number / 1e3:.1f} kB" if number < 1e6 else f"{number / 1e6:.1f} MB"
