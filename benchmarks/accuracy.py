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


def softmax_truth(labels: np.ndarray, logits: np.ndarray, gamma: float = 0.0) -> tuple[list[Any], list[Any]]:
    """The loss of a row and its gradient, by the formula, in 60 digits."""
    q, z = [mpmath.mpf(float(v)) for v in labels], [mpmath.mpf(float(v)) for v in logits]
    total = mpmath.log(sum(mpmath.exp(v) for v in z))
    log_p = [v - total for v in z]
    p = [mpmath.exp(v) for v in log_p]
    rest = [-mpmath.expm1(v) for v in log_p]
    loss = -sum(a * b**gamma * c for a, b, c in zip(q, rest, log_p, strict=True))
    slopes = [
        a * (-(r**gamma) + (gamma * r ** (gamma - 1) * b * c if gamma and r else 0))
        for a, r, b, c in zip(q, rest, p, log_p, strict=True)
    ]
    mass = sum(slopes)
    return [loss], [s - b * mass for s, b in zip(slopes, p, strict=True)]


def sigmoid_truth(labels: np.ndarray, logits: np.ndarray) -> tuple[list[Any], list[Any]]:
    """The loss of each element and its gradient, by the formula, in 60 digits."""
    q, z = [mpmath.mpf(float(v)) for v in labels], [mpmath.mpf(float(v)) for v in logits]
    plus = [mpmath.log1p(mpmath.exp(-abs(v))) + max(v, 0) for v in z]
    loss = [s - a * v for s, a, v in zip(plus, q, z, strict=True)]
    return loss, [1 / (1 + mpmath.exp(-v)) - a for v, a in zip(z, q, strict=True)]


def worst(got: np.ndarray, truth: list[Any], dtype: str) -> float:
    """The largest error, in units in the last place of the truth or of 1."""
    ulps = [
        abs(mpmath.mpf(float(g)) - t) / float(np.spacing(np.dtype(dtype).type(max(abs(float(t)), 1.0))))
        for g, t in zip(np.ravel(got), truth, strict=True)
    ]
    return float(max(ulps))


def measure(function: Callable[..., Any], truth: Callable[..., Any], kind: str, dtype: str, count: int) -> list[float]:
    """The worst error of value and gradient over all rows."""
    errors = [0.0, 0.0]
    for labels, logits in rows(count, dtype, kind):
        if kind == "sparse":
            labels = np.eye(len(logits), dtype=dtype)[int(labels[0] * len(logits)) % len(logits)]
        z = tf.constant(logits[None])
        with tf.GradientTape() as tape:
            tape.watch(z)
            loss = function(tf.constant(labels[None]), z)
        value, slope = truth(labels, logits)
        errors = [
            max(errors[0], worst(loss.numpy(), value, dtype)),
            max(errors[1], worst(tape.gradient(loss, z).numpy(), slope, dtype)),
        ]
    return errors


def focal_truth(labels: np.ndarray, logits: np.ndarray) -> tuple[list[Any], list[Any]]:
    """The focal loss with exponent 2."""
    return softmax_truth(labels, logits, 2.0)


def ids(labels: tf.Tensor) -> tf.Tensor:
    """The class of one-hot labels."""
    return tf.argmax(labels, -1)


FAMILIES: dict[str, tuple[str, Callable[..., Any], Callable[..., Any], Callable[..., Any] | None]] = {
    "softmax_cross_entropy": (
        "softmax",
        softmax_truth,
        tfcompat.softmax_cross_entropy,
        tf.nn.softmax_cross_entropy_with_logits,
    ),
    "sparse_softmax_cross_entropy": (
        "sparse",
        softmax_truth,
        lambda y, z: tfcompat.sparse_softmax_cross_entropy(ids(y), z),
        lambda y, z: tf.nn.sparse_softmax_cross_entropy_with_logits(ids(y), z),
    ),
    "sigmoid_cross_entropy": (
        "sigmoid",
        sigmoid_truth,
        tfcompat.sigmoid_cross_entropy,
        tf.nn.sigmoid_cross_entropy_with_logits,
    ),
    "softmax_cross_entropy, focal_gamma=2": (
        "softmax",
        focal_truth,
        lambda y, z: tfcompat.softmax_cross_entropy(y, z, focal_gamma=2.0),
        None,
    ),
}


def main() -> None:
    """Measure, print, and keep where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=400, help="rows for each family and dtype")
    parser.add_argument("--record", action="store_true", help="keep the numbers for the documentation")
    options = parser.parse_args()
    record = {**circumstances("tfcompat", "tensorflow-cpu", "tensorflow", "mpmath"), "per": options.rows, "rows": []}
    print(heading(record))
    for name, (kind, truth, ours, theirs) in FAMILIES.items():
        for dtype in ("float32", "float64"):
            row = {"loss": name, "dtype": dtype, "ours": measure(ours, truth, kind, dtype, options.rows)}
            row["tf.nn"] = measure(theirs, truth, kind, dtype, options.rows) if theirs else None
            record["rows"].append(row)
            print(f"{name:40} {dtype}  ours {row['ours']}  tf.nn {row['tf.nn']}", flush=True)
    if options.record:
        write("accuracy", record)


if __name__ == "__main__":
    main()
