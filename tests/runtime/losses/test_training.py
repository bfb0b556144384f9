"""The ways people train: several outputs, several steps a call, loss scaling, masks and weights, replicas."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat import losses, metrics
from tfcompat._keras import IS_KERAS_3, keras

RANDOM = np.random.RandomState(0)
X = RANDOM.normal(size=(64, 4)).astype("float32")
IDS = (X @ RANDOM.normal(size=(4, 3))).argmax(-1)


def test_several_outputs_with_weights_of_losses():
    inputs = keras.Input((4,))
    outputs = {"a": tfcompat.Logits(3, name="a")(inputs), "b": tfcompat.Logits(1, name="b")(inputs)}
    model = keras.Model(inputs, outputs)
    a, b = losses.SparseSoftmaxCrossEntropy(), losses.SigmoidCrossEntropy()
    model.compile(loss={"a": a, "b": b}, loss_weights={"a": 2.0, "b": 0.5})
    binary = (IDS > 0).astype("float32")
    found = model.evaluate(X, {"a": IDS, "b": binary}, batch_size=64, verbose=0, return_dict=True)["loss"]
    given = model(X)
    np.testing.assert_allclose(found, 2 * a(IDS, given["a"]) + 0.5 * b(binary, given["b"]), rtol=1e-5)


@pytest.mark.parametrize("compiled", [{"steps_per_execution": 2}, {"jit_compile": True}, {"run_eagerly": True}])
def test_every_way_to_run_a_step_trains_alike(compiled):
    def train(**how):
        keras.utils.set_random_seed(0)
        model = keras.Sequential([keras.Input((4,)), tfcompat.Logits(3)])
        model.compile(keras.optimizers.SGD(0.1), losses.SparseSoftmaxCrossEntropy(label_smoothing=0.1), **how)
        model.fit(X, IDS, batch_size=16, epochs=2, shuffle=False, verbose=0)
        return model.get_weights()[0]

    np.testing.assert_allclose(train(**compiled), train(), atol=1e-6)


def test_weights_of_examples_and_of_classes_reach_the_loss():
    model = keras.Sequential([keras.Input((4,)), tfcompat.Logits(3)])
    loss = losses.SparseSoftmaxCrossEntropy()
    model.compile(keras.optimizers.SGD(0.0), loss)
    weights = RANDOM.uniform(size=64).astype("float32")
    found = model.evaluate(X, IDS, sample_weight=weights, batch_size=64, verbose=0)
    np.testing.assert_allclose(found, loss(IDS, model(X), weights), rtol=1e-5)
    history = model.fit(X, IDS, class_weight={0: 1.0, 1: 0.0, 2: 3.0}, batch_size=64, verbose=0).history["loss"]
    np.testing.assert_allclose(history[0], loss(IDS, model(X), np.array([1.0, 0.0, 3.0])[IDS]), rtol=1e-5)


def test_loss_scaling_under_mixed_float16():
    keras.mixed_precision.set_global_policy("mixed_float16")
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, "relu"), tfcompat.Logits(3)])
    optimizer = keras.mixed_precision.LossScaleOptimizer(keras.optimizers.Adam(0.05))
    model.compile(optimizer, losses.SparseSoftmaxCrossEntropy())
    history = model.fit(X, IDS, batch_size=16, epochs=6, verbose=0).history["loss"]
    assert history[-1] < 0.8 * history[0]


def test_half_precision_logits_of_another_layer():
    """tf_keras hands float16 on as it is; the loss computes in float32 all the same."""
    logits = tf.constant(RANDOM.normal(size=(8, 1000)) * 10, tf.float16)
    ids = RANDOM.randint(0, 1000, 8)
    wanted = losses.SparseSoftmaxCrossEntropy()(ids, tf.cast(logits, tf.float32))
    assert losses.SparseSoftmaxCrossEntropy()(ids, logits) == wanted


def test_dtype_of_the_loss_does_not_follow_the_policy():
    if IS_KERAS_3:
        keras.mixed_precision.set_global_policy("mixed_bfloat16")
    ids, logits = np.array([257]), tf.constant(RANDOM.normal(size=(1, 300)), tf.float32)
    np.testing.assert_allclose(
        losses.SparseSoftmaxCrossEntropy()(ids, logits), tfcompat.sparse_softmax_cross_entropy(ids, logits)[0]
    )


@pytest.mark.parametrize(
    ("units", "loss", "metric"),
    [
        (3, losses.SparseSoftmaxCrossEntropy, metrics.SparseAccuracy),
        (3, lambda: losses.SparseSoftmaxCrossEntropy(ignore_class=1), lambda: metrics.SparseAccuracy(ignore_class=1)),
        (1, losses.SigmoidCrossEntropy, None),
    ],
    ids=["ids", "ignored ids", "binary"],
)
def test_labels_with_and_without_a_column_in_turn(units, loss, metric):
    """After batches of both shapes Keras traces its step for labels of unknown rank."""
    model = keras.Sequential([keras.Input((4,)), tfcompat.Logits(units)])
    model.compile("sgd", loss(), metrics=[metric()] if metric else [])
    x, labels = np.random.RandomState(0).normal(size=(16, 4)).astype("float32"), np.arange(16) % max(units, 2)
    for given in (labels, labels[:, None], labels, labels[:, None]):
        model.fit(x, given, verbose=0)
    results = [model.evaluate(x, given, verbose=0) for given in (labels, labels[:, None])]
    np.testing.assert_allclose(*results, rtol=1e-6)
