"""The generated parts of the page on reliability."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cells import ROOT, markdown_table, recorded, taken

if TYPE_CHECKING:
    from typing import Any


def fuzz() -> str:
    """What ``benchmarks/fuzz.py`` tried, by family."""
    record = recorded("fuzz")
    rows = [
        [row["family"], *(f"{row[name]:,}" for name in ("tried", "changed", "refused", "broken", "slowest"))]
        for row in record["rows"]
    ]
    table = markdown_table(["Family", "Programs", "Changed", "Not analysed", "Broken promises", "Slowest, ms"], rows)
    told = f"{record['seconds']:g} seconds, seed {record['seed']}; at most {record['memory_mb']:,} MB of memory."
    return f"{told} {taken(record)}\n\n{table}\n"


def matrix() -> str:
    """The combinations of releases that the whole run-time suite passed on."""
    head = [
        "",
        "Python",
        "TensorFlow",
        "Keras",
        "NumPy",
        "Cases",
        "Tests with Keras 3",
        "tf_keras",
        "Tests with tf_keras",
    ]
    return markdown_table(head, [_runtime_row(name, row) for name, row in _matrix()["runtime"].items()]) + "\n"


def matrix_of_the_migrator() -> str:
    """The Pythons that the tests of the migrator, the checker and the command line passed on, without TensorFlow."""
    rows = [
        [
            row["versions"]["python"],
            row["versions"]["tree-sitter"],
            row["versions"]["click"],
            _cases(row),
            _count(row["outcomes"]["alone"]),
        ]
        for row in _matrix()["migrator"].values()
    ]
    return markdown_table(["Python", "tree-sitter", "click", "Cases", "Tests"], rows) + "\n"


def _runtime_row(name: str, row: dict[str, Any]) -> list[str]:
    versions, outcomes = row["versions"], row["outcomes"]
    shown = [versions[key] for key in ("python", "tensorflow-cpu", "keras", "numpy")]
    return [name, *shown, _cases(row), _count(outcomes["keras"]), versions["tf-keras"], _count(outcomes["tf_keras"])]


def _matrix() -> dict[str, Any]:
    record: dict[str, Any] = json.loads((ROOT / ".ci" / "matrix.json").read_text(encoding="utf-8"))
    return record


def _cases(row: dict[str, Any]) -> str:
    """Of a test with many cases, which were run."""
    return "all" if row["every"] == 1 else f"1 in {row['every']}"


def _count(outcome: dict[str, int]) -> str:
    failed = f", **{outcome['failed']:,} failed**" if outcome["failed"] else ""
    return f"{outcome['passed']:,} passed{failed}, {outcome['skipped']:,} skipped"
