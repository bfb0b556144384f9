"""Models that end in a `Logits` layer, trained with a loss by chunks and without."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat import losses, metrics
from tfcompat._keras import keras

RANDOM = np.random.RandomState(0)
X = RANDOM.normal(size=(64, 4)).astype("float32")
IDS = RANDOM.randint(0, 5, 64)
ROWS = np.eye(5, dtype="float32")[IDS]
WEIGHTS = np.linspace(0, 1, 64).astype("float32")


def ours(sparse):
    if not sparse:
        return []
    return [
        metrics.SparseAccuracy(),
        metrics.SparseTopKAccuracy(k=2),
        metrics.SparseCrossEntropy(),
        metrics.Perplexity(),
    ]


def sequential():
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, "relu"), tfcompat.Logits(5)])


def nested():
    body = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, "relu")])
    inputs = keras.Input((4,))
    return keras.Model(inputs, keras.Sequential([keras.Input((8,)), tfcompat.Logits(5)])(body(inputs)))


def train(loss, labels, make=sequential, given=None, policy="float32", weights=WEIGHTS, **compiled):
    """History, evaluation, weights after training, and what was said of chunks."""
    keras.utils.set_random_seed(1)
    keras.mixed_precision.set_global_policy(policy)
    try:
        model = make()
    finally:
        keras.mixed_precision.set_global_policy("float32")
    chosen = ours(labels.ndim == 1) if given is None else given
    model.compile(keras.optimizers.SGD(0.5), loss, metrics=chosen, **compiled)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        history = model.fit(X, labels, 24, epochs=2, verbose=0, shuffle=False, sample_weight=weights).history
    said = [str(w.message) for w in seen if "chunk_size" in str(w.message)]
    return history, model.evaluate(X, labels, verbose=0), model.get_weights(), said


def alike(got, wanted, tolerance=1e-4):
    for a, b in zip(tf.nest.flatten(got[:3]), tf.nest.flatten(wanted[:3]), strict=True):
        np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance)


FAMILIES = {losses.SparseSoftmaxCrossEntropy: IDS, losses.SoftmaxCrossEntropy: ROWS}
every = pytest.mark.parametrize("cls", FAMILIES)
