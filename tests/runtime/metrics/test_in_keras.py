"""Metrics on logits in evaluate, in a loop of one's own, and beside Keras' callbacks."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from support.metric_batches import (
    ALL,
    BINARY,
    DATA,
    IDS,
    LOGITS,
    ONE_HOT,
    ONE_UNIT,
    SIGMOID,
    SOFTMAX,
    SPARSE,
    Brier,
    K,
    N,
    bare,
    cloglog,
    compiled_update,
    m,
    number,
)

import tfcompat
from tfcompat import metrics
from tfcompat._keras import keras
from tfcompat.metrics import FromLogits

MODES = [{}, {"run_eagerly": True}, {"jit_compile": True}]


def through(labels, logits, loss="mse", weight=None, mode=None, **given):
    """What evaluate says of a model that hands its input on."""
    model = keras.Sequential([keras.Input(logits.shape[1:]), keras.layers.Activation("linear")])
    model.compile(loss=loss, **given, **(mode or {}))
    return model.evaluate(logits, labels, sample_weight=weight, batch_size=64, verbose=0, return_dict=True)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["AUC", "BinaryAccuracy", "F1Score of classes", "binary_crossentropy"])
def test_in_evaluate_it_counts_the_whole_set(name, mode):
    data, make = ALL[name]
    labels, logits, probabilities, link = DATA[data]
    right = number(bare(make()), labels, probabilities)
    found = through(labels, logits, metrics=[FromLogits(make(), link, name="wrapped")], mode=mode)
    np.testing.assert_allclose(found["wrapped"], right, rtol=1e-5)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("metric", SPARSE)
def test_in_evaluate_a_metric_of_ids_counts_the_whole_set(metric, mode):
    right = number(metric(), IDS, LOGITS)
    found = through(IDS, LOGITS, loss=tfcompat.SparseSoftmaxCrossEntropy(), metrics=[metric(name="found")], mode=mode)
    np.testing.assert_allclose(found["found"], right, rtol=1e-5)


@pytest.mark.parametrize("name", ["AUC of classes", "F1Score of classes", "CategoricalCrossentropy"])
def test_weighted_metrics_weigh_and_metrics_do_not(name):
    """tf_keras hands F1Score weights of shape (B, 1), which it multiplies into (B, B, K)."""
    _, make = ALL[name]
    weight = np.float32(np.arange(N) % 3)
    right = number(make(), ONE_HOT, SOFTMAX), number(make(), ONE_HOT, SOFTMAX, sample_weight=weight)
    found = through(
        ONE_HOT,
        LOGITS,
        weight=weight,
        metrics=[FromLogits(make(), "softmax", name="plain")],
        weighted_metrics=[FromLogits(make(), "softmax", name="weighted")],
    )
    np.testing.assert_allclose([found["plain"], found["weighted"]], right, rtol=1e-5)


def test_a_mask_that_a_layer_makes_reaches_the_metrics():
    random = np.random.RandomState(1)
    tokens = random.randint(0, 7, (16, 10))
    ids = random.randint(0, K, (16, 10))
    sequence = keras.Sequential(
        [keras.Input((10,), dtype="int32"), keras.layers.Embedding(7, 5, mask_zero=True), tfcompat.Logits(K)]
    )
    wrapped = FromLogits(m.AUC(name="auc"), "softmax", one_hot=True)
    sequence.compile(
        loss=tfcompat.SparseSoftmaxCrossEntropy(), metrics=[wrapped, metrics.SparseCrossEntropy(name="loss_again")]
    )
    found = sequence.evaluate(tokens, ids, verbose=0, return_dict=True)
    logits = sequence(tokens).numpy()[tokens > 0]
    np.testing.assert_allclose(found["auc"], number(m.AUC(), np.eye(K)[ids[tokens > 0]], tf.nn.softmax(logits)))
    np.testing.assert_allclose(found["loss_again"], found["loss"], rtol=1e-5)


def test_it_is_named_like_the_metric_inside():
    assert FromLogits(m.AUC(name="area"), "sigmoid").name == "area"
    assert FromLogits("binary_accuracy", "sigmoid").name == "binary_accuracy"
    assert FromLogits(cloglog, "sigmoid").name == "cloglog"
    assert FromLogits(m.AUC(), "sigmoid", name="mine").name == "mine"


def test_each_entry_of_a_dict_is_a_number_of_its_own():
    right = number(Brier(), BINARY, SIGMOID)
    wrapped = FromLogits(Brier(), "sigmoid")
    wrapped.update_state(BINARY, ONE_UNIT)
    assert set(wrapped.result()) == {"brier", "root"}
    np.testing.assert_allclose(list(wrapped.result().values()), right, rtol=1e-6)


@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize("name", ["AUC", "Brier", "binary_crossentropy"])
def test_a_loop_of_ones_own(name, compiled):
    """Update in a tf.function, read, reset, and start again from the fresh state."""
    data, make = ALL[name]
    labels, logits, probabilities, link = DATA[data]
    wrapped, right = FromLogits(make(), link), number(bare(make()), labels, probabilities)
    update = compiled_update(wrapped, jit_compile=compiled)
    for _ in range(2):
        wrapped.reset_state()
        for batch in np.split(np.arange(N), 4):
            update(labels[batch], logits[batch])
        result = wrapped.result()
        result = list(result.values()) if isinstance(result, dict) else result
        np.testing.assert_allclose(result, right, rtol=1e-5)


def test_its_variables_are_those_of_the_metric_inside():
    wrapped = FromLogits(m.AUC(), "sigmoid")
    assert [v.shape for v in wrapped.variables] == [v.shape for v in wrapped.metric.variables]
    assert len(wrapped.variables) == 4


def test_callbacks_know_which_direction_is_better():
    """Keras 3 asks the metric; a wrapped AUC is to be maximised as AUC is."""
    for metric, direction in [
        (FromLogits(m.AUC(), "sigmoid"), getattr(m.AUC(), "_direction", None)),
        (FromLogits(Brier(), "sigmoid"), None),
        (metrics.Perplexity(), "down"),
        (metrics.SparseAccuracy(), "up"),
    ]:
        assert getattr(metric, "_direction", None) == direction
