"""A program: MirroredStrategy on logical devices computes what one device computes, for 2 devices and for 4.

One process has one size: TensorFlow counts the groups of devices of each strategy from 1, so a second strategy of
another size joins the group of the first, and fails.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
import tensorflow as tf
from support.forks import in_forks
from support.replica_task import (
    BATCH,
    CLASSES,
    IDS,
    IGNORED,
    TOLERANCE,
    WEIGHTS,
    Loop,
    X,
    dataset,
    logits_layer,
    loss_of,
    numbers,
    optimizer,
    report,
    same,
    small_model,
)

import tfcompat
from tfcompat._keras import keras, set_mask

SHARES = {2: [0, 9, 13], 4: [0, 5, 5, 6, 13]}
"""Where the shares of the replicas begin and end. One of four is empty."""
DIVIDED = ("sum_over_batch_size", "mean", "mean_with_sample_weight", "sum_by_nonzero_weights")
random = np.random.RandomState(3)
Z = random.normal(size=(13, CLASSES)).astype("float32")
STEPS = random.normal(size=(13, 3, CLASSES)).astype("float32")
ROWS = random.dirichlet(np.ones(CLASSES), 13).astype("float32")
W = np.where(np.arange(13) % 5 == 1, 0, WEIGHTS[:13]).astype("float32")
SHOWN = random.uniform(size=(13, 3)) < np.linspace(0.2, 1, 13)[:, None]
BATCHES = {
    "ids": (tfcompat.SparseSoftmaxCrossEntropy, {"ignore_class": IGNORED, "z_loss": 0.1}, IDS[:13], Z, W, None),
    "steps": (tfcompat.SparseSoftmaxCrossEntropy, {}, IDS[:13, None] * [1, 1, 1] % 3, STEPS, W, SHOWN),
    "rows": (tfcompat.SoftmaxCrossEntropy, {"class_weight": [1.0, 2.0, 0.0, 1.0]}, ROWS, Z, W, None),
    "elements": (tfcompat.SigmoidCrossEntropy, {"class_reduction": None}, ROWS, Z, W[:, None] * ROWS, None),
    "teacher": (tfcompat.losses.Distillation, {}, Z[::-1], Z, None, None),
}


def with_gradients(loss, labels, logits, weights, mask, **call):
    """The loss, and its gradients with respect to logits and weights."""
    with tf.GradientTape() as tape:
        tape.watch([each for each in (logits, weights) if each is not None])
        z = tf.identity(logits)
        if mask is not None:
            set_mask(z, mask)
        value = loss(labels, z, weights, **call)
    return [value, *tape.gradient(value, [each for each in (logits, weights) if each is not None])]


def alone(loss, parts):
    return with_gradients(loss, *(None if part is None else tf.constant(part) for part in parts))


def of_replicas(strategy, function, parts):
    """What each replica returns for its share."""
    bounds = SHARES[strategy.num_replicas_in_sync]

    def share(part):
        def of(context):
            i = context.replica_id_in_sync_group
            return tf.constant(part[bounds[i] : bounds[i + 1]])

        return None if part is None else strategy.experimental_distribute_values_from_function(of)

    found = strategy.run(function, [share(part) for part in parts])
    return tf.nest.map_structure(strategy.experimental_local_results, found)


def value_and_gradients_in_a_loop(strategy):
    for family, given, *parts in BATCHES.values():
        for reduction in DIVIDED:
            plain, of_all = (family(reduction=reduction, **given, normalizer=each) for each in (None, "global"))
            values, *gradients = of_replicas(strategy, partial(with_gradients, of_all), parts)
            same([sum(values), *(np.concatenate(each) for each in gradients)], alone(plain, parts))
            assert len({float(each) for each in values}) == 1, "each replica reports the same part"


def value_and_gradients_in_a_graph(strategy):
    family, given, *parts = BATCHES["ids"]
    step = tf.function(partial(with_gradients, family(**given), normalizer="global"))
    values, *gradients = of_replicas(strategy, step, parts)
    same([sum(values), *(np.concatenate(each) for each in gradients)], alone(family(**given), parts))


def nothing_counts_on_any_replica(strategy):
    found = of_replicas(strategy, partial(with_gradients, loss_of()), [IDS[:13] * 0 + IGNORED, Z, W, None])
    assert all((np.array(each) == 0).all() for part in found for each in part)


def a_loss_that_overflows_is_infinite(strategy):
    logits = np.where(np.arange(13)[:, None] == 12, np.array([0, 0, 0, -np.inf]), Z).astype("float32")
    loss = tfcompat.SparseSoftmaxCrossEntropy(normalizer="global")
    values = of_replicas(strategy, lambda y, z: loss(y, z), [np.full(13, 3), logits])
    assert np.isposinf(values).all(), values


def what_a_branch_cannot_do_is_explained(strategy):
    loss, parts = loss_of(normalizer=None), [IDS[:13], Z]

    def within(normalizer):
        def branch(y, z):
            return tf.cond(tf.size(y) >= 0, lambda: loss(y, z, normalizer=normalizer), lambda: tf.constant(0.0))

        return sum(of_replicas(strategy, tf.function(branch, autograph=False), parts))

    with pytest.raises(RuntimeError, match=r"cannot do inside tf.cond.* pass normalizer=count"):
        within("global")
    np.testing.assert_allclose(within((IDS[:13] != IGNORED).sum()), loss(*parts), **TOLERANCE)


def outside_of_run_the_batch_is_all_there_is(strategy):
    wanted = loss_of()(IDS[:13], Z)
    with strategy.scope():
        np.testing.assert_allclose(loss_of()(IDS[:13], Z), wanted)


def a_count_in_a_loop(strategy):
    loss, count = loss_of(normalizer=None), (IDS[:13] != IGNORED).sum()
    values = of_replicas(strategy, lambda y, z: loss(y, z, normalizer=count), [IDS[:13], Z])
    np.testing.assert_allclose(sum(values), loss(IDS[:13], Z), **TOLERANCE)


def training_in_a_loop(strategy):
    wanted, found = Loop(tf.distribute.get_strategy(), loss_of()), Loop(strategy, loss_of())
    losses = wanted.train(3)
    same([found.train(3), *numbers(found.model)], [losses, *numbers(wanted.model)])


def fitted(strategy, loss, data, make=small_model, metrics=list, class_weight=None, evaluate=False, **keywords):
    """Losses and metrics of fit, what evaluate returns if wanted, and the weights."""
    with strategy.scope():
        model = make()
        model.compile(optimizer(), loss, metrics=metrics(), **keywords)
    found = [model.fit(data, epochs=1 + evaluate, verbose=0, class_weight=class_weight).history]
    found += [model.evaluate(data, verbose=0, return_dict=True)] if evaluate else []
    return [*(each[name] for each in found for name in sorted(each)), *numbers(model)]


def compare(strategy, *arguments, **keywords):
    wanted = fitted(tf.distribute.get_strategy(), *arguments, **keywords)
    same(fitted(strategy, *arguments, **keywords), wanted)


def batches(*parts, size=BATCH):
    return tf.data.Dataset.from_tensor_slices(parts).batch(size)


def two_batches():
    """The first divides evenly, as fit of Keras 3 requires, and the second leaves one of four replicas without any."""
    return batches(X[:19], IDS[:19])


def fit_with_ignored_ids_and_class_weights(strategy):
    """Two batches, the second of which is smaller."""
    weights = {0: 1.0, 1: 2.0, 2: 0.5, 3: 1.0}
    compare(strategy, loss_of(class_weight=None), batches(X, IDS), class_weight=weights, evaluate=True)


def fit_with_an_empty_share(strategy):
    compare(strategy, loss_of(), two_batches())


def fit_with_sample_weights(strategy):
    compare(strategy, loss_of(reduction="mean_with_sample_weight"), dataset(), run_eagerly=True)


def fit_by_chunks(strategy):
    metrics = partial(tfcompat.metrics.SparseAccuracy, ignore_class=IGNORED)
    compare(strategy, loss_of(class_weight=None, chunk_size=5), two_batches(), metrics=lambda: [metrics()])


def fit_with_masks(strategy):
    tokens = np.where(SHOWN, 1 + np.arange(39).reshape(13, 3) % 5, 0)

    def make():
        embedding = keras.layers.Embedding(6, 4, mask_zero=True, embeddings_initializer="ones")
        return keras.Sequential([keras.Input((3,), dtype="int32"), embedding, logits_layer()])

    data = batches(tokens, np.where(SHOWN, tokens % CLASSES, 99), size=8)
    compare(strategy, tfcompat.SparseSoftmaxCrossEntropy(normalizer="global"), data, make, run_eagerly=True)


def with_endpoint(**keywords):
    features, labels = keras.Input((4,)), keras.Input((), dtype="int64")
    layer = tfcompat.SparseSoftmaxCrossEntropyLayer(**keywords)
    return keras.Model([features, labels], layer([small_model()(features), labels]))


def fit_without_a_normalizer(strategy):
    """The shares are equal: fit divides what add_loss is given, and Keras 3's losses divide their means too."""
    data, endpoint = batches(X[:16], IDS[:16]), batches((X[:16], IDS[:16]))
    for reduction in ("sum_over_batch_size", "mean_with_sample_weight"):
        compare(strategy, tfcompat.SparseSoftmaxCrossEntropy(reduction=reduction), data, run_eagerly=True)
    for reduction in ("mean", "sum"):
        compare(strategy, None, endpoint, partial(with_endpoint, reduction=reduction), run_eagerly=True)


