"""A small task that trains the same on one device, on several, and on several machines."""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat._keras import keras

if TYPE_CHECKING:
    from collections.abc import Callable

CLASSES = 4
IGNORED = 3
EXAMPLES, BATCH = 29, 16
X = np.random.RandomState(0).normal(size=(EXAMPLES, 4)).astype("float32")
IDS = np.random.RandomState(1).randint(0, CLASSES, EXAMPLES)
IDS[:7] = IGNORED  # almost all of what one of two replicas gets first
WEIGHTS = np.random.RandomState(2).uniform(0.5, 2, EXAMPLES).astype("float32")
TOLERANCE = {"rtol": 2e-5, "atol": 2e-6}
"""Sums over other shares add up in another order, in float32, and training repeats the difference a few times."""

LONGEST_ERROR = 2000
"""Characters of an error, so that a line of the report is written as a whole: a pipe takes 4096 bytes at once."""


def loss_of(**keywords: Any) -> Any:
    keywords = {"ignore_class": IGNORED, "class_weight": [1.0, 2.0, 0.5, 1.0], "normalizer": "global", **keywords}
    return tfcompat.SparseSoftmaxCrossEntropy(**keywords)


def dataset() -> Any:
    """Two batches, the second of which is smaller."""
    return tf.data.Dataset.from_tensor_slices((X, IDS, WEIGHTS)).batch(BATCH)


def small_model(*extra: Any) -> Any:
    return keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(5, "tanh", kernel_initializer=fixed), *extra, logits_layer()]
    )


def logits_layer() -> Any:
    return tfcompat.Logits(CLASSES, kernel_initializer=fixed)


def fixed(shape: Any, dtype: Any = None) -> Any:
    """Initial weights without a random number, so that every run starts from the same."""
    return tf.cast(tf.reshape(tf.sin(1.0 + tf.range(np.prod(shape), dtype=tf.float32)), shape), dtype or tf.float32)


def optimizer() -> Any:
    return keras.optimizers.SGD(0.1, momentum=0.9)


def numbers(model: Any) -> list[np.ndarray]:
    return [np.array(each) for each in model.get_weights()]


class Loop:
    """The training loop of docs/distributed.md."""

    def __init__(self, strategy: Any, loss: Any, folder: str | None = None, keep: bool = True) -> None:
        self.strategy, self.loss = strategy, loss
        with strategy.scope():
            self.model, self.optimizer = small_model(), optimizer()
            self.optimizer.build(self.model.trainable_variables)
            self.done = tf.Variable(0, dtype=tf.int64, trainable=False)
        held = tf.train.Checkpoint(model=self.model, optimizer=self.optimizer, done=self.done)
        self.manager = None
        if folder:
            held.restore(tf.train.latest_checkpoint(folder))
            self.manager = tf.train.CheckpointManager(held, folder if keep else f"{folder}-not-the-chief", 1)

    def step(self, *batch: Any) -> Any:
        return self.strategy.reduce("SUM", self.strategy.run(self.of_replica, batch), axis=None)

    def of_replica(self, x: Any, ids: Any, weights: Any) -> Any:
        with tf.GradientTape() as tape:
            value = self.loss(ids, self.model(x, training=True), weights)
        gradients = tape.gradient(value, self.model.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.model.trainable_variables, strict=True))
        return value

    def train(self, steps: int, before: Callable[[int], Any] = lambda _: None) -> list[float]:
        """Go on until so many steps are done; save after each."""
        done = int(self.done.numpy())
        data = self.strategy.experimental_distribute_dataset(dataset().repeat().skip(done))
        step = tf.function(self.step, input_signature=data.element_spec)  # one trace for all sizes of batches
        found = []
        for batch in data:
            if done == steps:
                break
            before(done)
            found.append(float(step(*batch)))
            done += 1
            self.done.assign(done)
            if self.manager is not None:
                self.manager.save()
        return found


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def same(ours: Any, theirs: Any) -> None:
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, other, **TOLERANCE)


def report(name: str, case: Callable[[], Any]) -> None:
    """Run a case and print, as one line of JSON, what went wrong, or null."""
    try:
        case()
        error = None
    except (Exception, pytest.fail.Exception):  # noqa: BLE001 - the report says what it was
        error = traceback.format_exc()[-LONGEST_ERROR:]
    line = json.dumps({"case": name, "error": error}) + "\n"
    os.write(sys.stdout.fileno(), line.encode())  # at once, since several processes write to one pipe
