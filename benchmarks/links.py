"""Softmax and distillation beside what people would write with ``tf.nn``; see docs/performance.md.

    python benchmarks/links.py [--rounds 15] [--record]

The softmax of ``tfcompat.links`` beside ``tf.nn.softmax``, and `Distillation`, forward and backward, beside the
Kullback-Leibler divergence of two softmaxes. Both are more exact than what they are compared with.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

import tensorflow as tf
from record import circumstances, heading, write
from side_by_side import OURS, THREADS, as_rows, milliseconds, ratios, shown
from ways import fair, of_tensorflow

from tfcompat import links, losses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ways import Way

SIZES = ((512, 32000), (4096, 1000), (128, 10))
TEMPERATURE = 2.0


def divergence(teacher: tf.Tensor, student: tf.Tensor) -> tf.Tensor:
    """The textbook's formula, for each example."""
    teacher, student = teacher / TEMPERATURE, student / TEMPERATURE
    gap = tf.nn.log_softmax(teacher) - tf.nn.log_softmax(student)
    return TEMPERATURE**2 * tf.reduce_sum(tf.nn.softmax(teacher) * gap, axis=-1)


def softmaxes(logits: tf.Tensor, where: str) -> dict[str, Way]:
    """Both softmaxes of the same logits."""
    both = {OURS: links.softmax, "tf.nn.softmax": tf.nn.softmax}
    if where != "eager":
        both = {name: tf.function(link, jit_compile=where == "XLA") for name, link in both.items()}
    return {name: lambda link=link: link(logits) for name, link in both.items()}


def distillations(teacher: tf.Tensor, student: tf.Tensor, where: str) -> dict[str, Way]:
    """Both divergences, with their gradients."""
    ours = losses.Distillation(temperature=TEMPERATURE)
    both: dict[str, Any] = {OURS: ours, "a KL of softmaxes": divergence}
    return {name: of_tensorflow(loss, teacher, student, where) for name, loss in both.items()}


def groups() -> Iterator[tuple[str, str, dict[str, Way]]]:
    """What takes turns: the name, how it runs, and the ways."""
    for rows, classes in SIZES:
        teacher, student = (3 * tf.random.normal([rows, classes]) for _ in range(2))
        for where in ("eager", "graph", "XLA"):
            yield f"softmax {rows} x {classes}", where, softmaxes(student, where)
            yield f"distillation {rows} x {classes}", where, distillations(teacher, student, where)


def main() -> None:
    """Measure, print, record if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--record", action="store_true", help="keep the numbers for the documentation")
    options = parser.parse_args()
    fair()
    versions = circumstances("tfcompat", "tensorflow", "tensorflow-cpu")
    record = {**versions, "threads": THREADS, "rounds": options.rounds, "ratios": []}
    print(heading(record))
    for work, where, ways in groups():
        for row in ratios(work, where, milliseconds(ways, options.rounds), {}):
            print(shown(row), flush=True)
            record["ratios"] += as_rows([row])
    if options.record:
        write("links", record)


if __name__ == "__main__":
    main()
