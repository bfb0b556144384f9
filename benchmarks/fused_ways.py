"""One step over a large last layer, logits held or not: what benchmarks/fused.py measures in a process of its own."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import tensorflow as tf
from memory import resident
from side_by_side import SEED
from ways import keep_memory, threads

import tfcompat
from tfcompat._keras import keras

if TYPE_CHECKING:
    from collections.abc import Callable

MB = 1e6


class Work(NamedTuple):
    """One measurement: what is computed, how, and of which size."""

    way: str
    """A key of ``LOGITS``, or ``fit, Keras`` or ``fit, tfcompat``."""
    xla: bool
    rows: int
    features: int
    classes: int
    steps: int = 3
    """How many are timed; one before them, which traces and compiles, is not."""
    chunk_size: int | str = "auto"


class Measured(NamedTuple):
    """What a measurement found."""

    peak_mb: float
    seconds: float


def held(labels: Any, inputs: Any, layer: Any, _: int | str) -> Any:
    logits = tf.matmul(inputs, layer.kernel)
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))


def function(labels: Any, inputs: Any, layer: Any, chunk_size: int | str) -> Any:
    losses = tfcompat.linear_sparse_softmax_cross_entropy(labels, inputs, layer.kernel, chunk_size=chunk_size)
    return tf.reduce_mean(losses)


def loss(labels: Any, inputs: Any, layer: Any, chunk_size: int | str) -> Any:
    return tfcompat.SparseSoftmaxCrossEntropy(chunk_size=chunk_size)(labels, layer(inputs))


LOGITS: dict[str, Callable[..., Any]] = {"tf.nn": held, "function": function, "Loss": loss}


def step_of(work: Work) -> Callable[[], Any]:
    """Forward and backward of one of the ways."""
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
            value = LOGITS[work.way](labels, inputs, layer, work.chunk_size)
        return value, *tape.gradient(value, [inputs, kernel])

    return lambda: step(labels, inputs)[0].numpy()


def fit_of(work: Work) -> Callable[[], Any]:
    """Steps of ``fit`` with accuracy reported: Keras' own loss and metric, or ours."""
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
    threads()
    run = fit_of(work) if work.way not in LOGITS else step_of(work)
    base = resident("VmRSS")
    run()
    peak = resident("VmHWM") - base
    keep_memory()
    times = []
    for _ in range(work.steps):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return Measured(peak / MB, min(times, default=float("nan")))


if __name__ == "__main__":
    print(json.dumps(measure_here(Work(*json.loads(sys.argv[1])))))
