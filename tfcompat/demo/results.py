"""The results of the demo, and their table in the terminal and on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tfcompat.demo.comparison import problems

if TYPE_CHECKING:
    from tfcompat.demo.comparison import Row
    from tfcompat.demo.curve import Recording
    from tfcompat.demo.digits import Digits
    from tfcompat.demo.runs import Outcome
    from tfcompat.migrate import Migration

HEADINGS = (
    "",
    "final training loss",
    "final test loss",
    "largest difference",
    "as part of the loss",
    "test accuracy",
    "probabilities agree",
    "classes as TF 1.15",
)


@dataclass(frozen=True)
class Results:
    """One run of the demo."""

    original: Outcome
    """The outcome of the shipped script on the installed TensorFlow."""
    migration: Migration
    rows: tuple[Row, ...]
    recording: Recording
    digits: Digits

    @property
    def problems(self) -> tuple[str, ...]:
        """The promises that the demo did not keep."""
        return problems(self.rows)

    @property
    def versions(self) -> dict[str, str]:
        """The versions that the ways to train used."""
        return {name: version for row in self.rows for name, version in row.run.versions.items()}

    @property
    def gap(self) -> float:
        """The largest of all differences, in nats."""
        return max(row.gap for row in self.rows)

    @property
    def table(self) -> list[tuple[str, ...]]:
        """The cells under `HEADINGS`: the recording of TF 1.15, then each way to train."""
        return [self._recorded(), *(self._cells(row) for row in self.rows)]

    def _recorded(self) -> tuple[str, ...]:
        last = self.recording.points[len(self.rows[0].run.points) - 1]
        losses = f"{last.train_loss:.7f}", f"{last.test_loss:.7f}"
        right = np.mean(np.array(self.recording.predicted) == self.digits.test_labels)
        accuracy = f"{right:.4f}" if last is self.recording.points[-1] else "-"
        return ("TF 1.15", *losses, "-", "-", accuracy, "-", "-")

    def _cells(self, row: Row) -> tuple[str, ...]:
        images = len(row.by_logits)
        return (
            row.run.title,
            f"{row.final.train_loss:.7f}",
            f"{row.final.test_loss:.7f}",
            f"{row.gap:.1e} nats" if row.gap else "equal",
            _part(row.share),
            f"{row.accuracy:.4f}",
            f"{row.agreeing} of {images}",
            "-" if row.same_as_tf115 is None else f"{row.same_as_tf115} of {images}",
        )


def _part(share: float) -> str:
    """A ratio as text, such as "1 in 500", to two digits."""
    return f"1 in {float(f'{1 / share:.2g}'):,.0f}" if share else "equal"
