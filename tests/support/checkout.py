"""Tests leave the checkout as they found it: they write below their own temporary folder and nowhere else.

Two looks, by cost: after every test at the top folder and at the journal of ``tfcompat undo``, which lies there;
after every file of tests at all folders.
"""

from __future__ import annotations

import os
from fnmatch import fnmatch
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

TOOLS = (
    *("__pycache__", "*.pyc", "*.egg-info", ".venv*", ".nox", ".git", ".coverage*", ".*_cache", ".hypothesis"),
    *("site", "dist", "build"),
)
"""What Python, the test runner and the checkers write, whatever the tests do."""
WRITTEN_BY_HAND = (".py", ".md")
"""What somebody may add while the tests run; below the top folder, that is no test's doing either."""
JOURNAL = ".tfcompat"


def by_tools(name: str) -> bool:
    """Whether a file or folder of this name is no test's doing."""
    return any(fnmatch(name, pattern) for pattern in TOOLS)


def at_top(root: Path) -> set[str]:
    """What stands in the top folder, and what the journal there holds."""
    found = {path.name for path in root.iterdir() if not by_tools(path.name)}
    if JOURNAL in found:
        found |= {f"{path.relative_to(root)} of {path.stat().st_mtime_ns}" for path in (root / JOURNAL).rglob("*")}
    return found


def everywhere(root: Path) -> set[str]:
    """All files below a folder, but for the journal and those of tools and people."""
    found: set[str] = set()
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name != JOURNAL and not by_tools(name)]
        inside = os.path.relpath(folder, root)
        found.update(
            f"{inside}/{name}".removeprefix("./")
            for name in names
            if not (by_tools(name) or name.endswith(WRITTEN_BY_HAND))
        )
    return found


def hold(added: set[str]) -> None:
    """Fail if anything was added."""
    if added:
        pytest.fail(
            f"The checkout gained {', '.join(sorted(added))} while this ran. Write below tmp_path: give paths to what "
            "writes, or call monkeypatch.chdir(tmp_path) first."
        )


@pytest.fixture(autouse=True)
def no_test_writes_to_the_top_folder(request):
    root = request.config.rootpath
    before = at_top(root)
    yield
    hold(at_top(root) - before)


@pytest.fixture(autouse=True, scope="module")
def no_file_of_tests_writes_to_the_checkout(request):
    root = request.config.rootpath
    before = everywhere(root)
    yield
    hold(everywhere(root) - before)
