"""Weights that are variables: a Loss follows them, as the functions do, and saves what they hold."""

from __future__ import annotations

import copy

import numpy as np
import pytest
import tensorflow as tf

from tfcompat import layers, losses
from tfcompat._keras import IS_KERAS_3, keras

Z = np.float32([[0, 1, 2], [1, 0, 0]])
IDS = np.array([0, 1])
ROWS = np.eye(3, dtype="float32")[IDS]
KEYWORDS = [
    (losses.SparseSoftmaxCrossEntropy, IDS, "class_weight"),
    (losses.SoftmaxCrossEntropy, ROWS, "class_weight"),
    (losses.SigmoidCrossEntropy, ROWS, "class_weight"),
    (losses.SigmoidCrossEntropy, ROWS, "pos_weight"),
]
BEFORE, AFTER = [1.0, 2.0, 3.0], [9.0, 1.0, 0.5]


def variable(values):
    return tf.Variable(values)


def variable_of_keras(values):
    return keras.Variable(np.float32(values)) if IS_KERAS_3 else keras.backend.variable(values)


@pytest.mark.parametrize("make", [variable, variable_of_keras])
@pytest.mark.parametrize("mode", ["eager", "graph", "xla"])
@pytest.mark.parametrize(("family", "labels", "keyword"), KEYWORDS)
def test_a_variable_is_followed(family, labels, keyword, mode, make):
    weights = make(BEFORE)
    loss = family(**{keyword: weights})
    call = loss if mode == "eager" else tf.function(loss.__call__, jit_compile=mode == "xla")
    plain = getattr(losses, loss.name)
    function = tf.function(lambda y, z: plain(y, z, **{keyword: weights}))
    for values in (BEFORE, AFTER):
        weights.assign(values)
        np.testing.assert_allclose(call(labels, Z), family(**{keyword: values})(labels, Z), rtol=1e-6)
        np.testing.assert_allclose(function(labels, Z), plain(labels, Z, **{keyword: values}), rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("make", [variable, variable_of_keras])
@pytest.mark.parametrize(("family", "labels", "keyword"), KEYWORDS[:3])
def test_a_variable_in_a_dict_is_followed(family, labels, keyword, make):
    weight = make(2.0)
    loss = family(**{keyword: {0: weight, 2: 0.5}})
    for number in (2.0, 9.0):
        weight.assign(number)
        wanted = family(**{keyword: {0: number, 2: 0.5}})(labels, Z)
        np.testing.assert_allclose(loss(labels, Z), wanted, rtol=1e-6)
        np.testing.assert_allclose(tf.function(loss.__call__)(labels, Z), wanted, rtol=1e-6)
        assert loss.get_config()[keyword] == {0: number, 2: 0.5}
    assert family(**{keyword: {0: make(2.0)}}).get_config()[keyword] == {0: 2.0}


@pytest.mark.parametrize("make", [variable, variable_of_keras])
@pytest.mark.parametrize(("family", "labels", "keyword"), KEYWORDS)
def test_a_variable_is_saved_by_value(family, labels, keyword, make):
    weights = make(BEFORE)
    loss = family(**{keyword: weights})
    weights.assign(AFTER)
    assert loss.get_config()[keyword] == AFTER
    again = keras.losses.deserialize(keras.losses.serialize(loss))
    wanted = float(loss(labels, Z))
    weights.assign(BEFORE)
    assert float(again(labels, Z)) == wanted
    assert float(copy.deepcopy(loss)(labels, Z)) == float(loss(labels, Z)) != wanted
    configs = []
    tf.function(lambda: configs.append(loss.get_config()[keyword]))()
    assert configs == [BEFORE]


@pytest.mark.parametrize("chunk_size", [None, 1])
def test_fit_follows_a_variable_and_does_not_train_it(chunk_size, tmp_path):
    weights = tf.Variable(BEFORE)
    loss = losses.SparseSoftmaxCrossEntropy(class_weight=weights, chunk_size=chunk_size)
    model = keras.Sequential([keras.Input((3,)), layers.Logits(3)])
    model.compile(keras.optimizers.SGD(0.0), loss)
    plain = losses.SparseSoftmaxCrossEntropy(class_weight=BEFORE)(IDS, model(Z))
    np.testing.assert_allclose(model.fit(Z, IDS, verbose=0).history["loss"], [plain], rtol=1e-5)
    assert len(model.trainable_variables) == 2
    weights.assign(AFTER)
    plain = losses.SparseSoftmaxCrossEntropy(class_weight=AFTER)(IDS, model(Z))
    np.testing.assert_allclose(model.fit(Z, IDS, verbose=0).history["loss"], [plain], rtol=1e-5)
    model.save(tmp_path / "model.keras")
    assert keras.models.load_model(tmp_path / "model.keras").loss.get_config()["class_weight"] == AFTER


@pytest.mark.parametrize("graph", [False, True])
@pytest.mark.parametrize("make", [variable, lambda values: {i: tf.Variable(w) for i, w in enumerate(values)}])
@pytest.mark.parametrize("sparse", [False, True])
def test_a_fused_function_takes_a_variable(sparse, make, graph):
    function = losses.linear_sparse_softmax_cross_entropy if sparse else losses.linear_softmax_cross_entropy
    weights, kernel = make(BEFORE), tf.Variable(np.eye(3, dtype="float32"))

    def both(y, x):
        with tf.GradientTape() as tape:
            value = function(y, x, kernel, class_weight=weights)
        return value, tape.gradient(value, kernel)

    value, slope = (tf.function(both) if graph else both)(IDS if sparse else ROWS, Z)
    wanted = losses.sparse_softmax_cross_entropy(IDS, Z, class_weight=BEFORE)
    np.testing.assert_allclose(value, wanted, rtol=1e-6)
    assert np.abs(slope).max() > 0.1


def test_an_endpoint_layer_follows_a_variable():
    weights = tf.Variable(BEFORE)
    layer = layers.SparseSoftmaxCrossEntropyLayer(class_weight=weights)
    weights.assign(AFTER)
    layer([tf.constant(Z), tf.constant(IDS)])
    wanted = losses.SparseSoftmaxCrossEntropy(class_weight=AFTER)(IDS, Z)
    np.testing.assert_allclose(tf.add_n(layer.losses), wanted, rtol=1e-6)
    assert layer.get_config()["class_weight"] == AFTER
    assert layer.trainable_variables == []


def test_a_symbolic_call_follows_a_variable():
    weights = tf.Variable(BEFORE)
    labels, logits = keras.Input((), dtype="int64"), keras.Input((3,))
    for call in (
        losses.SparseSoftmaxCrossEntropy(class_weight=weights, reduction="none"),
        lambda y, z: losses.sparse_softmax_cross_entropy(y, z, class_weight=weights),
    ):
        weights.assign(BEFORE)
        model = keras.Model([labels, logits], call(labels, logits))
        model.predict([IDS, Z], verbose=0)
        weights.assign(AFTER)
        wanted = losses.sparse_softmax_cross_entropy(IDS, Z, class_weight=AFTER)
        np.testing.assert_allclose(model.predict([IDS, Z], verbose=0), wanted, rtol=1e-6)
        assert model.trainable_variables == []
        again = keras.Model.from_config(model.get_config())
        np.testing.assert_allclose(again.predict([IDS, Z], verbose=0), wanted, rtol=1e-6)
