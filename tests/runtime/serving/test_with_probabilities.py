"""A model that ends in logits returns probabilities, and shares its weights."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from support.served import X, of_several, sequential, subclassed

import tfcompat
from tfcompat import layers, losses
from tfcompat._keras import keras

# Keras 3.10 says so of any model that it has loaded.
pytestmark = pytest.mark.filterwarnings("ignore:(?s).*structure of .inputs. doesn't match:UserWarning")


@pytest.mark.parametrize("make", [sequential, subclassed])
def test_probabilities_share_the_weights(make, tmp_path):
    model = make()
    served = tfcompat.with_probabilities(model)
    np.testing.assert_allclose(served.predict(X, verbose=0), tf.nn.softmax(model(X)), rtol=1e-5)
    model.compile(keras.optimizers.SGD(1.0), losses.SparseSoftmaxCrossEntropy())
    before = served(X).numpy()
    model.fit(X, np.arange(5) % 3, verbose=0)
    assert np.abs(served(X) - before).max() > 1e-3
    np.testing.assert_allclose(served(X), tf.nn.softmax(model(X)), rtol=1e-5)
    path = str(tmp_path / "served.keras")
    served.save(path)
    np.testing.assert_allclose(keras.models.load_model(path)(X), served(X), rtol=1e-6)


@pytest.mark.parametrize("kind", [dict, list])
def test_each_output_has_its_link(kind, tmp_path):
    model = of_several(kind)
    link = {"a": "softmax", "b": "sigmoid", "c": None}
    served = tfcompat.with_probabilities(model, link if kind is dict else list(link.values()))
    got, logits = served(X), model(X)
    assert type(got) is type(logits)
    places = list(link) if kind is dict else range(3)
    for place, activation in zip(places, (tf.nn.softmax, tf.nn.sigmoid, tf.identity), strict=True):
        np.testing.assert_allclose(got[place], activation(logits[place]), rtol=1e-5)
    path = str(tmp_path / "served.keras")
    served.save(path)
    again = keras.models.load_model(path)(X)
    for place in places:
        np.testing.assert_allclose(again[place], got[place], rtol=1e-6)
    copy = keras.models.clone_model(served)
    copy.set_weights(served.get_weights())
    np.testing.assert_allclose(copy(X)[places[0]], got[places[0]], rtol=1e-6)


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16", "float64"])
def test_probabilities_are_float32_or_wider(policy):
    before = keras.mixed_precision.global_policy() if hasattr(keras.mixed_precision, "global_policy") else "float32"
    keras.mixed_precision.set_global_policy(policy)
    try:
        model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
        served = tfcompat.with_probabilities(model)
    finally:
        keras.mixed_precision.set_global_policy(before)
    wanted = "float64" if policy == "float64" else "float32"
    assert served(X).dtype == wanted
    assert served.outputs[0].dtype == wanted


def test_the_guard_names_the_layer():
    model = tfcompat.with_probabilities(sequential())
    for mode in ({}, {"run_eagerly": True}, {"jit_compile": True}):
        model.compile("sgd", losses.SparseSoftmaxCrossEntropy(), **mode)
        with pytest.warns(UserWarning, match="output of a softmax of layer 'probabilities'"):
            model.fit(X, np.arange(5) % 3, verbose=0)


def test_the_layer_is_the_link_and_comes_back_from_its_configuration():
    logits = np.random.RandomState(1).normal(size=(2, 3, 4)).astype("float32")
    layer = layers.Probabilities("softmax", axis=1)
    np.testing.assert_allclose(layer(logits), tf.nn.softmax(logits, axis=1), rtol=1e-5)
    again = layers.Probabilities.from_config(layer.get_config())
    assert (again.link, again.axis) == ("softmax", 1)


class SubclassedSoftmax(keras.Model):
    def __init__(self):
        super().__init__(name="old")
        self.head = keras.layers.Dense(3, activation="softmax")

    def call(self, inputs):
        return self.head(inputs)


def test_a_subclassed_model_of_probabilities_is_refused_as_soon_as_it_is_known():
    message = "the output of model 'old' is not logits: they are the output of"
    model = SubclassedSoftmax()
    served = tfcompat.with_probabilities(model)
    for use in (lambda: served.predict(X, verbose=0), lambda: served(X)):
        with pytest.raises(ValueError, match=message):
            use()
    with pytest.raises(ValueError, match=message):
        tfcompat.with_probabilities(model)


def test_probabilities_of_probabilities_are_refused():
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), layers.Probabilities(name="first")])
    with pytest.raises(ValueError, match="the input of layer 'second' is not logits: they are the output of a softmax"):
        keras.Sequential([model, layers.Probabilities(name="second")]).predict(X, verbose=0)


def test_names_that_are_taken_or_that_keras_3_does_not_allow():
    inputs = keras.Input((4,))
    for outputs, name in (
        (tfcompat.Logits(3)(inputs), "probabilities"),
        ({"a/b": tfcompat.Logits(3)(inputs), "a_b": tfcompat.Logits(3)(inputs)}, "several"),
    ):
        model = keras.Model(inputs, outputs, name=name)
        for ours, logits in zip(*map(tf.nest.flatten, (tfcompat.with_probabilities(model)(X), model(X))), strict=True):
            np.testing.assert_allclose(ours, tf.nn.softmax(logits), rtol=1e-5)
