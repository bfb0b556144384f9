"""Writing what was planned: refused where git could not tell it from other changes, and journalled before it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tfcompat import files
from tfcompat.migrate.report import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tfcompat.cli._plan import Plan

__all__ = ["DirtyError", "refuse_dirty", "write"]

_SHOWN = 5


class DirtyError(click.ClickException):
    """Changes that are not committed: exit code 2."""

    exit_code = 2


def refuse_dirty(paths: Sequence[Path]) -> None:
    """Raise where something is not committed in a checkout that holds one of the files to write.

    A tracked file counts wherever it is, for the changes of a run are to be a diff of their own; one that git does not
    track only where it would be changed, for git could not bring it back.
    """
    for checkout in files.uncommitted(paths):
        if checkout.fault:
            raise DirtyError(
                f"git cannot say what is not committed in {checkout.folder} ({checkout.fault}); nothing was written. "
                "--allow-dirty writes without asking git"
            )
        what = "changes that are not committed" if checkout.changed else "files that git does not track, to be changed"
        raise DirtyError(
            f"{checkout.folder} has {what} ({_some(checkout.changed or checkout.untracked)}); nothing was written. "
            "Commit or stash them first, so that git can show and take back what is written, or give --allow-dirty"
        )


def write(plans: Sequence[Plan]) -> None:
    """Replace the files; where one cannot be, its plan says why, and the others are."""
    waiting = [(plan, plan.old, plan.migration.after) for plan in plans if plan.old and plan.migration]
    if not waiting:
        return
    try:
        run = files.begin([(old, new) for _, old, new in waiting])
    except files.FileError as error:
        for plan, _, _ in waiting:
            plan.problem = Problem(error.path, error.why)
        return
    try:
        for position, (plan, old, new) in enumerate(waiting):
            plan.problem = _apply(run, position, old, new)
    except KeyboardInterrupt:
        click.echo(
            "Interrupted: every file is the old one or the new one; `tfcompat undo` takes back the new.", err=True
        )
        raise


def _apply(run: files.Run, position: int, old: files.Snapshot, new: bytes) -> Problem | None:
    try:
        run.apply(position, old, new)
    except files.FileError as error:
        return Problem(error.path, error.why)
    return None


def _some(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
