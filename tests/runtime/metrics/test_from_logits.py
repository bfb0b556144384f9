"""Metrics on logits give the numbers that they give on probabilities, over the examples that the loss counts."""

from __future__ import annotations

import inspect

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
    WRONG_ON_LOGITS,
    K,
    N,
    bare,
    cloglog,
    damaged,
    m,
    number,
)

import tfcompat
from tfcompat import metrics
from tfcompat._keras import IS_KERAS_3, keras
from tfcompat.metrics import FromLogits

# What wants one-hot labels, and can be told to make them of class ids.
CATEGORICAL = [name for name, (data, _) in ALL.items() if data == "one-hot"]


@pytest.mark.parametrize("name", ALL)
def test_on_logits_it_says_what_the_bare_metric_says_on_probabilities(name):
    data, make = ALL[name]
    labels, logits, probabilities, link = DATA[data]
    right = number(bare(make()), labels, probabilities)
    np.testing.assert_allclose(number(FromLogits(make(), link), labels, logits), right, rtol=1e-6)


@pytest.mark.parametrize("name", WRONG_ON_LOGITS)
def test_the_bare_metric_is_wrong_on_logits(name):
    """Otherwise the test above would show little."""
    data, make = WRONG_ON_LOGITS[name]
    labels, logits, probabilities, _ = DATA[data]
    right, wrong = number(bare(make()), labels, probabilities), number(bare(make()), labels, logits)
    assert not np.allclose(wrong, right, atol=0.01)


def test_accuracy_of_compile_is_wrong_and_the_wrapped_one_is_right():
    """compile resolves 'accuracy' to a threshold of 1/2, which on logits is one of 0.62."""
    model = keras.Sequential([keras.Input((1,)), keras.layers.Activation("linear")])
    model.compile(metrics=["accuracy", FromLogits("binary_accuracy", "sigmoid")], loss="mse")
    model.evaluate(ONE_UNIT, BINARY, verbose=0)
    found = model.get_metrics_result()
    right = np.mean((ONE_UNIT > 0) == (BINARY > 0))
    np.testing.assert_allclose(found["binary_accuracy"], right, rtol=1e-6)
    assert abs(found["accuracy"] - right) > 0.01


def test_small_logits_have_an_f1_score():
    logits = np.where(BINARY > 0, 0.3, -0.3).astype("float32")
    assert number(m.F1Score(threshold=0.5), BINARY, logits) == 0
    np.testing.assert_allclose(number(FromLogits(m.F1Score(threshold=0.5), "sigmoid"), BINARY, logits), 1, rtol=1e-6)


def test_auc_of_a_softmax_model_is_not_that_of_a_sigmoid():
    """AUC(from_logits=True) applies the sigmoid whatever the model is."""
    right = number(m.AUC(), ONE_HOT, SOFTMAX)
    np.testing.assert_allclose(number(FromLogits(m.AUC(), "softmax"), ONE_HOT, LOGITS), right, rtol=1e-6)
    assert abs(number(m.AUC(from_logits=True), ONE_HOT, LOGITS) - right) > 0.01


def test_a_function_may_be_the_link():
    right = number(m.AUC(), BINARY, cloglog(ONE_UNIT))
    np.testing.assert_array_equal(number(FromLogits(m.AUC(), cloglog), BINARY, ONE_UNIT), right)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float64"])
def test_logits_of_any_precision(dtype):
    logits = tf.cast(ONE_UNIT, dtype)
    right = number(m.BinaryCrossentropy(), BINARY, tf.nn.sigmoid(tf.cast(logits, "float32")))
    np.testing.assert_allclose(number(FromLogits("binary_crossentropy", "sigmoid"), BINARY, logits), right, rtol=1e-5)


@pytest.mark.parametrize("axis", [1, 2, -2])
def test_classes_may_lie_on_another_axis(axis):
    ids, logits, kept = damaged()
    right = number(m.CategoricalCrossentropy(), ONE_HOT[kept], SOFTMAX[kept])
    wrapped = FromLogits(m.CategoricalCrossentropy(axis=axis), "softmax", axis=axis, ignore_class=255, one_hot=True)
    image = np.moveaxis(logits.reshape(4, 100, K), -1, axis)
    np.testing.assert_allclose(number(wrapped, ids.reshape(4, 100), image), right, rtol=1e-5)


