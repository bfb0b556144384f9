"""How far each loss is from the truth: the worst error of value and gradient, beside tf.nn, against mpmath.

    python benchmarks/accuracy.py [--rows 400] [--record]

Errors are in units in the last place of the true value, or of 1 where that is smaller than 1: the softmax losses of
nearly certain rows come out as 0, as in tf.nn. Inputs are drawn with a fixed seed: logits of every scale from
1e-3 to 1e4, ties and saturated rows among them, with 1, 2, 10 and 100 classes.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

import mpmath
import numpy as np
import tensorflow as tf
import truth
from record import circumstances, heading, write

import tfcompat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

mpmath.mp.dps = 60
Row = tuple[np.ndarray, np.ndarray]


def rows(count: int, dtype: str, kind: str) -> Iterator[Row]:
    """Labels and logits, one row at a time."""
    random = np.random.RandomState(0)
    for i in range(count):
        classes = (1, 2, 10, 100)[i % 4]
        logits = (random.normal(size=classes) * 10.0 ** random.uniform(-3, 4)).astype(dtype)
        if i % 7 == 0:
            logits[:] = logits[0]
        labels = random.dirichlet(np.ones(classes)) if kind == "softmax" else random.uniform(size=classes)
        yield labels.astype(dtype), logits


def worst(got: np.ndarray, truth: list[Any], dtype: str) -> float:
    """The largest error, in units in the last place of the truth or of 1."""
    ulps = [
        abs(mpmath.mpf(float(g)) - t) / float(np.spacing(np.dtype(dtype).type(max(abs(float(t)), 1.0))))
        for g, t in zip(np.ravel(got), truth, strict=True)
    ]
    return float(max(ulps))


def measure(
    function: Callable[..., Any],
    true: Callable[..., Any],
    kind: str,
    dtype: str,
    count: int,
    keywords: dict[str, Any],
) -> list[float]:
    """The worst error of value and gradient over all rows."""
    errors = [0.0, 0.0]
    for labels, logits in rows(count, dtype, kind):
        if kind == "sparse":
            labels = np.eye(len(logits), dtype=dtype)[int(labels[0] * len(logits)) % len(logits)]
        chosen = {name: v(len(logits)) if callable(v) else v for name, v in keywords.items()}
        z = tf.constant(logits[None])
        with tf.GradientTape() as tape:
            tape.watch(z)
            loss = function(tf.constant(labels[None]), z, **chosen)
        value, slope = true(labels, logits, **chosen)
        errors = [
            max(errors[0], worst(loss.numpy(), value, dtype)),
            max(errors[1], worst(tape.gradient(loss, z).numpy(), slope, dtype)),
        ]
    return errors


def ids(labels: tf.Tensor) -> tf.Tensor:
    """The class of one-hot labels."""
    return tf.argmax(labels, -1)


def thirds(classes: int) -> list[float]:
    """Weights of classes: 1/2, 1, 2, 1/2 and so on."""
    return [(0.5, 1.0, 2.0)[k % 3] for k in range(classes)]


FAMILIES: dict[str, tuple[str, Callable[..., Any], Callable[..., Any], Callable[..., Any]]] = {
    "softmax_cross_entropy": (
        "softmax",
        truth.softmax,
        tfcompat.softmax_cross_entropy,
        tf.nn.softmax_cross_entropy_with_logits,
    ),
    "sparse_softmax_cross_entropy": (
        "sparse",
        truth.softmax,
        lambda y, z, **keywords: tfcompat.sparse_softmax_cross_entropy(ids(y), z, **keywords),
        lambda y, z: tf.nn.sparse_softmax_cross_entropy_with_logits(ids(y), z),
    ),
    "sigmoid_cross_entropy": (
        "sigmoid",
        truth.sigmoid,
        tfcompat.sigmoid_cross_entropy,
        tf.nn.sigmoid_cross_entropy_with_logits,
    ),
}
KEYWORDS: dict[str, dict[str, Any]] = {
    "": {},
    "label_smoothing=0.125": {"label_smoothing": 0.125},
    "class_weight": {"class_weight": thirds},
    "focal_gamma=2": {"focal_gamma": 2.0},
    "temperature=4": {"temperature": 4.0},
    "z_loss=0.0009765625": {"z_loss": 2.0**-10},
    "pos_weight=3": {"pos_weight": 3.0},
}
"""Numbers that float32 holds, so that no error comes from rounding them."""
CASES = {
    ", ".join(filter(None, (family, text))): (family, keywords)
    for family in FAMILIES
    for text, keywords in KEYWORDS.items()
    if not keywords or ("z_loss" if family == "sigmoid_cross_entropy" else "pos_weight") not in keywords
}


def main() -> None:
    """Measure, print, and keep where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=400, help="rows for each family and dtype")
    parser.add_argument("--record", action="store_true", help="keep the numbers for the documentation")
    options = parser.parse_args()
    record = {**circumstances("tfcompat", "tensorflow-cpu", "tensorflow", "mpmath"), "per": options.rows, "rows": []}
    print(heading(record))
    for name, (family, keywords), dtype in [(n, c, d) for n, c in CASES.items() for d in ("float32", "float64")]:
        kind, true, ours, theirs = FAMILIES[family]
        row = {"loss": name, "dtype": dtype, "ours": measure(ours, true, kind, dtype, options.rows, keywords)}
        row["tf.nn"] = None if keywords else measure(theirs, true, kind, dtype, options.rows, {})
        record["rows"].append(row)
        print(f"{name:50} {dtype}  ours {row['ours']}  tf.nn {row['tf.nn']}", flush=True)
    if options.record:
        write("accuracy", record)


if __name__ == "__main__":
    main()
