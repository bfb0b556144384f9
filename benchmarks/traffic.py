"""Bytes that each way of computing a loss reads and writes, with its gradient; see docs/performance.md.

    python benchmarks/traffic.py [--record]

Nothing is timed, and no GPU is needed: the ways are those of the table in tfcompat/_kernels/_choice.py, and the bytes
are counted from graphs and from the programs that XLA makes for the processor of this machine.
"""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import tensorflow as tf
from counting import Traffic, of_graph, of_program
from record import circumstances, heading, write
from ways import FUNCTIONS, arrays

from tfcompat._kernels._device import assume_device

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROWS, CLASSES = 512, 32000
UNLISTED = "a device of no row"
WAYS = {
    "op by op": (UNLISTED, of_graph, 0),
    "TensorFlow's operation": ("GPU", of_graph, 0),
    "a program": (None, of_program, 0),
    "`tf.nn`": (None, of_graph, 1),
    "`tf.nn` under XLA": (None, of_program, 1),
}
"""The device that is assumed, how to count, and whose function."""
FORMS = {
    "sparse": ("sparse", 1),
    "dense, each row sums to 1": ("dense", 1),
    "dense, each row sums to 2": ("dense", 2),
    "sigmoid": ("sigmoid", 1),
}
"""The family, and the mass of its labels."""
HAS_OPERATION = ("sparse", "dense")


def step(loss: Callable[..., tf.Tensor]) -> Callable[..., Any]:
    """The mean loss and its gradient to the logits."""

    def run(labels: tf.Tensor, logits: tf.Tensor) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(logits)
            value = tf.reduce_mean(loss(labels, logits))
        return value, tape.gradient(value, logits)

    return run


def counted(rows: int, classes: int) -> Iterator[dict[str, Any]]:
    """What each way moves, in multiples of the size of the logits."""
    for form, (family, mass) in FORMS.items():
        labels, logits = map(tf.constant, arrays(family, rows, classes))
        if family == "dense":
            labels = tf.one_hot(tf.argmax(labels, -1), classes, on_value=float(mass))
        for way, (device, count, whose) in WAYS.items():
            if device != "GPU" or family in HAS_OPERATION:
                with assume_device(device) if device else nullcontext():
                    moved = count(step(FUNCTIONS[family][whose]), labels, logits)
                yield {"form": form, "way": way, **times_the_size_of(logits, moved)}
    with assume_device("GPU"):
        moved = of_graph(step(lambda y, z: FUNCTIONS["dense"][0](tf.nn.softmax(y), z)), logits, logits)
    moved += Traffic(*(-part for part in of_graph(lambda y, _: tf.nn.softmax(y), logits, logits)))
    form = "dense, a softmax in the graph"
    yield {"form": form, "way": "TensorFlow's operation", **times_the_size_of(logits, moved)}


def times_the_size_of(logits: tf.Tensor, moved: Traffic) -> dict[str, float]:
    size = int(tf.size(logits)) * logits.dtype.size
    return {
        "read": round(moved.read / size, 2),
        "written": round(moved.written / size, 2),
        "operations": moved.operations,
    }


def main() -> None:
    """Count, print, record if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--record", action="store_true", help="keep the numbers for the documentation")
    options = parser.parse_args()
    record = {**circumstances("tfcompat", "tensorflow", "tensorflow-cpu"), "logits": [ROWS, CLASSES]}
    print(heading(record))
    record["rows"] = []
    for row in counted(ROWS, CLASSES):
        print(f"{row['form']:33} {row['way']:24} read {row['read']:6.2f}  written {row['written']:6.2f}", flush=True)
        record["rows"].append(row)
    if options.record:
        write("traffic", record)


if __name__ == "__main__":
    main()
