"""Models to serve."""

from __future__ import annotations

import numpy as np

import tfcompat
from tfcompat._keras import keras

X = np.random.RandomState(0).normal(size=(5, 4)).astype("float32")


def sequential(units=3, **head):
    return keras.Sequential(
        [keras.Input((4,), name="x"), keras.layers.Dense(6, "relu"), tfcompat.Logits(units, **head)]
    )


def of_several(kind):
    inputs = keras.Input((4,), name="x")
    outputs = {"a": tfcompat.Logits(3)(inputs), "b": tfcompat.Logits(1)(inputs), "c": keras.layers.Dense(2)(inputs)}
    return keras.Model(inputs, outputs if kind is dict else list(outputs.values()))


@keras.saving.register_keras_serializable("tests")
class Subclassed(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.head = tfcompat.Logits(3)

    def call(self, inputs):
        return self.head(inputs)


def subclassed():
    model = Subclassed()
    model(X)
    return model
