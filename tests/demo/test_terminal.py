"""The terminal shows the same numbers, in 80 columns, and no markup of what it quotes."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from tfcompat._symbols import SYMBOLS
from tfcompat.demo import terminal
from tfcompat.demo.curve import Point
from tfcompat.demo.results import HEADINGS
from tfcompat.demo.runs import Outcome
from tfcompat.legacy._build import deprecation


@pytest.fixture
def shown(monkeypatch):
    console = Console(width=80, record=True, highlight=False)
    monkeypatch.setattr(terminal, "console", console)
    return console.export_text


def test_every_line_of_the_table_stands_on_one_line(shown, make_results):
    terminal.table(make_results())
    first_words = [line.split("  ")[0].rstrip() for line in shown().splitlines() if line.strip()]
    assert tuple(first_words) == HEADINGS


def test_the_diff_shows_both_sides_and_every_finding(shown, make_results):
    terminal.diff(make_results().migration)
    text = shown()
    assert "-    conv1 = tf.layers.conv2d(\n+    conv1 = tfcompat.legacy.layers.conv2d(\n" in text
    assert text.count("TFC110 safe") == 1
    assert text.count("TFC103 safe") == 8
    assert text.count("TFC101 safe") == text.count("TFC102 safe") == 1


def test_what_is_quoted_is_no_markup(shown):
    terminal.original(Outcome(1, (), "ValueError: [red]not a colour[/red]"))
    assert "[red]not a colour[/red]" in shown()


def test_a_bar_is_full_when_the_last_epoch_is_reached(shown):
    with terminal.training(2) as bar:
        on_point = bar("The program")
        on_point(Point(1, 0.5, 0.5))
        on_point(Point(2, 0.25, 0.5))
    assert "✓ The program" in shown(clear=False)
    assert "2/2 training loss 0.2500" in shown()


def test_warnings_are_shown_below_the_verdict_and_those_of_shims_as_one(shown, make_results, make_run):
    rows = [SYMBOLS[path] for path in ("layers.conv2d", "layers.dense")]
    warnings = [f"DeprecationWarning: {deprecation(row)}" for row in rows]
    terminal.verdict(make_results(make_run(warnings=[*warnings, "UserWarning: mind the step"])), Path("page.html"))
    verdict, shims, other, _, _ = shown().splitlines()
    assert verdict.startswith("✓")
    assert shims.startswith(
        "Migrated script uses 2 shims, which will be removed in tfcompat 2.0: tf.layers.conv2d, tf."
    )
    assert shims.endswith("Run `tfcompat explain tf.layers.conv2d` for the replacement.")
    assert other == "Migrated script warned: UserWarning: mind the step"


def test_the_verdict_is_given_only_where_it_is_true(shown, make_results, make_run, recording):
    terminal.verdict(make_results(), Path("page.html"))
    assert "✓ All 3 curves follow TF 1.15's" in shown()
    far = [point._replace(test_loss=9.0) for point in recording.points]
    terminal.verdict(make_results(make_run(points=far)), Path("page.html"))
    text = shown()
    assert "✓" not in text
    assert "page.html" in text, "the page is worth a look then, too"


def test_a_terminal_without_ticks_gets_none(monkeypatch, make_results):
    written = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(terminal, "console", Console(file=written, width=80))
    results = make_results()
    terminal.heading(1, "Begin")
    terminal.original(results.original)
    terminal.diff(results.migration)
    with terminal.training(1) as bar:
        bar("The program")(Point(1, 0.5, 0.5))
    terminal.table(results)
    terminal.verdict(results, Path("page.html"))
    written.flush()
    assert b"+ All 3 curves follow TF 1.15's" in written.buffer.getvalue()
