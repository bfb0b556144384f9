"""Small batches, where not the arithmetic counts but what is around it: checks, calls and the Loss objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf
from side_by_side import OURS, SEED, Ratio, Took, milliseconds, ratio, ratios
from ways import FAMILIES, FUNCTIONS, LOSSES, arrays, of_tensorflow

import tfcompat
from tfcompat._keras import keras

if TYPE_CHECKING:
    from collections.abc import Callable

    from ways import Way

ROWS, CLASSES, FEATURES, STEPS = 128, 10, 64, 50
WORK = f"{ROWS} x {CLASSES}"
EAGER = {"sparse": 0.9, "dense": 0.6, "sigmoid": 0.6}
GOAL = 0.95


def functions(family: str, where: str, rounds: int) -> list[Ratio]:
    """The functions beside those of ``tf.nn``, and the Loss objects beside Keras'."""
    labels, logits = map(tf.constant, arrays(family, ROWS, CLASSES))
    ours, theirs = FUNCTIONS[family]
    our_loss, their_loss = LOSSES[family]
    losses: dict[str, Callable[..., Any]] = {
        OURS: ours,
        "tf.nn": theirs,
        f"{OURS} Loss": our_loss(),
        "Keras": their_loss(from_logits=True),
    }
    ways = {name: of_tensorflow(loss, labels, logits, where) for name, loss in losses.items()}
    times = milliseconds(ways, rounds)
    goal = EAGER[family] if where == "eager" else GOAL
    return [
        ratio(f"{family} {WORK}", where, times[OURS], times["tf.nn"], "tf.nn", goal),
        ratio(f"{family} Loss {WORK}", where, times[f"{OURS} Loss"], times["Keras"], "Keras", GOAL),
    ]


def fit_way(family: str, loss: Any) -> Way:
    """An epoch of ``fit``."""
    keras.utils.set_random_seed(SEED)
    labels, _ = arrays(family, ROWS * STEPS, CLASSES)
    inputs = np.random.default_rng(SEED).standard_normal((ROWS * STEPS, FEATURES), np.float32)
    model = keras.Sequential([keras.Input((FEATURES,)), keras.layers.Dense(CLASSES)])
    model.compile("sgd", loss, jit_compile=False)
    return lambda: model.fit(inputs, labels, batch_size=ROWS, shuffle=False, verbose=0)


def per_step(times: dict[str, list[Took]]) -> dict[str, list[Took]]:
    return {name: [Took(took.ms / STEPS, took.cpu_ms / STEPS) for took in each] for name, each in times.items()}


def fit(family: str, rounds: int) -> list[Ratio]:
    """A step of ``model.fit``: with our Loss, with Keras', and with the function of ``tf.nn`` as the loss."""
    ours, theirs = LOSSES[family]
    nn = FUNCTIONS[family][1]

    def of_nn(y_true: tf.Tensor, y_pred: tf.Tensor) -> tf.Tensor:
        if family == "sparse":
            y_true = tf.cast(tf.reshape(y_true, [-1]), tf.int64)
        return nn(y_true, y_pred)

    losses = {OURS: ours(), "tf.nn": of_nn, "Keras": theirs(from_logits=True)}
    times = per_step(milliseconds({name: fit_way(family, loss) for name, loss in losses.items()}, rounds))
    return ratios(f"{family} {WORK}", "fit", times, {"tf.nn": GOAL, "Keras": GOAL})


def metrics(rounds: int) -> list[Ratio]:
    """A step of ``fit`` with a loss of Keras and three metrics of ours, over a `Logits` layer and over a Dense one."""
    labels, _ = arrays("sparse", ROWS * STEPS, CLASSES)
    inputs = np.random.default_rng(SEED).standard_normal((ROWS * STEPS, FEATURES), np.float32)

    def way(layer: Any) -> Way:
        model = keras.Sequential([keras.Input((FEATURES,)), layer])
        ours = [tfcompat.metrics.SparseAccuracy(), tfcompat.metrics.SparseTopKAccuracy(), tfcompat.metrics.Perplexity()]
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile("sgd", loss, metrics=ours, jit_compile=False)
        return lambda: model.fit(inputs, labels, batch_size=ROWS, shuffle=False, verbose=0)

    ways = {OURS: way(tfcompat.Logits(CLASSES)), "Dense": way(keras.layers.Dense(CLASSES))}
    return ratios(f"metrics {WORK}", "fit", per_step(milliseconds(ways, rounds)), {"Dense": GOAL})


def predict(rounds: int) -> list[Ratio]:
    """Compiled prediction: logits with their probabilities on top, beside a softmax layer of Keras and bare ops."""
    inputs = tf.constant(np.random.default_rng(SEED).standard_normal((ROWS, FEATURES), np.float32))
    head = tfcompat.Logits(CLASSES)
    ours = tfcompat.with_probabilities(keras.Sequential([keras.Input((FEATURES,)), head]), "softmax")
    theirs = keras.Sequential([keras.Input((FEATURES,)), keras.layers.Dense(CLASSES, activation="softmax")])
    kernel, bias = head.trainable_variables
    called = {
        OURS: lambda x: ours(x, training=False),
        "tf.nn": lambda x: tf.nn.softmax(tf.matmul(x, kernel) + bias),
        "Keras": lambda x: theirs(x, training=False),
    }
    programs = {name: tf.function(call) for name, call in called.items()}
    times = milliseconds({name: lambda run=run: run(inputs) for name, run in programs.items()}, rounds)
    return ratios(f"softmax {WORK}", "predict", times, {"tf.nn": GOAL, "Keras": GOAL})


def all_of_them(rounds: int) -> list[Ratio]:
    """Every row of the small batches."""
    many = 2 * rounds + 1  # calls this short take turns more often than others disturb them
    found = [row for where in ("eager", "graph") for family in FAMILIES for row in functions(family, where, many)]
    found += [row for family in FAMILIES for row in fit(family, rounds)]
    return found + metrics(rounds) + predict(many)
