"""How much faster ``fit`` with accuracy could be at most, with a large last layer; see docs/performance.md.

    python benchmarks/limits.py [--rounds 9] [--record]

A step computes three matrix products of the size of the logits, and one exponential for each logit and their sum. No
loss can omit this. It takes turns with the step of Keras and with ours.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import tensorflow as tf
from fused_ways import Work, fit_of
from record import circumstances, heading, write
from side_by_side import OURS, THREADS, as_rows, milliseconds, ratios, shown
from ways import fair

if TYPE_CHECKING:
    from ways import Way

ROWS, FEATURES, CLASSES = 1024, 64, 50000
CHUNK = 256
LEAST = "the least work"


def least() -> Way:
    """The three products, the exponentials and their sum, for some examples at a time."""
    inputs, kernel = tf.random.normal([ROWS, FEATURES]), tf.random.normal([FEATURES, CLASSES])
    parts = [inputs[start : start + CHUNK] for start in range(0, ROWS, CHUNK)]

    @tf.function
    def products() -> list[tf.Tensor]:
        results = []
        for part in parts:
            odds = tf.exp(tf.matmul(part, kernel))
            results += [tf.reduce_sum(odds, axis=-1), tf.matmul(odds, kernel, transpose_b=True)]
            results.append(tf.matmul(part, odds, transpose_a=True))
        return results

    return products


def main() -> None:
    """Measure, print, record if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--record", action="store_true", help="keep the numbers for the documentation")
    options = parser.parse_args()
    fair()
    versions = circumstances("tfcompat", "tensorflow", "tensorflow-cpu", "keras")
    record = {**versions, "threads": THREADS, "rounds": options.rounds}
    print(heading(record))
    work = Work("", False, ROWS, FEATURES, CLASSES)
    ways = {OURS: fit_of(work._replace(way="fit, tfcompat")), "Keras": fit_of(work._replace(way="fit, Keras"))}
    times = milliseconds({**ways, LEAST: least()}, options.rounds)
    name = f"fit with accuracy, {ROWS} x {FEATURES} x {CLASSES}"
    found = ratios(name, "fit", times, {})
    bound = {OURS: times[LEAST], "Keras": times["Keras"]}
    found += ratios(f"{LEAST} of it", "fit", bound, {})
    for row in found:
        print(shown(row), flush=True)
    record["ratios"] = as_rows(found)
    if options.record:
        write("limits", record)


if __name__ == "__main__":
    main()
