"""The curves of the records as pictures: time and peak memory against rows and classes, ours beside each peer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

ASSETS = Path(__file__).parents[1] / "docs" / "assets"
_COLOURS = {"tfcompat": "#3f51b5", "tf.nn": "#e65100", "Keras": "#00897b", "PyTorch": "#c62828", "Optax": "#6d4c41"}
_NAMES = {"N": "rows N, of 32,000 classes", "K": "classes K, of 1,024 rows"}


def draw(record: dict[str, Any]) -> None:
    """docs/assets/losses.svg: four panels."""
    plt = _pyplot()
    figure, axes = plt.subplots(2, 2, figsize=(9, 6.2), layout="constrained")
    for column, (against, peers) in enumerate(record["curves"].items()):
        for peer, points in peers.items():
            sizes = [point[0 if against == "N" else 1] for point in points]
            axes[0][column].plot(sizes, [point[3] for point in points], **_style(peer))
            axes[1][column].plot(sizes, [max(point[2], 0.1) for point in points], **_style(peer))
        for row, what in enumerate(("time, ms", "peak memory beyond the inputs, MiB")):
            _axes(axes[row][column], _NAMES[against], what)
    axes[0][0].legend(frameon=False)
    figure.suptitle("Sparse softmax cross-entropy in a graph, forward and backward, float32, two threads")
    _save(figure, "losses")


def draw_fused(record: dict[str, Any]) -> None:
    """docs/assets/fused.svg: the peak against the examples."""
    figure, axes = _pyplot().subplots(figsize=(6, 3.6), layout="constrained")
    rows = [point["rows"] for point in record["peaks"]]
    axes.plot(rows, [point["held_mb"] for point in record["peaks"]], **_style("tf.nn", "tf.nn, logits held"))
    computed = [point for point in record["peaks"] if point["held"] == "computed"]
    axes.plot(
        [point["rows"] for point in computed],
        [point["held_mb"] for point in computed],
        **_style("tf.nn", "the same, computed: at least", marker="v", linestyle="", markersize=7),
    )
    axes.plot(rows, [point["ours_mb"] for point in record["peaks"]], **_style("tfcompat", "tfcompat, fused"))
    axes.plot(
        rows,
        [point["inputs_mb"] for point in record["peaks"]],
        color="#757575",
        linestyle=":",
        label="the inputs, N x D",
    )
    _axes(axes, "rows N, of 512 features and 50,000 classes", "peak memory, MB")
    axes.legend(frameon=False)
    _save(figure, "fused")


def _pyplot() -> Any:
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams |= {"svg.hashsalt": "tfcompat", "font.size": 9}
    import matplotlib.pyplot as plt

    return plt


def _style(peer: str, label: str | None = None, **more: Any) -> dict[str, Any]:
    width = 2.2 if peer == "tfcompat" else 1.2
    return {
        "color": _COLOURS[peer],
        "marker": "o",
        "markersize": 3.5,
        "linewidth": width,
        "label": label or peer,
    } | more


def _axes(axes: Any, x: str, y: str) -> None:
    axes.set(xscale="log", yscale="log", xlabel=x, ylabel=y)
    axes.grid(visible=True, which="major", alpha=0.3)


def _save(figure: Any, name: str) -> None:
    figure.savefig(ASSETS / f"{name}.svg", metadata={"Date": None})
    print(f"Drawn in docs/assets/{name}.svg")
