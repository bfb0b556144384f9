"""Losses inside the methods of models that are not compiled: custom loops, ``add_loss``, endpoint layers."""

from __future__ import annotations

import math

import numpy as np
import pytest
import tensorflow as tf

from tfcompat import layers, losses
from tfcompat._keras import keras

ONE_HOT = np.float32([[0, 1, 0], [1, 0, 0]])
FAMILIES = [
    (losses.SparseSoftmaxCrossEntropy, [1, 0], math.log(3)),
    (losses.SoftmaxCrossEntropy, ONE_HOT, math.log(3)),
    (losses.SigmoidCrossEntropy, ONE_HOT, math.log(2)),
    (losses.Distillation, np.zeros([2, 3], np.float32), 0.0),
    (losses.LogitMatching, np.ones([2, 3], np.float32), 1.0),
]


class OwnLoop(keras.Model):
    """A model that is trained by a method of its own."""

    def __init__(self, loss):
        super().__init__()
        self.head = layers.Logits(3, kernel_initializer="zeros")
        self.criterion = loss

    def call(self, inputs):
        return self.head(inputs)

    def step(self, labels, inputs):
        with tf.GradientTape() as tape:
            value = self.criterion(labels, self(inputs))
        return value, tape.gradient(value, self.trainable_variables)


@pytest.mark.parametrize("mode", ["eager", "graph", "xla"])
@pytest.mark.parametrize(("family", "labels", "value"), FAMILIES)
def test_a_method_of_an_uncompiled_model_may_call_a_loss(family, labels, value, mode):
    model = OwnLoop(family())
    step = model.step if mode == "eager" else tf.function(model.step, jit_compile=mode == "xla")
    got, slopes = step(tf.constant(labels), tf.ones([2, 4]))
    np.testing.assert_allclose(got, value, rtol=1e-6)
    assert [slope.shape.as_list() for slope in slopes] == [[4, 3], [3]]


@pytest.mark.parametrize("reduction", ["sum", None])
def test_a_chunked_loss_needs_no_compiled_model(reduction):
    model = OwnLoop(losses.SparseSoftmaxCrossEntropy(chunk_size=1, reduction=reduction))
    got, _ = tf.function(model.step)(tf.constant([1, 0]), tf.ones([2, 4]))
    np.testing.assert_allclose(tf.reduce_sum(got), 2 * math.log(3), rtol=1e-6)


@pytest.mark.parametrize("own", ["a number", {"sparse_softmax_cross_entropy": 1.0}, tf.Variable(1.0), print])
def test_an_attribute_called_loss_may_be_anything(own):
    model = OwnLoop(losses.SparseSoftmaxCrossEntropy())
    model.loss = own
    got, _ = model.step(tf.constant([1, 0]), tf.ones([2, 4]))
    np.testing.assert_allclose(got, math.log(3), rtol=1e-6)


@pytest.mark.parametrize("graph", [False, True])
@pytest.mark.parametrize(
    ("layer", "labels", "value"),
    [
        (layers.SparseSoftmaxCrossEntropyLayer, [1, 0], math.log(3)),
        (layers.SoftmaxCrossEntropyLayer, ONE_HOT, math.log(3)),
        (layers.SigmoidCrossEntropyLayer, ONE_HOT, math.log(2)),
    ],
)
def test_an_endpoint_layer_works_in_an_uncompiled_model(layer, labels, value, graph):
    class Ends(keras.Model):
        def __init__(self):
            super().__init__()
            self.head = layers.Logits(3, kernel_initializer="zeros")
            self.end = layer()

        def call(self, inputs):
            return self.end([self.head(inputs[0]), inputs[1]])

    model = Ends()

    def total(inputs, labels):
        model([inputs, labels])
        return tf.add_n(model.losses)

    got = (tf.function(total) if graph else total)(tf.ones([2, 4]), tf.constant(labels))
    np.testing.assert_allclose(got, value, rtol=1e-6)


@pytest.mark.parametrize("graph", [False, True])
def test_a_model_may_add_a_loss_of_its_call(graph):
    class Adds(keras.Model):
        def __init__(self):
            super().__init__()
            self.head = layers.Logits(3, kernel_initializer="zeros")

        def call(self, inputs):
            logits = self.head(inputs[0])
            self.add_loss(losses.SparseSoftmaxCrossEntropy()(inputs[1], logits))
            return logits

    model = Adds()

    def total(inputs, labels):
        model([inputs, labels])
        return tf.add_n(model.losses)

    got = (tf.function(total) if graph else total)(tf.ones([2, 4]), tf.constant([1, 0]))
    np.testing.assert_allclose(got, math.log(3), rtol=1e-6)
