"""Long lines of a diff on a terminal: what changes is shown, and how much is left out."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tfcompat.migrate.report.fold import folded

LONG = "a" * 5000


def test_short_lines_stay():
    lines = ["--- a/a.py", "-x", "+y", " " + "z" * 1999, ""]
    assert list(folded(lines)) == lines


def test_what_changes_in_a_long_line_is_shown_with_what_is_around_it():
    before, after = [f" {n}," for n in range(1000)], [f" {n}," for n in range(1000)]
    after[300], after[700] = " new, and longer,", f" {LONG},"
    old, new = folded(["-" + "".join(before), "+" + "".join(after)])
    assert old == (
        "-[... 1,375 characters ...] 297, 298, 299, 300, 301, 302, 303,"
        "[... 1,965 characters ...] 697, 698, 699, 700, 701, 702, 703,[... 1,480 characters ...]"
    )
    ends = "a" * 149
    assert new == (
        "+[... 1,375 characters ...] 297, 298, 299, new, and longer, 301, 302, 303,"
        f"[... 1,965 characters ...] 697, 698, 699, {ends}[... 4,702 characters ...]{ends}, 701, 702, 703,"
        "[... 1,480 characters ...]"
    )


@pytest.mark.parametrize("lines", [["-" + LONG], [" " + LONG], ["+" + LONG, "-" + LONG], ["@" + LONG, "+" + LONG]])
def test_a_long_line_without_another_shows_its_ends(lines):
    for line, shown in zip(lines, folded(lines), strict=True):
        assert shown == f"{line[0]}{'a' * 150}[... 4,700 characters ...]{'a' * 150}"


def test_a_long_line_that_comes_or_goes_beside_a_short_one_is_folded_alone():
    assert list(folded(["-x", "+" + LONG]))[1] == f"+{'a' * 150}[... 4,700 characters ...]{'a' * 150}"


def test_a_notebook_on_one_line_does_not_fill_the_terminal_and_its_diff_still_applies(tmp_path):
    pty = pytest.importorskip("pty", reason="a terminal is a Unix thing")
    sources = ["import tensorflow.compat.v1 as tf", "y = 1", "x = tf.layers.dense(x, 1)"]
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [{"data": "b" * 30_000}], "source": s} for s in sources]
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4})
    (tmp_path / "a.ipynb").write_text(text)
    command = [sys.executable, "-c", "from tfcompat.cli import main; main()", "migrate", "a.ipynb"]
    inner, outer = pty.openpty()
    subprocess.run(command, stdout=outer, stderr=subprocess.DEVNULL, cwd=tmp_path, check=False)
    os.close(outer)
    shown = os.read(inner, 100_000)
    os.close(inner)
    assert len(shown) < 5000
    assert b"import tfcompat" in shown
    piped = subprocess.run(command, capture_output=True, cwd=tmp_path, check=False).stdout
    assert len(piped) > 2 * len(text)
