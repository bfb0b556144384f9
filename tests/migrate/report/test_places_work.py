"""What a report asks for each finding, its places and its fix, takes no time that grows with the file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support.alone import migrate_file
from support.work import grows_at_most

from tfcompat.migrate.report._artifact import Artifact

if TYPE_CHECKING:
    from collections.abc import Callable

FOUND = 60
USES = [f"l{i} = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)\n" for i in range(FOUND)]
IMPORT = "import tensorflow as tf\n"


def script(lines: int) -> tuple[str, bytes]:
    return "a.py", "".join([IMPORT, *["x = 1\n"] * lines, *USES]).encode()


def guarded(lines: int) -> tuple[str, bytes]:
    guard = f"try:\n    {IMPORT}except ImportError:\n    raise\n"
    return "a.py", "".join([guard, *["x = 1\n"] * lines, *USES]).encode()


def one_line(lines: int) -> tuple[str, bytes]:
    return "a.py", "".join([IMPORT.strip(), "; ", "x = 1; " * lines, "y = 2\n", *USES]).encode()


def notebook(*cells: str | list[str]) -> tuple[str, bytes]:
    code = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    content = {"cells": [{**code, "source": cell} for cell in cells], "metadata": {}, "nbformat": 4}
    return "a.ipynb", json.dumps(content, ensure_ascii=False).encode()


def of_strings(lines: int) -> tuple[str, bytes]:
    return notebook([IMPORT, *["é = 1\n"] * lines, *USES])


def of_a_string(lines: int) -> tuple[str, bytes]:
    return notebook("".join([IMPORT, *["é = 1\n"] * lines, *USES]))


def of_cells(lines: int) -> tuple[str, bytes]:
    return notebook(IMPORT, *["é = 1\n"] * lines, "".join(USES))


@pytest.mark.parametrize("made", [script, guarded, one_line, of_strings, of_a_string, of_cells])
def test_a_finding_of_a_large_file_takes_no_longer(made):
    def asked(lines: int) -> Callable[[], None]:
        name, raw = made(lines)
        migration = migrate_file(raw, name)
        findings, artifact = migration.findings, Artifact(migration)
        assert len(findings) == FOUND

        def ask() -> None:
            for finding in findings:
                assert artifact.region(finding)
                assert artifact.fix(finding)

        ask()  # what is made once for all findings
        return ask

    assert grows_at_most(8, asked(500), asked(8_000))  # work over the whole file would take 16 times as long
