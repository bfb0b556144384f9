"""The loss curves as inline SVG, in colours that the page sets."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from tfcompat.demo.comparison import TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tfcompat.demo.comparison import Row
    from tfcompat.demo.curve import Recording

# matplotlib needs literal colours; the page replaces these by its own, which differ between light and dark mode.
_CSS = {
    "#000001": "currentColor",
    "#000002": "var(--grid)",
    "#000003": "var(--tf115)",
    "#000010": "var(--way-0)",
    "#000011": "var(--way-1)",
    "#000012": "var(--way-2)",
}
_TEXT, _GRID, _TF115, *_WAYS = _CSS
_MARKERS = "o", "s", "^"
_EQUAL = 2e-10  # where a difference of exactly 0 is drawn on a logarithmic axis
_STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "tfcompat",
    "font.family": "sans-serif",
    "font.size": 10,
    "text.color": _TEXT,
    "axes.edgecolor": _GRID,
    "axes.labelcolor": _TEXT,
    "xtick.color": _TEXT,
    "ytick.color": _TEXT,
    "grid.color": _GRID,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
}


def curves(rows: Sequence[Row], recording: Recording) -> str:
    """Training and test loss on top of TF 1.15's, and below them their distance from TF 1.15's."""
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(11, 6.6), layout="constrained")
        above, below = figure.subplots(2, 2, sharex=True, sharey="row", height_ratios=(5, 4))
        for column, (name, loss) in enumerate((("Training", "train_loss"), ("Test", "test_loss"))):
            _losses(above[column], name, loss, rows, recording)
            _differences(below[column], loss, rows, recording)
        above[0].set_ylabel("loss (nats, log scale)")
        above[0].legend(loc="upper right")
        below[0].set_ylabel("distance from TF 1.15\n(nats, log scale)")
        under_the_limit = {"bbox_to_anchor": (0, TOLERANCE), "bbox_transform": below[0].get_yaxis_transform()}
        below[0].legend(handles=_references(), loc="upper left", ncols=2, **under_the_limit)
        return _inline(figure)


def _losses(axes: Any, name: str, loss: str, rows: Sequence[Row], recording: Recording) -> None:
    """One curve per way, over a wide band for TF 1.15; every third epoch is marked, shifted for each way."""
    theirs = _series(recording.points, loss)
    axes.plot(*theirs, color=_TF115, linewidth=7, solid_capstyle="round", label="TF 1.15, recorded")
    for way, row in enumerate(rows):
        style: dict[str, Any] = {"color": _WAYS[way], "marker": _MARKERS[way], "markevery": (way, len(rows))}
        axes.plot(*_series(row.run.points, loss), linewidth=1, markersize=5.5, label=row.run.title, **style)
    axes.set_title(f"{name} loss", loc="left", fontweight="bold")
    axes.set_yscale("log")
    ticks = (0.03, 0.1, 0.3, 1, 3)
    axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()


def _differences(axes: Any, loss: str, rows: Sequence[Row], recording: Recording) -> None:
    """One mark per epoch and way, with lines for the allowed distance and for one rounding."""
    epochs, theirs = _series(recording.points, loss)
    axes.axhline(TOLERANCE, color=_TEXT, linestyle="--", linewidth=1)
    axes.step(epochs, np.spacing(np.float32(theirs)), where="mid", color=_TF115, linewidth=3)
    for way, row in enumerate(rows):
        ours = _series(row.run.points, loss)[1]
        gaps = np.abs(ours - theirs[: len(ours)])
        beside = epochs[: len(ours)] + 0.22 * (way - (len(rows) - 1) / 2)
        axes.plot(
            beside, np.where(gaps == 0, _EQUAL, gaps), color=_WAYS[way], marker=_MARKERS[way], markersize=4, linewidth=0
        )
    axes.set_yscale("log")
    ticks = (_EQUAL, *(10.0**power for power in range(-9, 1)))
    axes.set_yticks(ticks, ["equal", *(f"{tick:g}" for tick in ticks[1:])])
    axes.set_ylim(_EQUAL / 2.5, 4 * max(TOLERANCE, *(row.gap for row in rows if np.isfinite(row.gap)), 0))
    axes.minorticks_off()
    axes.set_xlabel("epoch")


def _references() -> tuple[Line2D, Line2D]:
    return (
        Line2D([], [], color=_TEXT, linestyle="--", linewidth=1, label=f"allowed: {TOLERANCE:g}"),
        Line2D([], [], color=_TF115, linewidth=3, label="one float32 rounding of the loss"),
    )


def _series(points: Sequence[Any], loss: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return np.array([point.epoch for point in points], float), np.array([getattr(point, loss) for point in points])


def _inline(figure: Figure) -> str:
    """The figure as an element of the page: no XML prologue, no metadata, full width."""
    written = io.StringIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    figure.savefig(written, format="svg", transparent=True, metadata=nothing)
    svg = written.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg))
    for literal, css in _CSS.items():
        svg = svg.replace(literal, css)
    return svg
