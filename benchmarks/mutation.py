"""Break the losses, the kernels and the rewriter in one place at a time, and see that a test notices.

    python benchmarks/mutation.py [--group losses] [--module softmax.py] [--sample 80] [--seed 0] [--record]
    python benchmarks/mutation.py --again --record   # the recorded survivors, after tests were added

Prints the mutants that no test notices and that have no explanation. Each runs in a process that is forked from one
that has imported TensorFlow, but nothing of tfcompat. The checkout is not touched: the import system gives the broken
source.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter
from typing import Any

from one_mutant import GROUPS, ROOT, Chosen, outcome
from record import RESULTS, circumstances, write
from support.broken_source import mutants
from support.explained_mutants import explained


def chosen(options: argparse.Namespace, counts: Counter[str]) -> list[Chosen]:
    """The mutants to try: for each group a sample, the same for the same seed."""
    found = []
    for name in options.group or GROUPS:
        every = _all_of(name, options.module)
        counts[name] = len(every)
        some = min(options.sample or len(every), len(every))
        found += random.Random(f"{options.seed} {name}").sample(every, some)
    return found


def _all_of(group: str, module: str | None) -> list[Chosen]:
    folder = GROUPS[group].folder
    return [
        Chosen(group, f"{folder}/{path.name}", mutant)
        for path in sorted((ROOT / folder).glob("*.py"))
        if module in (None, path.name)
        for mutant in mutants(path.read_bytes())
    ]


def row(one: Chosen) -> dict[str, Any]:
    """What is recorded of a survivor."""
    mutant = one.mutant
    return {
        "file": one.file,
        "line": mutant.line,
        "kind": mutant.kind,
        "old": mutant.old,
        "within": mutant.within.strip(),
    }


def record(rows: list[dict[str, Any]], survivors: list[Chosen]) -> None:
    """Keep the groups that were tried, and what was recorded of the others."""
    before = recorded()
    groups = {each["group"] for each in rows}
    rows = sorted(
        [each for each in before["rows"] if each["group"] not in groups] + rows, key=lambda each: each["group"]
    )
    folders = tuple(f"{GROUPS[name].folder}/" for name in groups)
    others = [each for each in before["survivors"] if not each["file"].startswith(folders)]
    here = circumstances("pytest", "tensorflow-cpu", "keras")
    write("mutation", {**here, "rows": rows, "survivors": others + [row(one) for one in survivors]})


def recorded() -> dict[str, Any]:
    """What was recorded before."""
    path = RESULTS / "mutation.json"
    empty: dict[str, Any] = {"rows": [], "survivors": []}
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else empty


def once_more() -> list[Chosen]:
    """The recorded survivors, if their line is still there."""
    every = [one for name in GROUPS for one in _all_of(name, None)]
    found: list[Chosen] = []
    for each in recorded()["survivors"]:
        same = [one for one in every if one not in found and {**row(one), "line": each["line"]} == each]
        found += sorted(same, key=lambda one: abs(one.mutant.line - each["line"]))[:1]
    return found


def updated(tried: list[tuple[Chosen, str]], survivors: list[Chosen]) -> list[dict[str, Any]]:
    """The recorded rows, in which survivors are now noticed or explained, or their lines are gone."""
    rows = recorded()["rows"]
    for each in rows:
        now = summary(each["group"], each["mutants"], tried, survivors)
        each["tried"] += now["tried"] - each["survive"] - each["explained"]
        each["failed"] += now["failed"]
        each["too slow"] += now["too slow"]
        each.update(explained=now["explained"], survive=now["survive"])
    return rows


def main(options: argparse.Namespace) -> int:
    """1 if a mutant survives that has no explanation."""
    os.chdir(ROOT)
    counts: Counter[str] = Counter()
    todo = once_more() if options.again else chosen(options, counts)
    for name in sorted({name for one in todo for name in GROUPS[one.group].imports}):
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as compiled:
        sys.dont_write_bytecode, sys.pycache_prefix = False, compiled
        tried, survivors = _tried(todo, options)
    afresh = [summary(name, counts[name], tried, survivors) for name in counts]
    rows = updated(tried, survivors) if options.again else afresh
    for each in rows:
        print(", ".join(f"{key} {value}" for key, value in each.items()))
    if options.record:
        record(rows, survivors)
    return int(any(each["survive"] for each in rows))


def _tried(todo: list[Chosen], options: argparse.Namespace) -> tuple[list[tuple[Chosen, str]], list[Chosen]]:
    """What happened to each mutant until the time was over, and which survived."""
    end = time.monotonic() + options.seconds if options.seconds else float("inf")
    tried, survivors = [], []
    for one in todo:
        if time.monotonic() > end:
            break
        known = options.again and explained(one.file, one.mutant)
        how, output = ("passed", "") if known else outcome(one, options.limit)
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
    parser.add_argument("--again", action="store_true", help="try the recorded survivors without an explanation")
    parser.add_argument("--record", action="store_true", help="keep the result for the docs")
    sys.exit(main(parser.parse_args()))
