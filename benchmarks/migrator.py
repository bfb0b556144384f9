"""What ``tfcompat migrate`` costs on code of yours: any folder, each folder below it a program of its own.

    python benchmarks/migrator.py DIR [--record]

CPU milliseconds a file, in one process and without the start: what all files of a program are read for, then the first
pass, the verification and the second pass. Beside it, in turns over the same files, what it takes to parse them alone,
with Python's own parser and with LibCST, which reads only Python 3 and no notebook; a notebook counts with its cells.
"""

from __future__ import annotations

import argparse
import ast
import sys
import time
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import programs
from record import circumstances, heading, write

from tfcompat.migrate import Look, Options, Program, all_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

KINDS = ("unchanged", "changed", "notebook")


@dataclass
class Spent:
    """What one kind of file took."""

    files: int = 0
    size: int = 0
    """Bytes of Python."""
    seconds: dict[str, float] = field(default_factory=dict)
    """By who did it."""
    parsed: int = 0
    """Files that Python's own parser reads, and LibCST is asked for."""

    def row(self, kind: str) -> dict[str, Any]:
        """The figures for the record: milliseconds a file; of the parsers, a file that they read."""
        counts = {who: self.files if who == "migrate" else self.parsed for who in self.seconds}
        ms = {who: round(1000 * took / counts[who], 2) for who, took in self.seconds.items()}
        return {"kind": kind, "files": self.files, "kilobytes": round(self.size / 1000), "ms": ms}


def timed(work: Callable[[], Any]) -> float:
    """The CPU seconds of a call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def peers() -> dict[str, Callable[[bytes], Any]]:
    """Who parses the same files, as far as it is installed."""
    found: dict[str, Callable[[bytes], Any]] = {"ast.parse": ast.parse}
    if find_spec("libcst") is not None:
        import libcst

        found["LibCST"] = libcst.parse_module
    return found


def measure(folder: Path) -> dict[str, Spent]:
    """What the files of a folder took, by their kind."""
    spent, others = {kind: Spent() for kind in KINDS}, peers()
    for paths in programs(folder):
        looks = [Look(path.read_bytes(), str(path.relative_to(folder))) for path in paths]
        start = time.process_time()
        program = Program((look.python for look in looks), (look.path for look in looks))
        readers = program.joined({look.path: found for look in looks if (found := look.loss_readers())})
        share = (time.process_time() - start) / max(1, len(looks))
        for look in looks:
            start = time.process_time()
            done = look.migrate(options=Options(unsafe=True), loss_readers=readers.get(look.path, ()), program=program)
            took = share + time.process_time() - start
            kind = "notebook" if look.path.endswith(".ipynb") else "changed" if done.changed else "unchanged"
            _add(spent[kind], look.python, took, others)
    return spent


def _add(spent: Spent, python: bytes, took: float, others: dict[str, Callable[[bytes], Any]]) -> None:
    spent.files += 1
    spent.size += len(python)
    spent.seconds["migrate"] = spent.seconds.get("migrate", 0) + took
    try:
        parsed = {who: timed(lambda parse=parse: parse(python)) for who, parse in others.items()}
    except Exception:  # noqa: BLE001 - Python 2 above all; each parser has an error of its own
        return
    spent.parsed += 1
    for who, seconds in parsed.items():
        spent.seconds[who] = spent.seconds.get(who, 0) + seconds


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, record where asked."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--record", action="store_true", help="keep the numbers for the documentation")
    chosen = options.parse_args(arguments)
    if not chosen.folder.is_dir():
        sys.exit(f"{chosen.folder} is no folder; name one that holds Python files, in a folder for each program")
    all_rules()
    record = circumstances("tree-sitter", "tree-sitter-python", "libcst")
    record["rows"] = [spent.row(kind) for kind, spent in measure(chosen.folder).items() if spent.files]
    print(heading(record))
    for row in record["rows"]:
        print(f"{row['kind']:10} {row['files']:5} files {row['kilobytes']:7} kB   ms a file: {row['ms']}")
    if chosen.record:
        write("migrator", record)
    return 0


if __name__ == "__main__":
    sys.exit(main())
