"""A program: two processes with MultiWorkerMirroredStrategy compute what one device computes, and survive a failure.

It takes a folder, in which the second pair of processes goes on from what the first pair saved.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf
from support.forks import free_ports, in_forks
from support.replica_task import (
    CLASSES,
    IDS,
    IGNORED,
    WEIGHTS,
    Loop,
    dataset,
    die,
    loss_of,
    numbers,
    optimizer,
    report,
    same,
    small_model,
)
from support.replicas_of_servers import with_parameter_servers

import tfcompat
from tfcompat._keras import IS_KERAS_3, keras

FOLDER = Path(sys.argv[1]) if __name__ == "__main__" else Path()
STEPS, LAST_BEFORE_FAILURE = 6, 3
BOUNDS = [0, 9, 13]
Z = np.random.RandomState(3).normal(size=(13, CLASSES)).astype("float32")


def worker(index, ports, cases):
    cluster = {"worker": [f"127.0.0.1:{port}" for port in ports]}
    os.environ["TF_CONFIG"] = json.dumps({"cluster": cluster, "task": {"type": "worker", "index": index}})
    strategy = tf.distribute.MultiWorkerMirroredStrategy()
    for case in cases:
        report(f"{case.__name__} of worker {index}", partial(case, strategy, index))


def value_and_gradients(strategy, index):
    given = {"ignore_class": IGNORED, "class_weight": [1.0, 2.0, 0.5, 1.0]}
    parts = [tf.constant(part) for part in (IDS[:13], Z, WEIGHTS[:13])]
    mine = slice(*BOUNDS[index : index + 2])
    for reduction in ("sum_over_batch_size", "mean_with_sample_weight", "sum_by_nonzero_weights"):
        loss = tfcompat.SparseSoftmaxCrossEntropy(reduction=reduction, **given)

        def run(ids, logits, weights, normalizer=None, loss=loss):
            with tf.GradientTape() as tape:
                tape.watch([logits, weights])
                value = loss(ids, logits, weights, normalizer=normalizer)
            return [value, *tape.gradient(value, [logits, weights])]

        value, *gradients = strategy.run(partial(run, normalizer="global"), [part[mine] for part in parts])
        wanted, *of_all = run(*parts)
        same([strategy.reduce("SUM", value, axis=None), *gradients], [wanted, *(each[mine] for each in of_all)])


def training_in_a_loop(strategy, index):
    """The weights of an undisturbed run, which is that of one device."""
    alone, together = (Loop(each, loss_of()) for each in (tf.distribute.get_strategy(), strategy))
    losses = alone.train(STEPS)
    same([together.train(STEPS), *numbers(together.model)], [losses, *numbers(alone.model)])
    np.savez(FOLDER / f"loop-{index}.npz", *numbers(together.model))


def fitted(strategy, epochs, callbacks=()):
    with strategy.scope():
        model = small_model()
        model.compile(optimizer(), loss_of())
    history = model.fit(dataset(), epochs=epochs, verbose=0, callbacks=[*callbacks]).history["loss"]
    return [history, *numbers(model)]


def fit(strategy, index):
    if IS_KERAS_3:
        with pytest.raises(ValueError, match=r"Attempt to convert a value \(PerReplica:\{"):
            fitted(strategy, 1)
        return
    found = fitted(strategy, STEPS // 2)
    same(found, fitted(tf.distribute.get_strategy(), STEPS // 2))
    np.savez(FOLDER / f"fit-{index}.npz", *found[1:])


def ends_with_an_error(run):
    """The worker that is left does not wait for ever."""
    with pytest.raises(tf.errors.UnavailableError, match="The following tasks are unhealthy"):
        run()


def a_loop_whose_other_worker_is_killed(strategy, index):
    loop = Loop(strategy, loss_of(), str(FOLDER / "loop"), keep=index == 0)

    def before(step):
        if step == LAST_BEFORE_FAILURE and index == 1:
            die()

    ends_with_an_error(lambda: loop.train(STEPS, before))


def a_loop_that_goes_on(strategy, index):
    loop = Loop(strategy, loss_of(), str(FOLDER / "loop"), keep=index == 0)
    assert int(loop.done.numpy()) == LAST_BEFORE_FAILURE
    loop.train(STEPS)
    same(numbers(loop.model), np.load(FOLDER / f"loop-{index}.npz").values())


def backed_up(index, before=lambda _: None):
    kept = keras.callbacks.BackupAndRestore(str(FOLDER / "fit"))
    return [kept, keras.callbacks.LambdaCallback(on_epoch_begin=lambda epoch, _: before(epoch))]


def a_fit_whose_other_worker_is_killed(strategy, index):
    def before(epoch):
        if epoch == 1 and index == 1:
            die()

    ends_with_an_error(lambda: fitted(strategy, STEPS // 2, backed_up(index, before)))


def a_fit_that_goes_on(strategy, index):
    begun = []
    found = fitted(strategy, STEPS // 2, backed_up(index, begun.append))
    assert begun == [1, 2], begun
    same(found[1:], np.load(FOLDER / f"fit-{index}.npz").values())


COMPARED = (value_and_gradients, training_in_a_loop, fit)
FAILURE, AFTERWARDS = (
    (a_loop_whose_other_worker_is_killed, a_loop_that_goes_on)
    if IS_KERAS_3
    else (a_fit_whose_other_worker_is_killed, a_fit_that_goes_on)
)
"""One way for each Keras: what a loop saves does not depend on Keras, and fit works in tf_keras only."""


def workers(*cases):
    ports = free_ports(2)
    in_forks(*(partial(worker, index, ports, cases) for index in range(2)))


if __name__ == "__main__":
    workers(*COMPARED, FAILURE)
    workers(AFTERWARDS)
    with_parameter_servers(FOLDER)
