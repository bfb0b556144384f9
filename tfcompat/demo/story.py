"""The steps of the demo."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from tfcompat.demo import digits, migration, original, page, runs, terminal
from tfcompat.demo.comparison import compare
from tfcompat.demo.curve import tf115
from tfcompat.demo.errors import DemoError
from tfcompat.demo.results import Results

if TYPE_CHECKING:
    from pathlib import Path

    from tfcompat.demo.runs import Outcome, Run
    from tfcompat.migrate import Migration

WAYS = {
    "Migrated script": (migration.NAME,),
    "compile and fit": ("-m", "tfcompat.demo.with_compile"),
    "Custom loop": ("-m", "tfcompat.demo.with_loop"),
}


def tell(output: Path, epochs: int | None) -> None:
    """Run and show every step, write the page, and check the promises.

    Raises:
        ValueError: The recording does not have that many epochs.
        DemoError: A step failed, or a promise is not kept; the page is still written if all ways trained.
    """
    recording = tf115()
    epochs = len(recording.points) if epochs is None else epochs
    if not 1 <= epochs <= len(recording.points):
        raise ValueError(f"epochs must be between 1 and the {len(recording.points)} that were recorded, got {epochs}.")
    output = _folder(output)
    before = _run_original(output)
    migrated = _migrate(output)
    trained = _train(output, epochs)
    start = digits.load(epochs)
    rows = tuple(compare(run, recording, start.test_labels) for run in trained)
    results = Results(before, migrated, rows, recording, start)
    _show(results, output / "index.html")
    if results.problems:
        raise DemoError(" ".join(results.problems))


def _folder(output: Path) -> Path:
    try:
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=output):
            return output.resolve()
    except OSError as error:
        raise DemoError(
            f"The demo cannot write into {output}: {error.strerror}. Name a folder with --output."
        ) from None


def _run_original(output: Path) -> Outcome:
    terminal.heading(1, "A training script for TensorFlow 1, run unchanged")
    terminal.say(f"$ python {original.NAME}", "bold")
    with terminal.waiting("starting TensorFlow"):
        outcome = original.run(output)
    terminal.original(outcome)
    return outcome


def _migrate(output: Path) -> Migration:
    terminal.heading(2, "Migrated")
    terminal.say(f"$ tfcompat migrate --write {migration.NAME}", "bold")
    migrated = migration.migrate(output)
    terminal.diff(migrated)
    return migrated


def _train(output: Path, epochs: int) -> list[Run]:
    terminal.heading(3, "Trained again: the migrated script, then Keras, then a custom loop")
    with terminal.training(epochs) as bar:
        return [
            runs.train(title, program, output / f"{title.lower().replace(' ', '_')}.npz", epochs, bar(title))
            for title, program in WAYS.items()
        ]


def _show(results: Results, path: Path) -> None:
    terminal.heading(4, "Compared with what TensorFlow 1.15 printed for the same script")
    terminal.table(results)
    path.write_text(page.render(results), encoding="utf-8")
    terminal.verdict(results, path)
