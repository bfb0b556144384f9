"""Models to audit."""

from __future__ import annotations

import numpy as np
import tensorflow as tf

from tfcompat._keras import keras

L = keras.layers
X = np.linspace(-1, 1, 8).reshape(2, 4).astype("float32")


def sequential(*layers, shape=(4,)):
    return keras.Sequential([keras.Input(shape), *layers])


class Mixture(L.Layer):
    """A weighted mean of two softmaxes: probabilities that no softmax made."""

    def call(self, inputs):
        return 0.7 * tf.nn.softmax(inputs) + 0.3 * tf.nn.softmax(-inputs)


class Classifier(keras.Model):
    def __init__(self, activation=None):
        super().__init__()
        self.head = L.Dense(3, activation, name="head")

    def call(self, inputs):
        return self.head(inputs)


def called(model):
    model(X)
    return model


def functional(make):
    inputs = keras.Input((4,))
    return keras.Model(inputs, make(inputs))


SPARSE = keras.losses.SparseCategoricalCrossentropy


class Refuses(keras.Model):
    def __init__(self):
        super().__init__()
        self.head = L.Dense(3)
        self.calls = 0

    def call(self, inputs):
        self.calls += 1
        if self.calls > 1 and inputs.shape[0] is None:
            raise RuntimeError("no batch of an unknown size")
        return self.head(inputs)
