"""Answers from git: which files belong to a checkout, and which changes are uncommitted.

Nothing that the checkout names is run: no hook, no monitor of files, no filter in its settings, no program that would
fetch what a partial clone lacks, and no program with the name of git in it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tfcompat.files._error import FileError
from tfcompat.files._read import there

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Checkout", "listed", "top_of", "uncommitted"]

# In a git hook, these point child processes at one checkout, regardless of the folder.
_OF_A_HOOK = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"}

# A partial clone names the programs that fetch what it lacks. The first needs git 2.45, the second allows no protocol.
_NO_FETCH = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}


@dataclass(frozen=True, slots=True)
class Checkout:
    """A checkout, and reasons not to write into it."""

    folder: Path
    changed: tuple[str, ...] = ()
    """Tracked files with uncommitted changes."""
    untracked: tuple[str, ...] = ()
    """The files in question that git does not track, so it cannot restore them."""
    fault: str = ""
    """git's message if it cannot tell."""


def listed(folder: Path) -> list[str | FileError] | None:
    """Return the names below a folder that git does not ignore.

    None if git does not know the folder, or ignores it.
    """
    ignored = _git(folder, "check-ignore", "--quiet", ".")
    if ignored is None or ignored.returncode != 1:
        return None
    done = _git(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if done is None or done.returncode != 0:
        return None
    # For git, an untracked folder that it may not open is a warning; for us, it is a folder that was not checked.
    warnings = [line for line in os.fsdecode(done.stderr).splitlines() if line.startswith("warning: could not open")]
    names = sorted({os.fsdecode(name) for name in done.stdout.split(b"\0") if name})
    return [*names, *(FileError(folder, f"cannot be read completely (git: {line[9:]})") for line in warnings)]


def uncommitted(files: Iterable[Path]) -> list[Checkout]:
    """Return the checkouts of some files that have uncommitted changes.

    Args:
        files: The files, with links resolved. An untracked file counts if it is one of these.
    """
    asked: dict[Path, set[str]] = {}
    for file in files:
        top = top_of(file.parent)
        if top is not None:
            asked.setdefault(top, set()).add(file.relative_to(top).as_posix())
    found = [_state(top, names) for top, names in asked.items()]
    return [checkout for checkout in found if checkout.changed or checkout.untracked or checkout.fault]


def top_of(folder: Path) -> Path | None:
    """Return the checkout that contains a folder; None if there is none, or no git."""
    if _program() is None:
        return None
    return next((place for place in (folder, *folder.parents) if there(place / ".git")), None)


def _state(top: Path, names: set[str]) -> Checkout:
    # A changed submodule is its own checkout, with its own settings: it counts if a file in it is written.
    flags = ("--porcelain=v1", "-z", "--untracked-files=no", "--no-renames", "--ignore-submodules=dirty")
    status = _git(top, "status", *flags, unset=_own_filters(top))
    tracked = _git(top, "ls-files", "-z")
    if status is None or tracked is None:
        return Checkout(top, fault="it could not be started")
    if status.returncode or tracked.returncode:
        said = os.fsdecode(status.stderr or tracked.stderr).strip().splitlines()
        return Checkout(top, fault=said[0] if said else f"exit status {status.returncode or tracked.returncode}")
    changed = [os.fsdecode(entry)[3:] for entry in status.stdout.split(b"\0") if entry]
    known = {os.fsdecode(name) for name in tracked.stdout.split(b"\0")}
    return Checkout(top, tuple(sorted(changed)), tuple(sorted(names - known)))


def _own_filters(top: Path) -> list[str]:
    """Return the settings of a checkout itself that name a program to filter files with, and those that require it.

    Those of the user, such as the filters of Git LFS, stay.
    """
    asked = ("config", "--includes", "--show-scope", "--name-only", "-z", "--get-regexp", r"^filter\..*\.")
    done = _git(top, *asked)
    parts = os.fsdecode(done.stdout).split("\0")[:-1] if done is not None and done.returncode == 0 else []
    return [key for scope, key in zip(parts[::2], parts[1::2], strict=True) if scope in ("local", "worktree")]


def _program() -> str | None:
    """Return the path of git; a file in the current folder, which Windows searches first, is not meant."""
    name = "git.exe" if os.name == "nt" else "git"
    places = (Path(folder, name) for folder in os.get_exec_path())
    return next((str(place) for place in places if place.is_absolute() and shutil.which(place)), None)


def _git(folder: Path, *arguments: str, unset: Sequence[str] = ()) -> subprocess.CompletedProcess[bytes] | None:
    """Return the result of a git command, with some settings empty; None if there is no git."""
    git = _program()
    if git is None:
        return None
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", **_NO_FETCH}
    first = int(environment.get("GIT_CONFIG_COUNT") or 0)
    for number, key in enumerate(unset, first):
        environment |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": ""}
        environment["GIT_CONFIG_COUNT"] = str(number + 1)
    # A folder that looks like a bare repository may have come with a clone, settings included.
    safe = ("-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit")
    command = [git, "-C", str(folder), *safe, *arguments]
    try:
        return subprocess.run(  # noqa: S603 - fixed command, no shell
            command, capture_output=True, check=False, env=environment, stdin=subprocess.DEVNULL
        )
    except OSError:
        return None
