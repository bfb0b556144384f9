"""How closely each way to train follows TF 1.15, and whether that is close enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from tfcompat.demo.curve import Point, Recording
    from tfcompat.demo.runs import Run

# In nats. Initial weights one rounding away move the curves by 2e-7; a learning rate 1 in 500 away, by 2e-2.
TOLERANCE = 1e-5
ACCURACY = 0.95


@dataclass(frozen=True)
class Row:
    """One way to train, compared with TF 1.15."""

    run: Run
    gap: float
    """Largest difference from a loss that TF 1.15 printed, in nats."""
    share: float
    """Largest difference, relative to the loss of TF 1.15."""
    accuracy: float
    """Share of the test set whose class is predicted correctly."""
    by_logits: NDArray[np.int64]
    """The class of each test image by argmax of the logits."""
    by_probabilities: NDArray[np.int64]
    """The class of each test image by argmax of their softmax."""
    same_as_tf115: int | None
    """Test images with the same prediction as TF 1.15; None if training stopped earlier than the recording."""

    @property
    def final(self) -> Point:
        """The last epoch."""
        return self.run.points[-1]

    @property
    def agreeing(self) -> int:
        """Test images whose class by logits is the class by probabilities."""
        return int(np.sum(self.by_logits == self.by_probabilities))


def compare(run: Run, recording: Recording, labels: NDArray[np.int32]) -> Row:
    """Measure a run against the recording, over as many epochs as it trained."""
    ours, theirs = _losses(run.points), _losses(recording.points[: len(run.points)])
    gaps = np.abs(ours - theirs)
    by_logits = run.logits.argmax(axis=-1)
    whole = len(run.points) == len(recording.points)
    return Row(
        run=run,
        gap=float(gaps.max()),
        share=float((gaps / theirs).max()),
        accuracy=float(np.mean(by_logits == labels)),
        by_logits=by_logits,
        by_probabilities=softmax(run.logits).argmax(axis=-1),
        same_as_tf115=int(np.sum(by_logits == np.array(recording.predicted))) if whole else None,
    )


def problems(rows: Sequence[Row]) -> tuple[str, ...]:
    """One sentence for each promise of the demo that these rows do not keep; NaN keeps none."""
    return tuple(problem for row in rows for problem in _problems(row))


def _problems(row: Row) -> Iterator[str]:
    title, images = row.run.title, len(row.by_logits)
    if not row.gap <= TOLERANCE:
        yield f"{title}: a loss is {row.gap:.1e} nats from the one that TF 1.15 printed; {TOLERANCE:.0e} is allowed."
    if not row.accuracy > ACCURACY:
        yield f"{title}: the test accuracy is {row.accuracy:.4f}, and it must be above {ACCURACY}."
    if row.agreeing != images:
        yield f"{title}: argmax of logits and of probabilities agree for {row.agreeing} of {images} images; all should."


def _losses(points: Sequence[Point]) -> NDArray[np.float64]:
    return np.array([(point.train_loss, point.test_loss) for point in points])


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """The probabilities of the classes."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    probabilities: NDArray[np.float32] = powers / powers.sum(axis=-1, keepdims=True)
    return probabilities
