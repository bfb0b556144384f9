"""How often the guard against double activation speaks: never on logits, and on which kinds of probabilities.

    python benchmarks/guard.py [--batches 100000] [--record]

Random batches, fixed seed, 1 to 8 rows of 1 to 8 classes, of the kinds that come closest to probabilities; and the
logits of small networks in training. Heads that are wrong are tried in graphs, under XLA and in eager mode.
"""

from __future__ import annotations

import argparse
import warnings
from typing import TYPE_CHECKING, Any

import keras
import numpy as np
import tensorflow as tf
from record import circumstances, heading, write

import tfcompat
from tfcompat import losses

if TYPE_CHECKING:
    from collections.abc import Callable

Batch = np.ndarray[Any, np.dtype[np.float32]]

LOGITS: dict[str, Callable[[np.random.RandomState, tuple[int, int]], Batch]] = {
    "uniform in [0, 1]": lambda random, shape: random.uniform(size=shape),
    "normal, of size 0.3": lambda random, shape: random.normal(size=shape) * 0.3,
    "all zero": lambda random, shape: np.zeros(shape),  # noqa: ARG005 - all kinds are called alike
    "log-probabilities": lambda random, shape: np.log(random.dirichlet(np.ones(shape[1]), shape[0])),
    "whole numbers": lambda random, shape: random.randint(0, 3, shape),
    "of networks in training": lambda random, shape: networks(random, shape),
}
HEADS: dict[str, list[Callable[[], Any]]] = {
    "Dense(softmax)": [lambda: keras.layers.Dense(3, activation="softmax")],
    "Softmax layer": [lambda: keras.layers.Dense(3), lambda: keras.layers.Softmax()],
    "softmax, Reshape": [lambda: keras.layers.Dense(3, activation="softmax"), lambda: keras.layers.Reshape((2, 3))],
    "softmax, Dropout(0)": [lambda: keras.layers.Dense(3, activation="softmax"), lambda: keras.layers.Dropout(0.0)],
    "softmax of half precision": [lambda: keras.layers.Dense(3, activation="softmax", dtype="mixed_bfloat16")],
    "TimeDistributed(softmax)": [
        lambda: keras.layers.TimeDistributed(keras.layers.Dense(3, activation="softmax")),
    ],
}
MODES: dict[str, dict[str, bool]] = {"graph": {}, "XLA": {"jit_compile": True}, "eager": {"run_eagerly": True}}


def networks(random: np.random.RandomState, shape: tuple[int, int]) -> Batch:
    """Logits of a linear network some steps into its training."""
    rows, classes = shape
    x, weights = random.normal(size=(rows, 4)), random.normal(size=(4, classes)) * 0.1
    labels = np.eye(classes)[random.randint(0, classes, rows)]
    for _ in range(random.randint(0, 5)):
        odds = np.exp(x @ weights)
        weights -= x.T @ (odds / odds.sum(-1, keepdims=True) - labels) / rows
    return x @ weights


def speaks(run: Callable[[], Any]) -> bool:
    """Whether the guard said a word."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        run()
    return any("was given probabilities" in str(warning.message) for warning in seen)


def alarms(make: Callable[..., Batch], batches: int) -> int:
    """On how many batches of logits a new loss would have spoken."""
    random, count = np.random.RandomState(0), 0
    for _ in range(batches):
        shape = (random.randint(1, 9), random.randint(1, 9))
        logits = tf.constant(make(random, shape).astype("float32"))
        guard = losses.SparseSoftmaxCrossEntropy()._guard  # noqa: SLF001 - the loss itself would take minutes
        count += speaks(lambda guard=guard, logits=logits: guard.look(logits))
    return count


def caught(head: list[Callable[[], Any]], mode: dict[str, bool]) -> bool:
    """Whether `fit` of a model with this head is warned."""
    model = keras.Sequential([keras.Input((2, 4)), *(make() for make in head)])
    model.compile("sgd", tfcompat.SparseSoftmaxCrossEntropy(), **mode)
    x, y = np.random.RandomState(0).normal(size=(8, 2, 4)), np.zeros((8, 2), int)
    return speaks(lambda: model.fit(x, y, verbose=0))


def main() -> None:
    """Measure, print, and keep where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--batches", type=int, default=100_000, help="batches of logits, over all kinds")
    parser.add_argument("--record", action="store_true", help="keep the numbers for the documentation")
    options = parser.parse_args()
    record = {**circumstances("tfcompat", "tensorflow-cpu", "tensorflow", "keras"), "batches": options.batches}
    print(heading(record))
    record["logits"] = {name: alarms(make, options.batches // len(LOGITS)) for name, make in LOGITS.items()}
    print("False alarms on logits:", record["logits"])
    record["heads"] = {
        name: [mode for mode, settings in MODES.items() if caught(head, settings)] for name, head in HEADS.items()
    }
    print("Seen on heads that are wrong:", record["heads"])
    if options.record:
        write("guard", record)


if __name__ == "__main__":
    main()
