"""Programs for ``tfcompat migrate`` and ``tfcompat check``: none may crash, hang, or come out damaged.

    python benchmarks/fuzz.py [--seconds 600] [--seed 0] [--keep DIR] [--record]

The families are in ``fuzz_families.py``: the cases of the rules and the example programs of the tests with a few
mutations each, the same as cells of notebooks, noise, deep nesting, and huge literals. For each program, these must
hold:

- nothing is raised, and the CPU time is linear in the size, up to a constant;
- the memory of the process stays below a limit of the system;
- the edits, applied to the text, give the result, and a second run changes nothing;
- the result parses, and this Python compiles it if it compiled the original;
- what cannot be analysed is not changed;
- ``check`` changes nothing.

A program that breaks one of these is written to DIR. The same seed gives the same programs.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import record
from fuzz_families import FAMILIES

from tfcompat.migrate import MISTAKES, Options, migrate_file
from tfcompat.migrate.report import unified
from tfcompat.migrate.syntax.compiles import compiles

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["program", "violations"]

_SECONDS, _SECONDS_PER_MB = 5.0, 60.0
"""The CPU time that a program may take: far above what one does, far below a hang."""
_MEMORY = 4 * 2**30
"""The bytes of address space that the process may use."""
_TIMES = {"mutated programs": 20, "notebooks of mutated cells": 10, "noise": 10, "huge literals and lines": 2}
"""How many programs of a family are tried for each one of another."""


def program(family: str, given: list[bytes], chance: random.Random) -> tuple[str, bytes]:
    """Return the name and the text of a program of a family."""
    return "a.ipynb" if family.startswith("notebooks") else "a.py", FAMILIES[family](given, chance)


def violations(raw: bytes, path: str = "a.py") -> Iterator[str]:
    """Yield each promise that does not hold for a program."""
    for options in (Options(), Options(unsafe=True), Options(select=MISTAKES, unsafe=True)):
        start = time.process_time()
        try:
            first = migrate_file(raw, path, options=options)
            again = migrate_file(first.after, path, options=options) if first.changed else first
            unified(PurePath(path), raw, first.after)
        except Exception:  # noqa: BLE001 - whatever is raised is what this looks for
            yield traceback.format_exc()
            continue
        took = time.process_time() - start
        if took > _SECONDS + _SECONDS_PER_MB * len(raw) / 1e6:
            yield f"{took:.1f} s for {len(raw)} bytes"
        if first.changed and not first.analysed:
            yield "what cannot be analysed is changed"
        if first.changed and again.changed:
            yield "a second run changes the result"
        if first.changed and not again.analysed:
            yield "the result cannot be read"
        if path.endswith(".py") and _compiles(raw) and not _compiles(first.after):
            yield "the result does not compile"
        if path.endswith(".py") and first.analysed and first.changed != bool(first.edits):
            yield "the edits are not what changed"
    checked = migrate_file(raw, path, options=Options(select=MISTAKES))
    if checked.changed:
        yield "check changes the file"


def _compiles(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return compiles(raw)


@dataclass
class Summary:
    """What was tried, by family."""

    tried: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    slowest: Counter[str] = field(default_factory=Counter)
    """Milliseconds of CPU time."""

    def add(self, family: str, path: str, raw: bytes) -> list[str]:
        """Try one program, and return the promises that it breaks."""
        start = time.process_time()
        found = list(violations(raw, path))
        took = round(1000 * (time.process_time() - start))
        self.tried[family] += 1
        self.slowest[family] = max(self.slowest[family], took)
        self.broken[family] += bool(found)
        if not found:
            done = migrate_file(raw, path, options=Options(unsafe=True))
            self.changed[family] += done.changed
            self.refused[family] += any(finding.unread for finding in done.findings)
        return found

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each family."""
        names = ("tried", "changed", "refused", "broken", "slowest")
        return [{"family": family, **{name: getattr(self, name)[family] for name in names}} for family in FAMILIES]


def main(arguments: argparse.Namespace) -> int:
    """Try one family after the other until the time is over, and say what broke."""
    from fuzz_families import seeds

    _limit_memory()
    given, chance, summary = seeds(), random.Random(arguments.seed), Summary()
    end = time.monotonic() + arguments.seconds
    while time.monotonic() < end:
        for family in (name for name in FAMILIES for _ in range(_TIMES.get(name, 1))):
            path, raw = program(family, given, chance)
            if found := summary.add(family, path, raw):
                file = arguments.keep / f"{arguments.seed}-{summary.tried.total()}{Path(path).suffix}"
                arguments.keep.mkdir(parents=True, exist_ok=True)
                file.write_bytes(raw)
                print(f"{file} ({family}): {found[0]}", flush=True)
    for row in summary.rows():
        print(", ".join(f"{name} {value}" for name, value in row.items()))
    memory = _peak_memory()
    print(f"{summary.tried.total()} programs, {summary.broken.total()} broke a promise (seed {arguments.seed})")
    print(f"At most {memory} MB of memory")
    if arguments.record:
        told = {"seed": arguments.seed, "seconds": arguments.seconds, "memory_mb": memory, "rows": summary.rows()}
        record.write("fuzz", {**record.circumstances("tfcompat", "tree-sitter", "tree-sitter-python"), **told})
    return int(summary.broken.total() > 0)


def _limit_memory() -> None:
    """Let an allocation fail that would make the machine swap; Windows has no such limit."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _peak_memory() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit // 10**6


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600, help="how long to go on (default: 600)")
    parser.add_argument("--seed", type=int, default=0, help="which programs (default: 0)")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"), help="where programs go that break a promise")
    parser.add_argument("--record", action="store_true", help="write the table of docs/reliability.md")
    sys.exit(main(parser.parse_args()))
