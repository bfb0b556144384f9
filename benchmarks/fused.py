"""The fused form beside logits that are held: peak memory and time, each measurement in a process of its own.

    python benchmarks/fused.py [--quick] [--rounds 3] [--record]

Peak memory is the greatest resident size less that before the first step, when inputs and weights are there already.
Ways that are compared take turns. Where the logits would not fit into memory, the peak of ``tf.nn`` is computed: one
tensor of their size and the gradients, which is less than it needs. The exit code is 1 where a goal is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from record import circumstances, heading, write

if TYPE_CHECKING:
    from collections.abc import Callable

MB = 1e6
SEED = 0


class Work(NamedTuple):
    """One measurement: what is computed, how, and of which size."""

    way: str
    """A key of ``WAYS``, or of ``FITS``."""
    xla: bool
    rows: int
    features: int
    classes: int
    steps: int = 2
    """How many are timed; one before them, which traces and compiles, is not."""


class Measured(NamedTuple):
    """What a measurement found."""

    peak_mb: float
    seconds: float


class Goal(NamedTuple):
    """A ratio, and what it is to be; None where it is only shown."""

    name: str
    ratio: float
    at_least: float | None = None
    at_most: float | None = None

    def met(self) -> bool:
        low, high = self.at_least or 0, float("inf") if self.at_most is None else self.at_most
        return low <= self.ratio <= high


def resident(peak: bool = False) -> int:
    """Bytes that the process holds, or held at most."""
    name = "VmHWM" if peak else "VmRSS"
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) * 1024


def available() -> int:
    """Bytes that the machine has left."""
    return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def held(labels: Any, inputs: Any, layer: Any) -> Any:
    import tensorflow as tf

    logits = tf.matmul(inputs, layer.kernel)
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))


def function(labels: Any, inputs: Any, layer: Any) -> Any:
    import tensorflow as tf

    import tfcompat

    return tf.reduce_mean(tfcompat.linear_sparse_softmax_cross_entropy(labels, inputs, layer.kernel))


def loss(labels: Any, inputs: Any, layer: Any) -> Any:
    import tfcompat

    return tfcompat.SparseSoftmaxCrossEntropy(chunk_size="auto")(labels, layer(inputs))


WAYS: dict[str, Callable[..., Any]] = {"tf.nn": held, "function": function, "Loss": loss}


def step_of(work: Work) -> Callable[[], Any]:
    """Forward and backward of one of the ways."""
    import numpy as np
    import tensorflow as tf

    import tfcompat

    random = np.random.default_rng(SEED)
    inputs = tf.constant(random.standard_normal((work.rows, work.features), np.float32))
    layer = tfcompat.Logits(work.classes, use_bias=False)
    layer.build(inputs.shape)
    labels = tf.constant(random.integers(0, work.classes, work.rows))

    kernel = layer.trainable_variables[0]

    @tf.function(jit_compile=work.xla)
    def step(labels: Any, inputs: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            value = WAYS[work.way](labels, inputs, layer)
        return value, *tape.gradient(value, [inputs, kernel])

    return lambda: step(labels, inputs)[0].numpy()


def fit_of(work: Work) -> Callable[[], Any]:
    """Steps of ``fit`` with accuracy reported: Keras' own loss and metric, or ours."""
    import keras
    import numpy as np

    import tfcompat

    keras.utils.set_random_seed(SEED)
    random = np.random.default_rng(SEED)
    inputs = random.standard_normal((work.rows, work.features), np.float32)
    labels = random.integers(0, work.classes, work.rows)
    ours = work.way == "fit, tfcompat"
    head = tfcompat.Logits(work.classes) if ours else keras.layers.Dense(work.classes)
    model = keras.Sequential([keras.Input((work.features,)), keras.layers.Dense(work.features), head])
    model.compile(
        "sgd",
        tfcompat.SparseSoftmaxCrossEntropy(chunk_size="auto")
        if ours
        else keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=[tfcompat.metrics.SparseAccuracy() if ours else "accuracy"],
        jit_compile=work.xla,
    )
    return lambda: model.fit(inputs, labels, batch_size=work.rows, verbose=0)


