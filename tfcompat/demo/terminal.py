"""The demo in the terminal."""

from __future__ import annotations

import difflib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.padding import Padding
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from tfcompat.demo import original as origin
from tfcompat.demo.comparison import ACCURACY, TOLERANCE
from tfcompat.demo.results import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tfcompat.demo.curve import Point
    from tfcompat.demo.results import Results
    from tfcompat.demo.runs import Outcome
    from tfcompat.migrate import Migration

console: Console = Console(highlight=False)
_DIFF_STYLES = {"-": "red", "+": "green", "@": "cyan"}


def _tick() -> str:
    """A tick, if the terminal's encoding has one."""
    return "+" if console.options.ascii_only else "✓"


def heading(number: int, title: str) -> None:
    """Open a step of the demo."""
    console.print()
    console.rule(Text(f"{number}  {title}", "bold"), align="left", style="dim")


def say(text: str, style: str = "") -> None:
    """Print a sentence without interpreting markup in it."""
    console.print(Text(text, style), soft_wrap=not console.is_terminal)


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Show a spinner while something runs silently."""
    with console.status(Text(what)):
        yield


def original(outcome: Outcome) -> None:
    """Show how the shipped script ended."""
    where = origin.where(outcome)
    quoted = [Text(where, "dim")] if where else []
    console.print(Panel(Group(*quoted, Text(outcome.error, "bold red")), border_style="red", expand=False))
    say(origin.WHY)


def diff(migration: Migration) -> None:
    """Show the diff and the findings of the migrator."""
    before, after = (text.decode().splitlines() for text in (migration.before, migration.after))
    lines = difflib.unified_diff(before, after, migration.path, migration.path, n=1, lineterm="")
    for line in lines:
        console.print(Text(line, _DIFF_STYLES.get(line[0], "")), soft_wrap=True)
    console.print()
    for finding in migration.findings:
        say(f"line {finding.line}  {finding.code} {finding.applicability}  {finding.message}", "dim")


@contextmanager
def training(epochs: int) -> Iterator[Callable[[str], Callable[[Point], None]]]:
    """Show a bar per way to train, one after the other: a title makes the bar, and each point moves it."""
    columns = (
        SpinnerColumn("line" if console.options.ascii_only else "dots", finished_text=f"[green]{_tick()}"),
        TextColumn("{task.description:15}"),
        BarColumn(24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[loss]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:

        def bar(title: str) -> Callable[[Point], None]:
            task = progress.add_task(title, total=epochs, loss="starting TensorFlow")
            return lambda point: progress.update(
                task, completed=point.epoch, loss=f"training loss {point.train_loss:.4f}"
            )

        yield bar


def table(results: Results) -> None:
    """Show the numbers, with one column per way to train, so that they fit in 80 characters."""
    columns = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    columns.add_column("")
    for title, *_ in results.table:
        columns.add_column(title, justify="right")
    for heading_, *cells in zip(HEADINGS[1:], *(cells for _, *cells in results.table), strict=True):
        columns.add_row(heading_, *cells)
    console.print(Padding(columns, (1, 0)))


def verdict(results: Results, page: Path) -> None:
    """Show whether the demo keeps its promises, then what the programs warned about, and the path of the page."""
    if not results.problems:
        say(
            f"{_tick()} All {len(results.rows)} curves follow TF 1.15's within {results.gap:.1e} nats "
            f"({TOLERANCE:g} allowed), test accuracy is above {ACCURACY}, and logits and probabilities give the "
            "same classes.",
            "bold green",
        )
    for row in results.rows:
        for note in row.run.notes:
            say(note, "yellow")
    console.print()
    say(f"For the diff, the curves and how they were measured, open {page}")