@pytest.mark.parametrize("name", CATEGORICAL)
@pytest.mark.parametrize("ignored", [255, -1, [255, -1]])
def test_an_ignored_class_is_its_rows_deleted(name, ignored):
    """One-hot labels are made of the ids that the loss beside it reads."""
    _, make = ALL[name]
    ids, logits, kept = damaged(np.atleast_1d(ignored))
    right = number(make(), ONE_HOT[kept], SOFTMAX[kept])
    wrapped = FromLogits(make(), "softmax", ignore_class=ignored, one_hot=True)
    np.testing.assert_allclose(number(wrapped, ids, logits), right, rtol=1e-5)


@pytest.mark.parametrize("name", [name for name, (data, _) in ALL.items() if data == "ids"])
@pytest.mark.parametrize("shape", [(-1,), (-1, 1)])
def test_an_ignored_class_of_a_metric_of_ids(name, shape):
    _, make = ALL[name]
    ids, logits, kept = damaged()
    right = number(make(), IDS[kept], SOFTMAX[kept])
    wrapped = FromLogits(make(), "softmax", ignore_class=255)
    np.testing.assert_allclose(number(wrapped, ids.reshape(shape), logits), right, rtol=1e-5)


@pytest.mark.parametrize("name", [name for name, (data, _) in ALL.items() if data == "binary"])
def test_missing_binary_labels_may_be_ignored(name):
    _, make = ALL[name]
    labels, logits, kept = BINARY.copy(), ONE_UNIT.copy(), np.arange(N) % 3 != 0
    labels[~kept], logits[~kept] = -1, np.nan
    right = number(bare(make()), BINARY[kept], SIGMOID[kept])
    wrapped = FromLogits(make(), "sigmoid", ignore_class=-1)
    np.testing.assert_allclose(number(wrapped, labels, logits), right, rtol=1e-5)


@pytest.mark.parametrize("name", ALL)
def test_a_weight_of_zero_is_a_deleted_row(name):
    data, make = ALL[name]
    labels, logits, probabilities, link = DATA[data]
    kept = np.arange(N) % 3 != 0
    logits = np.where(kept[:, None], logits, np.float32(np.nan))
    right = number(bare(make()), labels[kept], probabilities[kept])
    wrapped = FromLogits(make(), link)
    np.testing.assert_allclose(number(wrapped, labels, logits, sample_weight=kept), right, rtol=1e-5)


@pytest.mark.parametrize("name", ALL)
def test_weights_weigh_as_in_the_bare_metric(name):
    data, make = ALL[name]
    labels, logits, probabilities, link = DATA[data]
    weight = np.arange(N) % 3
    right = number(bare(make()), labels, probabilities, sample_weight=weight.astype(bare(make()).dtype))
    wrapped = FromLogits(make(), link)
    np.testing.assert_allclose(number(wrapped, labels, logits, sample_weight=weight), right, rtol=1e-5)


def test_weights_of_a_batch_weigh_rows_even_where_there_are_time_steps():
    """Keras' own AUC aligns a (B,) weight with the wrong axis of (B, T, K), or fails."""
    labels, logits, probabilities = (a.reshape(4, 100, K) for a in (ONE_HOT, LOGITS, SOFTMAX))
    right = number(m.AUC(), labels[:2], probabilities[:2])
    wrapped = number(FromLogits(m.AUC(), "softmax"), labels, logits, sample_weight=[1, 1, 0, 0])
    np.testing.assert_allclose(wrapped, right, rtol=1e-6)


def test_a_weight_for_each_element_weighs_elements():
    weight = (np.random.RandomState(1).uniform(size=(N, K)) < 0.5).astype("float32")
    right = number(m.AUC(), ONE_HOT[weight > 0], SOFTMAX[weight > 0])
    kept = np.arange(N) % 2 == 0
    half = number(m.AUC(), ONE_HOT[kept][weight[kept] > 0], SOFTMAX[kept][weight[kept] > 0])
    np.testing.assert_allclose(
        number(FromLogits(m.AUC(), "softmax"), ONE_HOT, LOGITS, sample_weight=weight), right, rtol=1e-6
    )
    wrapped = FromLogits(m.AUC(), "softmax", ignore_class=255, one_hot=True)
    ids = np.where(kept, IDS, 255)
    np.testing.assert_allclose(number(wrapped, ids, LOGITS, sample_weight=weight), half, rtol=1e-6)


