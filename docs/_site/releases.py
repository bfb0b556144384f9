"""The generated tables of supported releases, from what ``make matrix`` recorded."""

from __future__ import annotations

from typing import Any

from cells import markdown_table, recorded


def matrix() -> str:
    """The combinations of releases that the whole run-time suite passed on."""
    head = ["", "Python", "TensorFlow", "Keras", "NumPy", "Tests with Keras 3", "tf_keras", "Tests with tf_keras"]
    return markdown_table(head, [_runtime_row(name, row) for name, row in recorded("matrix")["runtime"].items()]) + "\n"


def matrix_of_the_migrator() -> str:
    """The Pythons that the tests of the migrator, the checker and the command line passed on, without TensorFlow."""
    rows = [
        [
            row["versions"]["python"],
            row["versions"]["tree-sitter"],
            row["versions"]["click"],
            _count(row["outcomes"]["alone"]),
        ]
        for row in recorded("matrix")["migrator"].values()
    ]
    return markdown_table(["Python", "tree-sitter", "click", "Tests"], rows) + "\n"


def _runtime_row(name: str, row: dict[str, Any]) -> list[str]:
    versions, outcomes = row["versions"], row["outcomes"]
    shown = [versions[key] for key in ("python", "tensorflow-cpu", "keras", "numpy")]
    return [name, *shown, _count(outcomes["keras"]), versions["tf_keras"], _count(outcomes["tf_keras"])]


def _count(outcome: dict[str, int]) -> str:
    failed = f", **{outcome['failed']:,} failed**" if outcome["failed"] else ""
    return f"{outcome['passed']:,} passed{failed}, {outcome['skipped']:,} skipped"
