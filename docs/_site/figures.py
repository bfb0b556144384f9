"""Draw the pictures of the concept pages, for light and for dark pages.

    python docs/_site/figures.py

The curves are computed by Keras and tfcompat, not by formulas written here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

ASSETS = Path(__file__).parents[1] / "assets"
SCHEMES = {"light": ("#1f2430", "#3949ab", "#d84315", "#607d8b"), "dark": ("#e6e8ee", "#9fa8da", "#ff8a65", "#90a4ae")}
LABELS = ("from logits", "sigmoid first, then the loss", "logits given to a loss on probabilities")


def curves(logits: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Compute loss and gradient of one unit with label 1, for each of `LABELS`."""
    import keras
    import tensorflow as tf

    import tfcompat

    of_probabilities = tf.function(lambda p: keras.losses.binary_crossentropy(tf.ones_like(p), p))
    ways: list[Callable[[Any], Any]] = [
        lambda z: tfcompat.sigmoid_cross_entropy(tf.ones_like(z), z)[:, 0],
        lambda z: of_probabilities(tf.sigmoid(z)),
        lambda z: keras.losses.binary_crossentropy(tf.ones_like(z), z),
    ]
    found = []
    for way in ways:
        z = tf.constant(logits[:, np.newaxis], tf.float32)
        with tf.GradientTape() as tape:
            tape.watch(z)
            loss = way(z)
        found.append((loss.numpy(), tape.gradient(loss, z).numpy()[:, 0]))
    return found


def draw(scheme: str) -> Path:
    """Draw loss and gradient against the logit for one colour scheme."""
    import matplotlib as mpl

    mpl.use("Agg")
    text, *colours = SCHEMES[scheme]
    mpl.rcParams |= {"svg.hashsalt": "tfcompat", "svg.fonttype": "path", "font.size": 10, "text.color": text}
    mpl.rcParams |= dict.fromkeys(("axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"), text)
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    logits = np.linspace(-25, 8, 661)
    for (loss, gradient), label, colour, line in zip(curves(logits), LABELS, colours, ("-", "--", ":"), strict=True):
        for axes, values in zip(panels, (loss, gradient), strict=True):
            axes.plot(logits, values, line, color=colour, linewidth=2.2, label=label)
    panels[0].set(xlabel="logit of the right answer", ylabel="loss, in nats", ylim=(-1, 26))
    panels[1].set(xlabel="logit of the right answer", ylabel="gradient to the logit", ylim=(-1.25, 0.15))
    panels[0].legend(frameon=False, fontsize=9)
    for axes in panels:
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(alpha=0.25)
    path = ASSETS / f"logits-{scheme}.svg"
    figure.savefig(path, transparent=True, metadata={"Date": None})
    plt.close(figure)
    return path


if __name__ == "__main__":
    for each in SCHEMES:
        print(f"Drawn: {draw(each).relative_to(ASSETS.parents[1])}")