def a_loss_around_the_loss(strategy):
    """A Loss of the user's that calls ours, and a subclass that adds to its value."""

    class Around(keras.losses.Loss):
        def call(self, y_true, y_pred):
            return 0.5 * loss_of(class_weight=None)(y_true, y_pred)

    class Half(tfcompat.SparseSoftmaxCrossEntropy):
        def __call__(self, *arguments, **keywords):
            return 0.5 * super().__call__(*arguments, **keywords)

    for loss in (Around(), Half(ignore_class=IGNORED, normalizer="global")):
        compare(strategy, loss, two_batches())  # traced, since AutoGraph gives methods of the user's other names


OF_TWO = (
    value_and_gradients_in_a_loop,
    value_and_gradients_in_a_graph,
    nothing_counts_on_any_replica,
    a_loss_that_overflows_is_infinite,
    what_a_branch_cannot_do_is_explained,
    outside_of_run_the_batch_is_all_there_is,
    a_count_in_a_loop,
    training_in_a_loop,
    fit_with_ignored_ids_and_class_weights,
    fit_with_sample_weights,
    fit_by_chunks,
    fit_with_masks,
    fit_without_a_normalizer,
    a_loss_around_the_loss,
)
OF_FOUR = (
    value_and_gradients_in_a_loop,
    nothing_counts_on_any_replica,
    training_in_a_loop,
    fit_with_an_empty_share,
)


def run(replicas, cases):
    devices = [tf.config.LogicalDeviceConfiguration()] * replicas
    tf.config.set_logical_device_configuration(tf.config.list_physical_devices("CPU")[0], devices)
    strategy = tf.distribute.MirroredStrategy([f"CPU:{i}" for i in range(replicas)])
    for case in cases:
        report(f"{case.__name__} on {replicas}", partial(case, strategy))


if __name__ == "__main__":
    in_forks(partial(run, 2, OF_TWO))
    in_forks(partial(run, 4, OF_FOUR))
