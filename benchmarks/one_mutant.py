"""What happens to one mutant: which tests look at it, and a process in which they run with the module broken."""

from __future__ import annotations

import importlib.machinery
import linecache
import os
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

if TYPE_CHECKING:
    from support.broken_source import Mutant

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Group:
    """A folder, what its tests import, and its tests in stages: the next one runs if the ones before have passed."""

    folder: str
    imports: tuple[str, ...]
    stages: tuple[str, ...]


_RUN_TIME = ("tensorflow", "keras", "hypothesis", "mpmath")
GROUPS = {
    "losses": Group(
        "tfcompat/losses",
        _RUN_TIME,
        (
            "losses/test_losses.py losses/test_messages.py losses/test_weights.py",
            "losses/test_hidden_rows.py losses/test_subclasses.py losses/test_formula.py",
            "losses/test_functions_in_compile.py losses/test_unknown_rank.py",
        ),
    ),
    "kernels": Group(
        "tfcompat/_kernels",
        _RUN_TIME,
        (
            "kernels losses/test_extremes.py",
            "losses/test_accuracy.py losses/test_formula.py losses/test_hidden_rows.py",
        ),
    ),
    "rewrite": Group(
        "tfcompat/migrate/rewrite",
        ("tree_sitter", "hypothesis"),
        ("test_golden.py", "rewrite rules release test_programs.py test_properties.py"),
    ),
}


def tests_of(group: Group, module: str) -> list[list[str]]:
    """The tests to run on a mutant of a module, in stages, first the files of its name."""
    wing = ROOT / "tests" / ("migrate" if "migrate" in group.folder else "runtime")
    own = sorted(wing.rglob(f"test_{module.removeprefix('_')}"))
    stages = [[str(wing / path) for path in stage.split()] for stage in group.stages]
    return [[str(path) for path in own], *stages] if own else stages


@dataclass(frozen=True)
class Chosen:
    """A mutant, and where it is."""

    group: str
    file: str
    mutant: Mutant


def outcome(one: Chosen, seconds: float) -> tuple[str, str]:
    """``passed``, ``failed`` or ``too slow``: what the tests did, in a process of their own; and what pytest wrote."""
    with tempfile.TemporaryFile() as output:
        child = os.fork()
        if not child:
            os._exit(_in_the_child(one, output.fileno()))
        how, end = "", time.monotonic() + seconds
        while not how:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                how = "passed" if status == 0 else "failed"
            elif time.monotonic() > end:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                how = "too slow"
            time.sleep(0.05)
        output.seek(0)
        return how, output.read().decode(errors="replace")


def _in_the_child(one: Chosen, output: int) -> int:
    """Run the tests with the module broken."""
    try:
        os.dup2(output, 1)
        os.dup2(output, 2)
        _break(str(ROOT / one.file), one.mutant.source)
        quiet = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist"]
        stages = tests_of(GROUPS[one.group], Path(one.file).name)
        return int(any(pytest.main([*quiet, *stage]) for stage in stages))
    except BaseException:  # noqa: BLE001 - whatever it raises, the mutant was noticed
        return 1


def _break(file: str, source: bytes) -> None:
    """Have the import system, and whoever reads the source (AutoGraph), see a broken module."""
    loader: Any = importlib.machinery.SourceFileLoader
    whole = loader.get_code

    def get_code(self: Any, name: str) -> Any:
        return compile(source, file, "exec", dont_inherit=True) if self.path == file else whole(self, name)

    loader.get_code = get_code
    text = source.decode()
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
