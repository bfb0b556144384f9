"""What git says: which files belong to a checkout, and what in it is not committed. No hook of the checkout runs."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfcompat.files._error import FileError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Checkout", "listed", "top_of", "uncommitted"]

# Git's own hooks point their children at one checkout by these, whatever folder is asked about.
_OF_A_HOOK = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"}


@dataclass(frozen=True, slots=True)
class Checkout:
    """A checkout and what stands against writing into it."""

    folder: Path
    changed: tuple[str, ...] = ()
    """Tracked files with changes that are not committed."""
    untracked: tuple[str, ...] = ()
    """Files that were asked about and that git does not have, so that it cannot bring them back."""
    fault: str = ""
    """What git says where it cannot tell."""


def listed(folder: Path) -> list[str | FileError] | None:
    """Return the names below a folder that git does not ignore.

    None where git has no say, or ignores the folder itself.
    """
    ignored = _git(folder, "check-ignore", "--quiet", ".")
    if ignored is None or ignored.returncode != 1:
        return None
    done = _git(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if done is None or done.returncode != 0:
        return None
    # An untracked folder that git may not open is a warning to git; for us it is something that was not looked at.
    warnings = [line for line in os.fsdecode(done.stderr).splitlines() if line.startswith("warning: could not open")]
    names = sorted({os.fsdecode(name) for name in done.stdout.split(b"\0") if name})
    return [*names, *(FileError(folder, f"cannot be read completely (git: {line[9:]})") for line in warnings)]


def uncommitted(files: Iterable[Path]) -> list[Checkout]:
    """Return the checkouts that hold some files, as far as something in them is not committed.

    Args:
        files: Where links have been followed already. A file that git does not track counts if it is one of these.
    """
    asked: dict[Path, set[str]] = {}
    for file in files:
        top = top_of(file.parent)
        if top is not None:
            asked.setdefault(top, set()).add(file.relative_to(top).as_posix())
    found = [_state(top, names) for top, names in asked.items()]
    return [checkout for checkout in found if checkout.changed or checkout.untracked or checkout.fault]


def top_of(folder: Path) -> Path | None:
    """Return the checkout that holds a folder; None where there is none, or no git to ask."""
    if shutil.which("git") is None:
        return None
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)


def _state(top: Path, names: set[str]) -> Checkout:
    status = _git(top, "status", "--porcelain=v1", "-z", "--untracked-files=no", "--no-renames")
    tracked = _git(top, "ls-files", "-z")
    if status is None or tracked is None:
        return Checkout(top, fault="it could not be started")
    if status.returncode or tracked.returncode:
        said = os.fsdecode(status.stderr or tracked.stderr).strip().splitlines()
        return Checkout(top, fault=said[0] if said else f"exit status {status.returncode or tracked.returncode}")
    changed = [os.fsdecode(entry)[3:] for entry in status.stdout.split(b"\0") if entry]
    known = {os.fsdecode(name) for name in tracked.stdout.split(b"\0")}
    return Checkout(top, tuple(sorted(changed)), tuple(sorted(names - known)))


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """Return what became of one git command; None where there is no git."""
    git = shutil.which("git")
    if git is None:
        return None
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    command = [git, "-C", str(folder), "-c", "core.fsmonitor=false", *arguments]
    try:
        return subprocess.run(  # noqa: S603 - fixed command, no shell
            command, capture_output=True, check=False, env=environment, stdin=subprocess.DEVNULL
        )
    except OSError:
        return None
