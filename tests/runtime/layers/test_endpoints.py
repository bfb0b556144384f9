"""The loss as the last layer: it adds what the Loss computes, hands the logits on, and predicts without labels."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat import layers, losses
from tfcompat._keras import IS_KERAS_3, keras

RANDOM = np.random.RandomState(0)
X = RANDOM.normal(size=(16, 4)).astype("float32")
IDS = np.arange(16) % 3
ROWS = np.eye(3, dtype="float32")[IDS]
Z = RANDOM.normal(size=(16, 3)).astype("float32")
FAMILIES = {
    layers.SoftmaxCrossEntropyLayer: (losses.SoftmaxCrossEntropy, ROWS),
    layers.SparseSoftmaxCrossEntropyLayer: (losses.SparseSoftmaxCrossEntropy, IDS),
    layers.SigmoidCrossEntropyLayer: (losses.SigmoidCrossEntropy, ROWS),
}
every = pytest.mark.parametrize("layer", FAMILIES)


def model_of(layer, labels, **keywords):
    x = keras.Input((4,), name="x")
    y = keras.Input(labels.shape[1:], dtype=labels.dtype.name, name="y", **keywords)
    return keras.Model([x, y], layer(name="loss")([tfcompat.Logits(3, name="head")(x), y]))


@every
def test_it_adds_the_loss_and_returns_the_logits(layer):
    loss, labels = FAMILIES[layer]
    weights = RANDOM.uniform(size=16).astype("float32")
    for given in ([Z, labels], [Z, labels, weights]):
        made = layer(temperature=2.0)
        tensors = [tf.constant(part) for part in given]
        assert made(tensors) is tensors[0]
        np.testing.assert_allclose(made.losses, [loss(temperature=2.0)(*[given[1], given[0], *given[2:]])], rtol=1e-6)


@every
@pytest.mark.parametrize("mode", [{}, {"run_eagerly": True}, {"jit_compile": True}])
def test_a_model_with_it_trains_like_one_with_the_loss(layer, mode):
    loss, labels = FAMILIES[layer]
    endpoint = model_of(layer, labels)
    plain = keras.Sequential([keras.Input((4,)), tfcompat.Logits(3)])
    plain.set_weights(endpoint.get_weights())
    endpoint.compile(keras.optimizers.SGD(0.1), **mode)
    plain.compile(keras.optimizers.SGD(0.1), loss(), **mode)
    endpoint.fit([X, labels], batch_size=8, epochs=2, shuffle=False, verbose=0)
    plain.fit(X, labels, batch_size=8, epochs=2, shuffle=False, verbose=0)
    for ours, theirs in zip(endpoint.get_weights(), plain.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(
        endpoint.evaluate([X, labels], verbose=0), plain.evaluate(X, labels, verbose=0), rtol=1e-5
    )


@every
def test_it_is_saved_with_every_argument_and_goes_on(layer, tmp_path):
    _, labels = FAMILIES[layer]
    model = model_of(lambda **given: layer(label_smoothing=0.1, reduction="sum", check_logits="off", **given), labels)
    model.compile("sgd")
    model.fit([X, labels], verbose=0)
    path = str(tmp_path / "model.keras")
    model.save(path)
    again = keras.models.load_model(path)
    assert again.get_layer("loss").get_config() == model.get_layer("loss").get_config()
    assert again.get_layer("loss").loss.get_config()["label_smoothing"] == 0.1
    np.testing.assert_allclose(again.evaluate([X, labels], verbose=0), model.evaluate([X, labels], verbose=0))
    again.fit([X, labels], verbose=0)


def test_large_ids_stay_integers():
    """A layer casts what it is given to its own dtype; float32 does not hold this id."""
    ids = tf.constant([2**24 + 1])
    layer = layers.SparseSoftmaxCrossEntropyLayer(ignore_class=2**24)
    layer([tf.zeros([1, 3]), tf.constant([2**24])])
    assert float(layer.losses[0]) == 0
    with pytest.raises(tf.errors.InvalidArgumentError, match="16777217"):
        layer([tf.zeros([1, 3]), ids])


def test_logits_of_half_precision_are_handed_on_and_their_loss_is_float32():
    layer = layers.SparseSoftmaxCrossEntropyLayer(dtype=keras.mixed_precision.Policy("mixed_float16"))
    assert layer([tf.zeros([2, 3], tf.float16), tf.constant([0, 1])]).dtype == tf.float16
    assert layer.losses[0].dtype == tf.float32
    assert layer([tf.zeros([2, 3], tf.float32), tf.constant([0, 1])]).dtype == tf.float32


@every
def test_without_labels_it_predicts_and_does_not_train(layer):
    made = layer()
    z = tf.constant(Z)
    assert made([z]) is z
    assert made([z, None]) is z
    assert made.losses == []
    with pytest.raises(ValueError, match=f"{layer.__name__} .* got no labels to train on: call it on"):
        made([z, None], training=True)


OPTIONAL = "optional" in inspect.signature(keras.Input).parameters


@every
@pytest.mark.skipif(not OPTIONAL, reason="this Keras has no optional inputs")
def test_a_model_predicts_without_labels(layer):
    _, labels = FAMILIES[layer]
    model = model_of(layer, labels, optional=True)
    model.compile("sgd")
    model.fit([X, labels], verbose=0)
    kernel, bias = model.get_weights()
    np.testing.assert_allclose(model([tf.constant(X), None]), X @ kernel + bias, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(model.predict([X, labels], verbose=0), X @ kernel + bias, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: layers.SoftmaxCrossEntropyLayer()(tf.zeros([2, 3])),
            r"must be called on one list, \[logits, labels\]",
        ),
        (lambda: layers.SoftmaxCrossEntropyLayer()([tf.zeros([2, 3])] * 4), "got list of 4"),
        (lambda: layers.SoftmaxCrossEntropyLayer()(tf.zeros([2, 3]), tf.zeros([2, 3])), "got 2 arguments"),
        (lambda: layers.SoftmaxCrossEntropyLayer(from_logits=True), "takes no from_logits=; leave it out"),
        (lambda: layers.SoftmaxCrossEntropyLayer(pos_weight=2.0), "takes no pos_weight="),
        (
            lambda: layers.SoftmaxCrossEntropyLayer(normalizer="global"),
            r"takes no normalizer=, since .* in the logits, and compile it with tfcompat.SoftmaxCrossEntropy\(",
        ),
        (lambda: layers.SoftmaxCrossEntropyLayer(reduction="none"), "adds one number to the losses of the model"),
        (lambda: layers.SoftmaxCrossEntropyLayer(label_smoothing=2), r"label_smoothing must be a number in \[0, 1\]"),
    ],
)
def test_message(call, message):
    with pytest.raises((TypeError, ValueError), match=message):
        call()


@every
def test_its_keywords_are_those_of_the_loss(layer):
    loss, _ = FAMILIES[layer]
    of_loss, of_layer = (inspect.signature(made).parameters for made in (loss, layer))
    assert set(of_layer) == {*of_loss, "trainable"} - {"normalizer"}
    same = set(of_loss) - {"name", "dtype", "normalizer"}
    assert {name: of_layer[name].default for name in same} == {name: of_loss[name].default for name in same}


def test_a_mask_of_the_logits_hides_steps_and_goes_on():
    steps = keras.Input((3,), dtype="int32")
    y = keras.Input((3,), dtype="int32")
    logits = tfcompat.Logits(3)(keras.layers.Embedding(5, 4, mask_zero=True)(steps))
    model = keras.Model([steps, y], layers.SparseSoftmaxCrossEntropyLayer()([logits, y]))
    model.compile("sgd")
    tokens, labels = np.array([[1, 2, 0], [3, 0, 0]]), np.array([[1, 2, 99], [0, -7, 99]])
    value = model.evaluate([tokens, labels], verbose=0)
    shown = tokens != 0
    predicted = model.predict([tokens, np.zeros_like(labels)], verbose=0)
    wanted = losses.SparseSoftmaxCrossEntropy()(labels[shown], predicted[shown])
    if IS_KERAS_3:
        np.testing.assert_allclose(value, wanted, rtol=1e-5)
    else:
        np.testing.assert_allclose(np.ravel(value)[0], wanted, rtol=1e-5)
