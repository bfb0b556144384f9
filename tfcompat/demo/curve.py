"""Loss curves: the line that every way to train prints after an epoch, and the curve that TF 1.15 printed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import NamedTuple

_LINE = re.compile(r"epoch (\d+) train_loss (\S+) test_loss (\S+)")
TF115_FILE = "tf115_curve.json"


class Point(NamedTuple):
    """The losses of one epoch, in nats."""

    epoch: int
    train_loss: float
    """Mean over the epoch's batches, each computed before its step."""
    test_loss: float
    """Mean over the test set, after the epoch's last step."""

    def line(self) -> str:
        """The line with these numbers, with every digit."""
        return f"epoch {self.epoch} train_loss {self.train_loss!r} test_loss {self.test_loss!r}"

    @classmethod
    def parse(cls, line: str) -> Point | None:
        """The point in a printed line, or None if it is another line."""
        match = _LINE.fullmatch(line.strip())
        return match and cls(int(match[1]), float(match[2]), float(match[3]))


@dataclass(frozen=True)
class Recording:
    """What the real TensorFlow 1.15 printed for the shipped script."""

    versions: dict[str, str]
    script_sha256: str
    points: tuple[Point, ...]
    predicted: tuple[int, ...]
    """The class it predicted for each test image after the last epoch."""


def tf115() -> Recording:
    """The shipped recording; ``record_tf115`` wrote it."""
    data = json.loads(files("tfcompat.demo").joinpath(TF115_FILE).read_text(encoding="utf-8"))
    losses = zip(data["train_loss"], data["test_loss"], strict=True)
    points = tuple(Point(epoch, *pair) for epoch, pair in enumerate(losses, start=1))
    return Recording(data["versions"], data["script_sha256"], points, tuple(data["predicted"]))
