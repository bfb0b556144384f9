"""``tfcompat undo``: restore what the last ``migrate --write`` replaced."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tfcompat.cli._help import Command
from tfcompat.cli._terminal import say

if TYPE_CHECKING:
    from tfcompat.files import Change, Journal, Run

__all__ = ["undo"]

_HELP = """Undo the last `tfcompat migrate --write` or `tfcompat check --fix`.

Each such run saves the old content of its files in a journal, .tfcompat/journal, in the git checkout, or,
outside git, in the current folder of the run. `tfcompat undo` uses the journal of FOLDER (default: the current
folder), or else of the checkout that contains it. Other parent folders are not searched.

Each call undoes one run, the latest first. A file that changed since the run is not touched. A run that was
interrupted can be undone too.

A journal is used only if it belongs to you and no other user can access it. Files outside its folder are never
written, and links are not followed.
"""
_TABLES = {
    "Examples": [
        ("tfcompat undo", "list the files of the last run and restore them"),
        ("tfcompat undo --dry-run", "only list them"),
        ("tfcompat undo --list", "list the runs that can be undone"),
        ("tfcompat undo --clean", "delete the journal; its runs cannot be undone afterwards"),
        ("tfcompat undo ../project", "undo the last run in another folder"),
    ],
    "Exit codes": [
        ("0", "all files are restored"),
        ("1", "there are files to restore (with --dry-run)"),
        ("2", "there is nothing to undo"),
        ("3", "some file changed since, or cannot be restored; the others are"),
    ],
}


@click.command(cls=Command, help=_HELP, tables=_TABLES, short_help="Undo the last run that wrote files.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
@click.option("--dry-run", is_flag=True, help="List the files that would be restored, and restore none.")
@click.option("--list", "list_runs", is_flag=True, help="List the runs in the journal, the next to be undone first.")
@click.option("--clean", is_flag=True, help="Delete all runs from the journal. They cannot be undone afterwards.")
@click.option("--write", is_flag=True, hidden=True)  # the default; users of `migrate` may type it
def undo(folder: Path, *, dry_run: bool, list_runs: bool, clean: bool, write: bool) -> None:
    """Undo or show it, and exit with the code of the outcome."""
    if dry_run and write:
        raise click.UsageError("--dry-run and --write contradict each other; use one of them")
    if list_runs + clean + (dry_run or write) > 1:
        raise click.UsageError("--list, --clean and --dry-run cannot be combined; use one of them")
    from tfcompat import files

    here = Path(os.path.realpath(folder))
    home = files.journal_around(here)
    try:
        with files.Journal(home) as journal:
            if not (list_runs or dry_run):
                journal.lock()
            names = journal.names()
            if list_runs:
                code = _list(journal, names)
            elif clean:
                code = _clean(journal, names)
            elif names:
                code = _undo(journal, names[-1], write=not dry_run)
            else:
                raise click.UsageError(f"nothing to undo: {_nothing(here, home)}")
    except files.FileError as error:
        say(f"Error: {error}", err=True)
        code = 3
    click.get_current_context().exit(code)


def _nothing(here: Path, home: Path) -> str:
    """Return which folders were searched, and where another journal is."""
    from tfcompat import files

    what = f"the checkout of {here}" if home != here else "that folder or the checkout around it"
    said = f"there is no run in {home / '.tfcompat' / 'journal'} (only {what} is searched)"
    other = next((place for place in here.parents if place != home and files.holds_runs(place)), None)
    import shlex

    return said + (f". {other} has a journal: `tfcompat undo {shlex.quote(str(other))}` uses that" if other else "")


def _list(journal: Journal, names: list[str]) -> int:
    say(f"{journal.path} holds {_count(len(names), 'run')}{':' if names else '.'}")
    usable = [_listed(journal, name) for name in reversed(names)]
    return 0 if all(usable) else 3


def _listed(journal: Journal, name: str) -> bool:
    """Print the line of one run; return whether it can be used."""
    from tfcompat import files

    try:
        run = journal.load(name)
        size = journal.size(name)
    except files.FileError as error:
        say(f"  {name}: cannot be used")
        say(f"Error: {error}", err=True)
        return False
    say(f"  {run.started}  {_count(len(run.changes), 'file'):>10}  {_size(size):>9}")
    return True


def _clean(journal: Journal, names: list[str]) -> int:
    size = sum(map(journal.size, names))
    journal.clean()
    left = journal.names()
    say(f"Removed {_count(len(names) - len(left), 'run')} ({_size(size)}) from {journal.path}.")
    if left:
        say(f"Error: {journal.path}: {_count(len(left), 'run')} cannot be removed", err=True)
    return 3 if left else 0


def _undo(journal: Journal, name: str, *, write: bool) -> int:
    """Print what will be restored, then restore it."""
    run = journal.load(name)
    say(f"The run of {run.started} saved the old content of {_count(len(run.changes), 'file')} in {run.home.path}.")
    found = [_look(run, change, write=write) for change in run.changes]
    waiting, failed = found.count(True), None in found
    if not write:
        if waiting:
            say("Nothing is restored yet. Run again without --dry-run.")
        return 3 if failed else 1 if waiting else 0
    # A file with the old content counts too: a killed run may have left a temporary file next to it.
    restored = [_restore(run, change) for change, state in zip(run.changes, found, strict=True) if state is not None]
    done = waiting - restored.count(False)
    say(f"{_count(done, 'file')} restored.")
    if failed or False in restored:
        say(f"The run stays in {journal.path}, with the old content of the files that were not restored.")
        return 3
    journal.forget([name])
    return 0


def _look(run: Run, change: Change, *, write: bool) -> bool | None:
    """Return whether there is something to restore, and print it; None if it cannot be restored."""
    from tfcompat import files

    try:
        state = run.state(change)
    except files.FileError as error:
        say(f"Error: {error}", err=True)
        return None
    if state == "other":
        say(f"Error: {run.path(change)}: {run.changed_since(change)}", err=True)
        return None
    if state == "new":
        say(f"{'to restore:' if write else 'would restore'} {run.path(change)}")
    return state == "new"


def _restore(run: Run, change: Change) -> bool:
    from tfcompat import files

    try:
        run.restore(change)
    except files.FileError as error:
        say(f"Error: {error}", err=True)
        return False
    return True


def _count(number: int, what: str) -> str:
    return f"{number} {what if number == 1 else f'{what}s'}"


def _size(number: int) -> str:
    """Return a size in readable units."""
    if number < 1000:
        return f"{number} B"
    return f"{number / 1e3:.1f} kB" if number < 1e6 else f"{number / 1e6:.1f} MB"