def measure_here(work: Work) -> Measured:
    """In this process: the first step shows the peak as well as any, and pays for tracing; the others are timed."""
    run = fit_of(work) if work.way.startswith("fit") else step_of(work)
    base = resident()
    run()
    times = []
    for _ in range(work.steps):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return Measured((resident(peak=True) - base) / MB, median(times) if times else float("nan"))


def measure(work: Work) -> Measured:
    """In a fresh process."""
    command = [sys.executable, __file__, "--one", json.dumps(work)]
    env = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
    found = Measured(*json.loads(done.stdout.splitlines()[-1]))
    where = "XLA" if work.xla else "graph"
    size = f"N={work.rows} D={work.features} K={work.classes}"
    print(f"{work.way:14} {where:6} {size:26} {found.peak_mb:8.0f} MB {found.seconds:8.2f} s", flush=True)
    return found


def in_turns(works: list[Work], rounds: int) -> list[Measured]:
    """Each of some ways as often as there are rounds, in turn; the medians."""
    found = [[measure(work) for work in works] for _ in range(rounds)]
    return [Measured(*map(median, zip(*of_one, strict=True))) for of_one in zip(*found, strict=True)]


def memory(quick: bool) -> list[Goal]:
    """How the peak of the function grows with the examples, and what it is beside the logits."""
    features, classes = (64, 20000) if quick else (512, 50000)
    sizes = (1024, 4096, 8192) if quick else (2048, 8192, 16384, 32768)
    peaks = {rows: measure(Work("function", False, rows, features, classes, steps=0)).peak_mb for rows in sizes}
    rows = sizes[-2]
    held_mb = 4 * (rows * classes + features * (rows + classes)) / MB
    if available() > 3 * held_mb * MB:
        held_mb = measure(Work("tf.nn", False, rows, features, classes, steps=0)).peak_mb
    grown = peaks[sizes[-1]] - peaks[sizes[0]]
    inputs_mb = 4 * (sizes[-1] - sizes[0]) * features / MB
    return [
        Goal(f"peak at N={rows} / held", peaks[rows] / held_mb, at_most=None if quick else 0.1),
        Goal("growth of the peak / growth of the inputs", grown / inputs_mb, at_most=None if quick else 2.0),
    ]


def fit(quick: bool, rounds: int) -> list[Goal]:
    """Training with accuracy reported."""
    size = (1024, 64, 10000) if quick else (4096, 64, 50000)
    keras, ours = in_turns([Work(f"fit, {of}", False, *size) for of in ("Keras", "tfcompat")], rounds)
    return [
        Goal("fit: peak / that of Keras", ours.peak_mb / keras.peak_mb, at_most=None if quick else 0.1),
        Goal("fit: speed / that of Keras", keras.seconds / ours.seconds, at_least=None if quick else 3.0),
    ]


def speed(quick: bool, rounds: int) -> list[Goal]:
    """Where logits can be held: how fast the fused form is beside them."""
    size = (512, 128, 10000) if quick else (2048, 512, 50000)
    goals = []
    for xla, of_loss in ((False, 1.0), (True, 0.95)):
        held, function, loss = in_turns([Work(way, xla, *size) for way in WAYS], rounds)
        where = "XLA" if xla else "graph"
        for name, found, least in (("function", function, 0.75), ("Loss", loss, of_loss)):
            ratio = held.seconds / found.seconds
            goals.append(Goal(f"{name}, {where}: speed / held", ratio, at_least=None if quick else least))
    return goals


def main() -> int:
    """Measure, print, record where asked; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small sizes, which no goal is for")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--record", action="store_true", help="keep the numbers for the documentation")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure_here(Work(*json.loads(options.one)))))
        return 0
    record = circumstances("tfcompat", "tensorflow", "tensorflow-cpu", "keras")
    print(heading(record))
    goals = [*memory(options.quick), *fit(options.quick, options.rounds), *speed(options.quick, options.rounds)]
    print()
    for goal in goals:
        limit = f"at most {goal.at_most}" if goal.at_most else f"at least {goal.at_least}" if goal.at_least else ""
        print(f"{goal.name:44} {goal.ratio:6.2f}  {limit}".rstrip())
    missed = [goal.name for goal in goals if not goal.met()]
    if options.record and not options.quick:
        write("fused", {**record, "rounds": options.rounds, "goals": [goal._asdict() for goal in goals]})
    if missed:
        print(f"Missed: {', '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
