"""The class axis of what is served: that of the compiled loss, or the one that is given."""

from __future__ import annotations

import functools

import numpy as np
import pytest
import tensorflow as tf
from support.served import X, of_several, sequential

import tfcompat
from tfcompat import losses
from tfcompat._keras import keras


def pixels(data_format="channels_first"):
    """Classes on axis 1: a convolution whose output is ``[batch, classes, height, width]``."""
    convolve = keras.layers.Conv2D(3, 1, name="head")
    layers_ = [convolve, keras.layers.Permute((3, 1, 2))]
    if data_format == "channels_first":
        layers_.append(keras.layers.ZeroPadding2D(0, data_format="channels_first"))
    return keras.Sequential([keras.Input((4, 5, 2)), *layers_])


IMAGES = np.random.RandomState(1).normal(size=(2, 4, 5, 2)).astype("float32")
OF_AXIS_1 = {
    "our loss": lambda: losses.SparseSoftmaxCrossEntropy(axis=1),
    "Keras' loss": lambda: keras.losses.CategoricalCrossentropy(from_logits=True, axis=1),
    "a function": lambda: functools.partial(losses.softmax_cross_entropy, axis=1),
    "a dict": lambda: {"a": losses.SparseSoftmaxCrossEntropy(axis=1)},
    "a list": lambda: [losses.SparseSoftmaxCrossEntropy(axis=1)],
}


def subclassed_pixels():
    class Pixels(keras.Model):
        def __init__(self):
            super().__init__()
            self.body = pixels()

        def call(self, inputs):
            return self.body(inputs)

    return called(Pixels())


def called(model):
    model(IMAGES)
    return model


@pytest.mark.parametrize("make", [pixels, subclassed_pixels])
@pytest.mark.parametrize("loss", [name for name in OF_AXIS_1 if name not in ("a dict", "a list")])
def test_the_class_axis_is_that_of_the_compiled_loss(make, loss, tmp_path):
    model = make()
    model.compile("sgd", OF_AXIS_1[loss]())
    wanted = tf.nn.softmax(model(IMAGES), axis=1)
    np.testing.assert_allclose(tfcompat.with_probabilities(model)(IMAGES), wanted, rtol=1e-5)
    tfcompat.export_serving(model, str(tmp_path / "served"))
    served = tf.saved_model.load(str(tmp_path / "served")).signatures["serving_default"]
    found = served(inputs=tf.constant(IMAGES))
    np.testing.assert_allclose(found["probabilities"], wanted, rtol=1e-5)
    np.testing.assert_array_equal(found["classes"], np.argmax(wanted, axis=1))


@pytest.mark.parametrize("loss", ["a dict", "a list"])
def test_the_class_axis_of_each_output_is_that_of_its_loss(loss):
    body = pixels()
    inputs = keras.Input((4, 5, 2))
    named = keras.layers.Activation("linear", name="a")(body(inputs))
    model = keras.Model(inputs, {"a": named} if loss == "a dict" else [named])
    model.compile("sgd", OF_AXIS_1[loss]())
    (found,) = tf.nest.flatten(tfcompat.with_probabilities(model)(IMAGES))
    np.testing.assert_allclose(found, tf.nn.softmax(body(IMAGES), axis=1), rtol=1e-5)


@pytest.mark.parametrize("make", [pixels, subclassed_pixels])
def test_without_a_loss_a_channels_first_model_asks_for_the_axis(make, tmp_path):
    model = make()
    for serve in (
        tfcompat.with_probabilities,
        lambda m, **more: tfcompat.export_serving(m, str(tmp_path / "s"), **more),
    ):
        with pytest.raises(ValueError, match=r"'channels_first': name the class axis, axis=1 or axis=-1\."):
            serve(model)
        serve(model, axis=1)
    probabilities = tfcompat.with_probabilities(model, axis=1)(IMAGES)
    np.testing.assert_allclose(tf.reduce_sum(probabilities, axis=1), np.ones((2, 4, 5)), rtol=1e-5)
    last = tfcompat.with_probabilities(model, axis=-1)(IMAGES)
    np.testing.assert_allclose(tf.reduce_sum(last, axis=-1), np.ones((2, 3, 4)), rtol=1e-5)


def test_an_axis_for_each_output_and_one_that_is_not_there(tmp_path):
    model = of_several(dict)
    served = tfcompat.with_probabilities(
        model, {"a": "softmax", "b": "sigmoid", "c": None}, axis={"a": 1, "b": 1, "c": 1}
    )
    np.testing.assert_allclose(served(X)["a"], tf.nn.softmax(model(X)["a"]), rtol=1e-5)
    with pytest.raises(ValueError, match=r"axis must be an int for all outputs, or one int per output, in a structure"):
        tfcompat.with_probabilities(model, axis=[1, 1])
    with pytest.raises(ValueError, match=r"axis must lie in \[-2, 1\] for the output of shape \(None, 3\), got 3"):
        tfcompat.with_probabilities(sequential(), axis=3)


def test_a_wrapped_model_keeps_its_axis_when_it_is_saved(tmp_path):
    model = SavedPixels()
    model(IMAGES)
    model.compile("sgd", losses.SparseSoftmaxCrossEntropy(axis=1))
    served = called(tfcompat.with_probabilities(model))
    served.save(tmp_path / "served.keras")
    again = keras.models.load_model(tmp_path / "served.keras")
    np.testing.assert_allclose(again(IMAGES), served(IMAGES), rtol=1e-5)


@keras.saving.register_keras_serializable("tests")
class SavedPixels(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.head = keras.layers.Conv2D(3, 1)

    def call(self, inputs):
        return tf.transpose(self.head(inputs), [0, 3, 1, 2])
