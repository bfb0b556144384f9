"""Writing the planned changes: refused if they would mix with uncommitted ones, and recorded in the journal first."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tfcompat import files
from tfcompat.cli._terminal import say
from tfcompat.migrate.report import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tfcompat.cli._plan import Plan

    _Waiting = tuple[Plan, files.Snapshot, bytes]

__all__ = ["DirtyError", "command_of", "refuse_dirty", "write"]

_SHOWN = 5


class DirtyError(click.ClickException):
    """Uncommitted changes: exit code 2."""

    exit_code = 2


def refuse_dirty(paths: Sequence[Path]) -> None:
    """Raise an error if a checkout with one of the files to write has uncommitted changes.

    A tracked file counts anywhere in the checkout, so that the changes of a run are a separate diff; an untracked file
    counts only if it would be changed, because git could not restore it.
    """
    for checkout in files.uncommitted(paths):
        if checkout.fault:
            raise DirtyError(
                f"cannot tell from git which files are uncommitted in {checkout.folder} ({checkout.fault}); nothing "
                "was written. Use --allow-dirty to write anyway"
            )
        what = "uncommitted changes" if checkout.changed else "untracked files that would be changed"
        raise DirtyError(
            f"{checkout.folder} has {what} ({_some(checkout.changed or checkout.untracked)}); nothing was written. "
            "Commit or stash them first, so that git can show and undo what is written, or use --allow-dirty"
        )


def write(plans: Sequence[Plan], names: Sequence[str], *, keep: int) -> list[files.Run]:
    """Replace the files, and return the entries of the journals; if a file cannot be replaced, its plan has the reason.

    Args:
        plans: The plans; the files that change are replaced.
        names: The paths of the command line.
        keep: How many runs a journal keeps.
    """
    places: dict[Path, list[_Waiting]] = {}
    for plan in plans:
        if plan.old and plan.migration:
            home = files.home_of(plan.old.real, names)
            places.setdefault(home, []).append((plan, plan.old, plan.migration.after))
    with contextlib.ExitStack() as stack:
        begun: list[files.Run] = []
        recorded: list[list[_Waiting]] = []
        try:  # nothing is replaced before all old content is saved
            for home, waiting in sorted(places.items()):
                journal = stack.enter_context(files.Journal(home))
                journal.lock()
                if todo := [one for one in waiting if _may_replace(one)]:
                    begun.append(journal.begin([(old, new) for _, old, new in todo], keep=keep))
                    recorded.append(todo)
        except files.FileError as error:
            for waiting in places.values():
                for plan, _, _ in waiting:
                    plan.problem = Problem(error.path, error.why)
            return []
        _apply_all(begun, recorded)
        return begun


def _may_replace(waiting: _Waiting) -> bool:
    """Return whether a file is still as it was read: another run may have written it while this one waited."""
    plan, old, _ = waiting
    try:
        files.refuse_to_lose(old)
    except files.FileError as error:
        plan.problem = Problem(error.path, error.why)
        return False
    return True


def _apply_all(begun: Sequence[files.Run], places: Sequence[Sequence[_Waiting]]) -> None:
    try:
        for run, waiting in zip(begun, places, strict=True):
            for change, (plan, old, new) in zip(run.changes, waiting, strict=True):
                plan.problem = _apply(run, change, old, new)
    except KeyboardInterrupt:
        undo = " and ".join(f"`{command_of(run)}`" for run in begun)
        say(f"Interrupted: every file has its old or its new content; {undo} restores the old.", err=True)
        raise


def _apply(run: files.Run, change: files.Change, old: files.Snapshot, new: bytes) -> Problem | None:
    try:
        run.apply(change, old, new)
    except files.FileError as error:
        return Problem(error.path, error.why)
    return None


def command_of(run: files.Run) -> str:
    """Return the command that undoes a run, in the current folder."""
    here, home = Path.cwd(), run.home.path
    import shlex

    return "tfcompat undo" if files.journal_around(here) == home else f"tfcompat undo {shlex.quote(str(home))}"


def _some(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
