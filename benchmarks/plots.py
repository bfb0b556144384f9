"""The curves of the records as pictures, for light and for dark pages: time and memory against rows and classes.

    python benchmarks/plots.py

draws the pictures of the stored records.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
ASSETS = Path(__file__).parents[1] / "docs" / "assets"
_PEERS = ("tfcompat", "tf.nn", "Keras", "PyTorch", "Optax")
# Text, then the peers.
_SCHEMES = {
    "light": ("#1f2430", "#3f51b5", "#e65100", "#00897b", "#c62828", "#6d4c41"),
    "dark": ("#e6e8ee", "#9fa8da", "#ffb74d", "#4db6ac", "#ef9a9a", "#bcaaa4"),
}
_NAMES = {"N": "rows N, of 32,000 classes", "K": "classes K, of 1,024 rows"}


def draw(record: dict[str, Any]) -> None:
    """Draw docs/assets/losses-light.svg and losses-dark.svg: four panels."""
    for scheme in _SCHEMES:
        _draw_losses(record, scheme)


def draw_fused(record: dict[str, Any]) -> None:
    """Draw docs/assets/fused-light.svg and fused-dark.svg: the peak against the examples."""
    for scheme in _SCHEMES:
        _draw_fused(record, scheme)


def _draw_losses(record: dict[str, Any], scheme: str) -> None:
    plt = _pyplot(scheme)
    figure, axes = plt.subplots(2, 2, figsize=(9, 6.2), layout="constrained")
    for column, (against, peers) in enumerate(record["curves"].items()):
        for peer, points in peers.items():
            sizes = [point[0 if against == "N" else 1] for point in points]
            axes[0][column].plot(sizes, [point[3] for point in points], **_style(scheme, peer))
            axes[1][column].plot(sizes, [max(point[2], 0.1) for point in points], **_style(scheme, peer))
        for row, what in enumerate(("time, ms", "peak memory beyond the inputs, MiB")):
            _axes(axes[row][column], _NAMES[against], what)
    axes[0][0].legend(frameon=False)
    figure.suptitle("Sparse softmax cross-entropy in a graph, forward and backward, float32, two threads")
    _save(figure, f"losses-{scheme}")


def _draw_fused(record: dict[str, Any], scheme: str) -> None:
    figure, axes = _pyplot(scheme).subplots(figsize=(6, 3.6), layout="constrained")
    rows = [point["rows"] for point in record["peaks"]]
    axes.plot(rows, [point["held_mb"] for point in record["peaks"]], **_style(scheme, "tf.nn", "tf.nn, logits held"))
    computed = [point for point in record["peaks"] if point["held"] == "computed"]
    axes.plot(
        [point["rows"] for point in computed],
        [point["held_mb"] for point in computed],
        **_style(scheme, "tf.nn", "the same, computed: at least", marker="v", linestyle="", markersize=7),
    )
    axes.plot(rows, [point["ours_mb"] for point in record["peaks"]], **_style(scheme, "tfcompat", "tfcompat, fused"))
    axes.plot(
        rows,
        [point["inputs_mb"] for point in record["peaks"]],
        color="#8a8f99",
        linestyle=":",
        label="the inputs, N x D",
    )
    _axes(axes, "rows N, of 512 features and 50,000 classes", "peak memory, MB")
    axes.legend(frameon=False)
    _save(figure, f"fused-{scheme}")


def _pyplot(scheme: str) -> Any:
    import matplotlib as mpl

    mpl.use("Agg")
    text = _SCHEMES[scheme][0]
    mpl.rcParams |= {"svg.hashsalt": "tfcompat", "font.size": 9, "text.color": text}
    mpl.rcParams |= dict.fromkeys(("axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"), text)
    import matplotlib.pyplot as plt

    return plt


def _style(scheme: str, peer: str, label: str | None = None, **more: Any) -> dict[str, Any]:
    width = 2.2 if peer == "tfcompat" else 1.2
    return {
        "color": _SCHEMES[scheme][1 + _PEERS.index(peer)],
        "marker": "o",
        "markersize": 3.5,
        "linewidth": width,
        "label": label or peer,
    } | more


def _axes(axes: Any, x: str, y: str) -> None:
    axes.set(xscale="log", yscale="log", xlabel=x, ylabel=y)
    axes.grid(visible=True, which="major", alpha=0.3)


def _save(figure: Any, name: str) -> None:
    figure.savefig(ASSETS / f"{name}.svg", transparent=True, metadata={"Date": None})
    print(f"Drawn in docs/assets/{name}.svg")


if __name__ == "__main__":
    draw(json.loads((RESULTS / "losses.json").read_text(encoding="utf-8")))
    draw_fused(json.loads((RESULTS / "fused.json").read_text(encoding="utf-8")))
