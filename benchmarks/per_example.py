"""Gradients of each example on its own, by ``tf.vectorized_map``: ours beside tf.nn, on small logits.

    python benchmarks/per_example.py [--rounds 15]

The exit code is 1 where ours takes more than twice as long, as it does where an operation of a loss has no converter
and TensorFlow loops over the examples.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

import tensorflow as tf
from record import circumstances, heading
from side_by_side import OURS, milliseconds, ratios, shown
from ways import FAMILIES, FUNCTIONS, arrays

if TYPE_CHECKING:
    from collections.abc import Callable

    from ways import Way

SIZES, CLASSES = (256, 8192), 10
GOAL = 0.5


def way(loss: Callable[..., tf.Tensor], labels: tf.Tensor, logits: tf.Tensor) -> Way:
    """The gradient of each example's loss to its logits, in a graph."""

    def gradient(example: Any) -> Any:
        label, logit = example
        with tf.GradientTape() as tape:
            tape.watch(logit)
            value = loss(label[tf.newaxis], logit[tf.newaxis])
        return tape.gradient(value, logit)

    program = tf.function(lambda *given: tf.vectorized_map(gradient, given))
    return lambda: program(labels, logits)


def main() -> int:
    """Measure and print; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()

    print(heading(circumstances("tfcompat", "tensorflow")))
    missed = False
    for family in FAMILIES:
        for rows in SIZES:
            labels, logits = map(tf.constant, arrays(family, rows, CLASSES))
            ours, theirs = FUNCTIONS[family]
            ways = {OURS: way(ours, labels, logits), "tf.nn": way(theirs, labels, logits)}
            for row in ratios(
                f"{family} {rows} x {CLASSES}", "graph", milliseconds(ways, options.rounds), {"tf.nn": GOAL}
            ):
                print(shown(row), flush=True)
                missed |= row.missed
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
