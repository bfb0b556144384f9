"""Lines that were aligned with a bracket stay aligned when an edit moves it."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

HEAD = "import tensorflow as tf\nimport tfcompat\n"
OLD, NEW = "tf.nn.sigmoid_cross_entropy_with_logits(", "tfcompat.sigmoid_cross_entropy("


def call(name: str, *parts: str, before: str = "x = ") -> str:
    """A call with each part on a line, ``|`` standing for the column behind the bracket."""
    column = " " * len(before + name)
    return before + name + "".join(parts).replace("|", column)


def after(source: str) -> str:
    return migrate_source((HEAD + source).encode()).after.decode().removeprefix(HEAD)


@pytest.mark.parametrize("before", ["x = ", "    x = tf.reduce_mean(", "é = "])
@pytest.mark.parametrize(
    "parts",
    [
        ("labels=y,\n", "|logits=z)\n"),
        ("labels=y,\n", "|logits=f(z,\n", "|         b))\n"),
        ("labels=y,  # the labels (\n", "|# and\n", "|logits=z)\n"),
        ("labels=[y,\n", "|        b], logits=z)\n"),
    ],
)
def test_aligned_lines_move_with_their_bracket(before, parts):
    around = "def f():\n" if before.startswith(" ") else ""
    end = ")\n" if "reduce_mean" in before else ""
    old, new = (call(name, *parts, before=before).rstrip("\n") + (end or "\n") for name in (OLD, NEW))
    assert after(around + old) == around + new


def test_a_bracket_in_an_argument_moves_by_all_that_stands_before_it():
    old = call(OLD, "labels=f(y,\n", "|         b),\n", "|logits=z)\n")
    new = call(NEW, "labels=f(y,\n", "|         b),\n", "|logits=z)\n")
    assert after(old) == new
    stopped = (
        "tf.Session()\nx = tf.nn.softmax_cross_entropy_with_logits(\n    labels=f(y,\n             b),\n    logits=z)\n"
    )
    assert "    labels=tf.stop_gradient(f(y,\n                              b)),\n    logits=z)\n" in after(stopped)


@pytest.mark.parametrize(
    "rest",
    [
        "\n    labels=y,\n    logits=z)\n",
        "  # why\n    labels=y,\n    logits=z)\n",
        "labels=y,\n    logits=z)\n",
        "labels=y,\n\t\t\t\t\t\t\t\t\t\t\tlogits=z)\n",
        "labels=f('''a\n                                                       b'''), logits=z)\n",
        "labels=y, logits=z\n)\n",
    ],
)
def test_lines_that_follow_no_bracket_stay(rest):
    assert after(f"x = {OLD}{rest}") == f"x = {NEW}{rest}"


def test_other_statements_and_blocks_stay():
    rest = "    y = f(1,\n          2)\n"
    assert after(f"if {OLD}labels=y, logits=z):\n{rest}") == f"if {NEW}labels=y, logits=z):\n{rest}"


def test_a_second_run_changes_nothing():
    once = after(call(OLD, "labels=y,\n", "|logits=z)\n"))
    assert after(once) == once
