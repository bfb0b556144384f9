"""The demo as one self-contained page: it loads nothing, and follows the light or dark mode of the browser."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from jinja2 import Environment, PackageLoader, StrictUndefined

from tfcompat.demo import comparison, digits, highlight, original, plot
from tfcompat.demo.results import HEADINGS
from tfcompat.migrate.report.colours import stylesheet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tfcompat.demo.results import Results

_RIGHT, _WRONG = 8, 8  # how many digits to draw
_SOURCES = "with_compile.py", "with_loop.py", "program.py"


class Drawing(NamedTuple):
    """A test image with its prediction."""

    pixels: tuple[tuple[int, int, float], ...]
    """Column, row and darkness of each non-white pixel."""
    label: int
    predicted: int
    probability: float

    @property
    def right(self) -> bool:
        """Whether the prediction is the label."""
        return self.predicted == self.label


def render(results: Results) -> str:
    """The page."""
    environment = Environment(
        loader=PackageLoader("tfcompat.demo"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja").render(
        results=results,
        headings=HEADINGS,
        why=original.WHY,
        where=original.where(results.original),
        script=original.NAME,
        diff=tuple(highlight.diff(results.migration.before.decode(), results.migration.after.decode())),
        curves=plot.curves(results.rows, results.recording),
        drawings=_drawings(results),
        misread=int(np.sum(results.rows[0].by_logits != results.digits.test_labels)),
        sources={name: highlight.python(_source(name)) for name in _SOURCES},
        token_colours=stylesheet(".code"),
        tolerance=f"{comparison.TOLERANCE:g}",
        accuracy=comparison.ACCURACY,
        data=digits,
    )


def _source(name: str) -> str:
    return files("tfcompat.demo").joinpath(name).read_text(encoding="utf-8")


def _drawings(results: Results) -> list[Drawing]:
    """The first digits that the model of the migrated script gets right, and the first that it gets wrong."""
    row, labels = results.rows[0], results.digits.test_labels
    right, wrong = np.flatnonzero(row.by_logits == labels), np.flatnonzero(row.by_logits != labels)
    return [_drawing(results, int(image)) for image in (*right[:_RIGHT], *wrong[:_WRONG])]


def _drawing(results: Results, image: int) -> Drawing:
    row, data = results.rows[0], results.digits
    predicted = int(row.by_logits[image])
    probability = float(comparison.softmax(row.run.logits)[image, predicted])
    return Drawing(_pixels(data.test_images[image]), int(data.test_labels[image]), predicted, probability)


def _pixels(image: NDArray[np.float32]) -> tuple[tuple[int, int, float], ...]:
    side = round(len(image) ** 0.5)
    return tuple((i % side, i // side, round(float(ink), 2)) for i, ink in enumerate(image) if ink)