def test_a_batch_without_a_class_axis_is_one_logit_for_each_example():
    labels, logits = BINARY[:, 0].copy(), ONE_UNIT[:, 0].copy()
    kept = np.arange(N) % 3 != 0
    labels[~kept], logits[~kept] = -1, np.nan
    right = number(m.AUC(), labels[kept], SIGMOID[kept, 0])
    np.testing.assert_allclose(
        number(FromLogits(m.AUC(), "sigmoid", ignore_class=-1), labels, logits), right, rtol=1e-6
    )


@pytest.mark.parametrize("metric", [lambda: m.AUC(), lambda: m.CategoricalCrossentropy(), lambda: m.MeanSquaredError()])
def test_masked_steps_are_deleted(metric):
    shown = np.random.RandomState(2).uniform(size=(4, 100)) < 0.5
    labels, logits, probabilities = (a.reshape(4, 100, K) for a in (ONE_HOT, LOGITS, SOFTMAX))
    right = number(metric(), labels[shown], probabilities[shown])
    masked = tf.constant(np.where(shown[..., None], logits, np.float32(np.nan)))
    masked._keras_mask = tf.constant(shown)
    np.testing.assert_allclose(number(FromLogits(metric(), "softmax"), labels, masked), right, rtol=1e-5)


def test_a_mask_an_ignored_class_and_weights_multiply():
    ids = np.where(np.arange(N) % 5, IDS, 255).reshape(4, 100)
    shown = np.random.RandomState(2).uniform(size=(4, 100)) < 0.5
    weight = np.array([1.0, 2.0, 0.0, 3.0], "float32")
    kept = shown & (ids != 255)
    right = number(
        m.SparseCategoricalCrossentropy(),
        ids[kept],
        SOFTMAX.reshape(4, 100, K)[kept],
        sample_weight=np.broadcast_to(weight[:, None], (4, 100))[kept],
    )
    logits = tf.constant(LOGITS.reshape(4, 100, K))
    logits._keras_mask = tf.constant(shown)
    wrapped = FromLogits(m.SparseCategoricalCrossentropy(), "softmax", ignore_class=255)
    np.testing.assert_allclose(number(wrapped, ids, logits, sample_weight=weight), right, rtol=1e-5)


def test_ids_of_one_byte_are_compared_as_numbers():
    """As uint8, -1 would be 255."""
    ids = np.where(np.arange(N) % 3, IDS, 255).astype("uint8")
    everything = FromLogits(m.OneHotMeanIoU(K), "softmax", ignore_class=-1, one_hot=True)
    with pytest.raises(tf.errors.InvalidArgumentError, match="255"):
        number(everything, ids, LOGITS)


def test_the_metric_agrees_with_the_loss_beside_it():
    """That of Keras 3 divides by the ignored examples too: 0.9998 beside a loss of 1.333."""
    ids, _, _ = damaged()
    loss = float(tfcompat.SparseSoftmaxCrossEntropy(ignore_class=255)(ids, LOGITS))
    if "ignore_class" in inspect.signature(m.SparseCategoricalCrossentropy).parameters:  # newer than the floor
        keras_own = number(m.SparseCategoricalCrossentropy(from_logits=True, ignore_class=255), ids, LOGITS)
        assert (abs(keras_own - loss) > 0.1 * loss) == IS_KERAS_3
    wrapped = FromLogits(m.SparseCategoricalCrossentropy(), "softmax", ignore_class=255)
    np.testing.assert_allclose(number(wrapped, ids, LOGITS), loss, rtol=1e-5)
    np.testing.assert_allclose(number(metrics.SparseCrossEntropy(ignore_class=255), ids, LOGITS), loss, rtol=1e-5)


@pytest.mark.parametrize(
    "metric", [metrics.SparseCrossEntropy, lambda: FromLogits(m.SparseCategoricalAccuracy(), "softmax")]
)
def test_ragged_examples_are_their_flat_values(metric):
    ids, logits = (tf.RaggedTensor.from_row_lengths(a[:6], [1, 3, 2]) for a in (IDS, LOGITS))
    right = number(metric(), IDS[:6], LOGITS[:6], sample_weight=[2.0, 0.0, 0.0, 0.0, 1.0, 1.0])
    np.testing.assert_allclose(number(metric(), ids, logits, sample_weight=[2.0, 0.0, 1.0]), right, rtol=1e-6)
