"""A kernel in slices on several devices: what a training step sends between them, and how much each allocates.

    python benchmarks/sharded.py [--record]

Nothing is timed: the devices are logical devices of one CPU. What is sent is read from the graphs that TensorFlow made
for the devices, and the peak of a device from the allocations that it traced for each operation. Both are compared with
formulas, which also give the numbers for sizes that do not fit here. The exit code is 1 where a formula does not hold.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import sends
import tensorflow as tf
from record import circumstances, heading, write

import tfcompat
from tfcompat._chunked.chunk_size import rows_of_a_chunk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

tf1 = tf.compat.v1
MIB = 2**20
FLOAT, ID = 4, 8
NUMBERS = 3
"""Of an example, from each slice: the greatest logit, the sum of exponentials, the logit of the label."""


class Size(NamedTuple):
    """A step of training: examples, features, classes, devices, and the examples of a chunk."""

    rows: int
    features: int
    classes: int
    devices: int
    chunk: int


COUNTED = [
    *(Size(1024, 64, 8192, devices, 64) for devices in (1, 2, 4)),
    Size(1024, 64, 32768, 4, 64),
    Size(4096, 64, 32768, 4, 64),
    Size(1024, 256, 32768, 4, 64),
]
ON_PAPER = [
    Size(16384, 1024, classes, devices, rows_of_a_chunk("auto", 16384, classes // devices))
    for classes in (64_000, 256_000, 1_000_000)
    for devices in (1, 2, 4, 8)
]


def sent(size: Size) -> int:
    """Bytes that go from one device to another, by the formula.

    Each device but the first gets inputs, ids and the gradients to its numbers, and sends its numbers and its part of
    the gradient to the inputs.
    """
    of_example = 2 * FLOAT * size.features + ID + 2 * FLOAT * NUMBERS
    return (size.devices - 1) * size.rows * of_example


def weights(size: Size) -> int:
    """Bytes of one slice of the kernel, which its device holds all the time."""
    return FLOAT * size.features * size.classes // size.devices


def most(size: Size) -> int:
    """Bytes that a step allocates at most on the first device, by the formula.

    They are two chunks of logits, the gradient to the slice and as much again while it is summed or put together, and
    the inputs, their gradient and the part of it from each device. Logical devices of one CPU do not copy what they
    receive, so that what is counted there lacks it.
    """
    logits = FLOAT * size.chunk * size.classes // size.devices
    return 2 * logits + 2 * weights(size) + (2 + size.devices) * FLOAT * size.rows * size.features


def step(kernels: Sequence[Any], chunk: int) -> Callable[..., Any]:
    """A step of gradient descent; each slice is updated on its device."""

    def train(ids: tf.Tensor, inputs: tf.Tensor) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            losses = tfcompat.sharded_linear_sparse_softmax_cross_entropy(ids, inputs, kernels, chunk_size=chunk)
            loss = tf.reduce_mean(losses)
        to_inputs, to_kernels = tape.gradient(loss, [inputs, kernels])
        updates = []
        for kernel, gradient in zip(kernels, to_kernels, strict=True):
            with tf.device(kernel.device):
                updates.append(kernel.assign_sub(0.1 * gradient))
        return to_inputs, updates

    return train


def slices(size: Size, variable: Callable[..., Any]) -> list[Any]:
    """Zeros on each device."""
    found = []
    for i in range(size.devices):
        with tf.device(f"/CPU:{i}"):
            found.append(variable(tf.zeros([size.features, size.classes // size.devices])))
    return found


def count_sent(size: Size) -> int:
    """Bytes that go from one device to another, by the graphs."""
    train = step(slices(size, tf.Variable), size.chunk)
    once = tf.function(lambda *batch: train(*batch)[0])  # what it returns is sent, so the new weights are not
    inputs = tf.zeros([size.rows, size.features])
    return sum(each.nbytes for each in sends.placed(once, tf.zeros([size.rows], tf.int64), inputs).sent)


def count_peaks(size: Size) -> list[int]:
    """Bytes that each device had allocated at most, beside the slices themselves, in one step."""
    with tf.Graph().as_default():
        ids, inputs = tf1.placeholder(tf.int64, [size.rows]), tf1.placeholder(tf.float32, [size.rows, size.features])
        kernels = slices(size, lambda value: tf1.Variable(value, use_resource=True))
        to_inputs, updates = step(kernels, size.chunk)(ids, inputs)
        one_thread = {"intra_op_parallelism_threads": 1, "inter_op_parallelism_threads": 1}
        with tf1.Session(config=tf1.ConfigProto(device_count={"CPU": size.devices}, **one_thread)) as session:
            session.run(tf1.global_variables_initializer())
            feed = {ids: np.zeros(ids.shape), inputs: np.zeros(inputs.shape)}
            run = [to_inputs.op, *(update.op for update in updates)]
            session.run(run, feed)
            traced = tf1.RunMetadata()
            session.run(run, feed, tf1.RunOptions(trace_level=tf1.RunOptions.FULL_TRACE), traced)
    return [_peak(device) for device in sorted(traced.step_stats.dev_stats, key=lambda device: device.device)]


def _peak(device: Any) -> int:
    """The greatest sum of what was allocated and not yet freed."""
    records = [
        (record.alloc_micros, record.alloc_bytes)
        for node in device.node_stats
        for memory in node.memory
        for record in memory.allocation_records
    ]
    return int(max(np.cumsum([nbytes for _, nbytes in sorted(records)])))


def counted(size: Size) -> dict[str, Any]:
    """What was counted beside what the formulas give."""
    row = {**size._asdict(), "sent": count_sent(size), "sent_formula": sent(size)}
    return {**row, "peak": max(count_peaks(size)), "peak_most": most(size), "weights": weights(size)}


def on_paper(size: Size) -> dict[str, Any]:
    """What the formulas give."""
    logits = FLOAT * size.rows * size.classes
    return {**size._asdict(), "sent": sent(size), "peak_most": most(size), "weights": weights(size), "logits": logits}


def holds(row: dict[str, Any]) -> bool:
    """Whether a step sends exactly what the formula says, and allocates no more."""
    return bool(row["sent"] == row["sent_formula"] and row["peak"] <= row["peak_most"])


def main() -> int:
    """Count, print, record where asked; 1 where a formula does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--record", action="store_true", help="keep the numbers for the documentation")
    options = parser.parse_args()
    sends.simulate(max(size.devices for size in COUNTED))
    record = circumstances("tfcompat", "tensorflow", "tensorflow-cpu")
    print(heading(record))
    record |= {"counted": [counted(size) for size in COUNTED], "on_paper": [on_paper(size) for size in ON_PAPER]}
    for row in [*record["counted"], *record["on_paper"]]:
        size = "N={rows:<6} D={features:<5} K={classes:<8} devices={devices} chunk={chunk:<5}".format(**row)
        peak = f"{row['peak'] / MIB:8.2f} of" if "peak" in row else " " * 11
        print(f"{size} sent {row['sent'] / MIB:8.2f} MiB  peak {peak} {row['peak_most'] / MIB:8.2f} MiB")
    wrong = [row for row in record["counted"] if not holds(row)]
    for row in wrong:
        print(f"A formula does not hold: {row}", file=sys.stderr)
    if options.record:
        write("sharded", record)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
