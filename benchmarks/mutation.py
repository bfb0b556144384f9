"""Break the losses, the kernels and the rewriter in one place at a time, and see that a test notices.

    python benchmarks/mutation.py [--group losses] [--module softmax.py] [--sample 80] [--seed 0] [--record]

Prints the mutants that no test notices and nobody explained. Each runs in a process that is forked from one that has
imported TensorFlow, but nothing of tfcompat. The checkout is not touched: the import system gives the broken source.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.machinery
import json
import linecache
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from record import RESULTS, circumstances, write

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.broken_source import Mutant, mutants
from support.explained_mutants import explained


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
        ("losses/test_losses.py losses/test_messages.py losses/test_weights.py", "losses/test_formula.py losses"),
    ),
    "kernels": Group(
        "tfcompat/_kernels",
        _RUN_TIME,
        ("kernels losses/test_extremes.py", "losses/test_accuracy.py losses/test_formula.py losses/test_hidden_rows.py"),
    ),
    "rewrite": Group(
        "tfcompat/migrate/rewrite",
        ("tree_sitter", "hypothesis"),
        ("test_golden.py", "rewrite rules test_programs.py test_properties.py"),
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


def chosen(options: argparse.Namespace, counts: Counter[str]) -> list[Chosen]:
    """The mutants to try: for each group a sample, the same for the same seed."""
    found = []
    for name in options.group or GROUPS:
        folder = ROOT / GROUPS[name].folder
        all_of_it = [
            Chosen(name, f"{GROUPS[name].folder}/{path.name}", mutant)
            for path in sorted(folder.glob("*.py"))
            if options.module in (None, path.name)
            for mutant in mutants(path.read_bytes())
        ]
        counts[name] = len(all_of_it)
        some = min(options.sample or len(all_of_it), len(all_of_it))
        found += random.Random(f"{options.seed} {name}").sample(all_of_it, some)
    return found


def outcome(one: Chosen, seconds: float) -> tuple[str, str]:
    """``passed``, ``failed`` or ``too slow``: what the tests did, in a process of their own; and what pytest wrote."""
    with tempfile.TemporaryFile() as output:
        child = os.fork()
        if not child:
            os._exit(_in_the_child(one, output.fileno()))
        how, end = "", time.monotonic() + seconds
        while not how:
            ended, status, used = os.wait4(child, os.WNOHANG)
            if ended:
                print(f'{used.ru_utime + used.ru_stime:.1f} s', end=' ')
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


def row(one: Chosen) -> dict[str, Any]:
    """What is recorded of a survivor."""
    mutant = one.mutant
    return {"file": one.file, "line": mutant.line, "kind": mutant.kind, "old": mutant.old, "within": mutant.within.strip()}


def record(rows: list[dict[str, Any]], survivors: list[Chosen]) -> None:
    """Keep the groups that were tried, and what was recorded of the others."""
    path = RESULTS / "mutation.json"
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"rows": [], "survivors": []}
    groups = {each["group"] for each in rows}
    rows = sorted([each for each in before["rows"] if each["group"] not in groups] + rows, key=lambda each: each["group"])
    folders = tuple(f"{GROUPS[name].folder}/" for name in groups)
    others = [each for each in before["survivors"] if not each["file"].startswith(folders)]
    here = circumstances("pytest", "tensorflow-cpu", "keras")
    write("mutation", {**here, "rows": rows, "survivors": others + [row(one) for one in survivors]})


def main(options: argparse.Namespace) -> int:
    """1 if a mutant survives that nobody explained."""
    os.chdir(ROOT)
    counts: Counter[str] = Counter()
    todo = chosen(options, counts)
    for name in sorted({name for one in todo for name in GROUPS[one.group].imports}):
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as compiled:
        sys.dont_write_bytecode, sys.pycache_prefix = False, compiled
        tried, survivors = _tried(todo, options)
    unexplained = [one for one in survivors if not explained(one.file, one.mutant)]
    rows = [summary(name, counts[name], tried, survivors) for name in counts]
    for each in rows:
        print(", ".join(f"{key} {value}" for key, value in each.items()))
    if options.record:
        record(rows, survivors)
    return int(bool(unexplained))


def _tried(todo: list[Chosen], options: argparse.Namespace) -> tuple[list[tuple[Chosen, str]], list[Chosen]]:
    """What happened to each mutant until the time was over, and which survived."""
    end = time.monotonic() + options.seconds if options.seconds else float("inf")
    tried, survivors = [], []
    for one in todo:
        if time.monotonic() > end:
            break
        how, output = outcome(one, options.limit)
        tried.append((one, how))
        if how == "passed":
            survivors.append(one)
            how = "survives, explained" if explained(one.file, one.mutant) else "survives"
        if options.verbose or how == "survives":
            noticed = re.search("^(?:FAILED|ERROR) (.{,90})", output, re.MULTILINE)
            print(f"{how}: {one.file}:{one.mutant}", *(noticed.groups() if noticed else ()), sep="\n    ", flush=True)
    return tried, survivors


def summary(name: str, of: int, tried: list[tuple[Chosen, str]], survivors: list[Chosen]) -> dict[str, Any]:
    """The row of a group: how many there are, were tried, noticed, explained."""
    mine = [how for one, how in tried if one.group == name]
    left = [one for one in survivors if one.group == name]
    why = sum(bool(explained(one.file, one.mutant)) for one in left)
    return {
        "group": name,
        "folder": GROUPS[name].folder,
        "mutants": of,
        "tried": len(mine),
        "failed": mine.count("failed"),
        "too slow": mine.count("too slow"),
        "explained": why,
        "survive": len(left) - why,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--group", action="append", choices=GROUPS, help="all where none is named")
    parser.add_argument("--module", help="one file of a group")
    parser.add_argument("--sample", type=int, help="how many mutants of each group (default: all)")
    parser.add_argument("--seed", type=int, default=0, help="which ones (default: 0)")
    parser.add_argument("--seconds", type=float, help="when to stop, although some are left")
    parser.add_argument("--limit", type=float, default=600, help="seconds for the tests of one mutant (default: 600)")
    parser.add_argument("--verbose", action="store_true", help="print what noticed each mutant, too")
    parser.add_argument("--record", action="store_true", help="keep the result for the docs")
    sys.exit(main(parser.parse_args()))
