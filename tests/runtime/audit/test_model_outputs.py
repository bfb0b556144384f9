"""An audit says of each output what makes it."""

from __future__ import annotations

import pytest
import tensorflow as tf
from support.audited import Classifier, L, Mixture, X, called, functional, sequential

import tfcompat
from tfcompat._audit.model_outputs import outputs_of
from tfcompat._keras import keras


class InTraining(keras.Model):
    """Logits while it trains, probabilities when it serves."""

    def __init__(self):
        super().__init__()
        self.head = L.Dense(3, name="head")

    def call(self, inputs, training=None):
        return self.head(inputs) if training else tf.nn.softmax(self.head(inputs))


SHAPES = {
    "dense": (lambda: sequential(L.Dense(3)), "linear"),
    "no bias": (lambda: sequential(L.Dense(3, use_bias=False)), "linear"),
    "logits": (lambda: sequential(tfcompat.Logits(3)), "linear"),
    "softmax": (lambda: sequential(L.Dense(3, "softmax")), "softmax"),
    "sigmoid": (lambda: sequential(L.Dense(1, "sigmoid")), "sigmoid"),
    "function": (lambda: sequential(L.Dense(3, activation=tf.nn.softmax)), "softmax"),
    "activation": (lambda: sequential(L.Dense(3), L.Activation("softmax")), "softmax"),
    "softmax layer": (lambda: sequential(L.Dense(3), L.Softmax()), "softmax"),
    "our probabilities": (lambda: sequential(tfcompat.Logits(3), tfcompat.Probabilities("softmax")), "softmax"),
    "dropout behind": (lambda: sequential(L.Dense(3, "softmax"), L.Dropout(0.0)), "softmax"),
    "reshape behind": (lambda: sequential(L.Dense(4, "softmax"), L.Reshape((2, 2))), "softmax"),
    "flatten behind": (lambda: sequential(L.Reshape((2, 2)), L.Dense(3), L.Flatten()), "linear"),
    "linear activation": (lambda: sequential(L.Dense(3), L.Activation("linear", dtype="float32")), "linear"),
    "relu": (lambda: sequential(L.Dense(3, "relu")), "relu"),
    "tanh": (lambda: sequential(L.Dense(3, "tanh")), "tanh"),
    "elu": (lambda: sequential(L.Dense(3, "elu")), "elu"),
    "log of softmax": (lambda: sequential(L.Dense(3, "log_softmax")), "log_softmax"),
    "sequence": (lambda: sequential(L.Dense(3), shape=(5, 4)), "linear"),
    "time steps": (lambda: sequential(L.TimeDistributed(L.Dense(3, "softmax")), shape=(5, 4)), "softmax"),
    "convolution": (lambda: sequential(L.Conv2D(3, 2), shape=(4, 4, 2)), "linear"),
    "convolution with softmax": (lambda: sequential(L.Conv2D(3, 2, activation="softmax"), shape=(4, 4, 2)), "softmax"),
    "nested": (lambda: sequential(sequential(L.Dense(3, "softmax"))), "softmax"),
    "functional": (lambda: functional(L.Dense(3)), "linear"),
    "subclassed": (lambda: called(Classifier("softmax")), "softmax"),
    "while it trains": (lambda: called(InTraining()), "linear"),
    "lambda": (lambda: sequential(L.Dense(3), L.Lambda(tf.nn.softmax)), "softmax"),
    "mixture": (lambda: sequential(L.Dense(3), Mixture()), ""),
    "scaled": (lambda: sequential(L.Dense(3), L.Lambda(lambda z: 2 * z)), "linear"),
    "squared": (lambda: sequential(L.Dense(3), L.Lambda(lambda z: z * z)), ""),
    "scaled softmax": (lambda: sequential(L.Dense(3, "softmax"), L.Lambda(lambda p: 2 * p)), ""),
    "mean that is none": (lambda: sequential(L.Dense(3, "softmax"), L.Lambda(lambda p: (p + p) / 3)), ""),
    "clipped to nothing": (lambda: sequential(L.Dense(3), L.Lambda(lambda z: tf.clip_by_value(z, 0.0, 1.0))), ""),
    "capped": (lambda: sequential(L.Dense(3, "tanh"), L.Lambda(lambda z: 0.5 * z)), ""),
    "hidden by a mask": (
        lambda: sequential(L.Dense(3), L.Lambda(lambda z: z - 1e9 * tf.cast(z > 0, z.dtype))),
        "linear",
    ),
    "with a prior": (lambda: sequential(L.Dense(3), L.Lambda(lambda z: z + tf.cast(z > 0, z.dtype))), ""),
    "hidden by a sum": (
        lambda: sequential(L.Dense(3), L.Lambda(lambda z: z + -1e9 * tf.cast(z > 0, z.dtype))),
        "linear",
    ),
    "normalised": (lambda: sequential(L.Dense(3), L.LayerNormalization()), ""),
    "mixed by a softmax": (lambda: sequential(L.Lambda(lambda z: tf.matmul(z, tf.nn.softmax(z), True))), ""),
}


@pytest.mark.parametrize("policy", ["float32", "mixed_bfloat16"])
@pytest.mark.parametrize("shape", SHAPES)
def test_what_an_output_is_made_by(shape, policy):
    make, kind = SHAPES[shape]
    keras.mixed_precision.set_global_policy(policy)
    try:
        (found,) = outputs_of(make())
    finally:
        keras.mixed_precision.set_global_policy("float32")
    assert found.kind == kind


def test_a_layer_is_named_and_its_size():
    model = functional(lambda x: L.Dense(3, "softmax", name="probabilities")(L.Dense(8, "relu")(x)))
    (found,) = outputs_of(model)
    assert (found.kind, found.layer, found.units) == ("softmax", "probabilities", 3)


def test_outputs_in_structures_in_structures():
    class Deep(keras.Model):
        def __init__(self):
            super().__init__()
            self.heads = [L.Dense(3), L.Dense(1, "sigmoid"), L.Dense(2, "softmax")]

        def call(self, inputs):
            first, second, third = (head(inputs) for head in self.heads)
            return {"pair": [first, second], "other": third}

    found = outputs_of(Deep(), X)
    assert [(one.name, one.kind) for one in found] == [
        ("other", "softmax"),
        ("pair_0", "linear"),
        ("pair_1", "sigmoid"),
    ]
    assert all(one.nested for one in found)
    model = Deep()
    model.compile(loss={"pair": ["mse", "mse"], "other": "mse"})
    assert [(row.output, row.verdict) for row in tfcompat.audit(model, inputs=X).rows] == [
        ("other", "right"),
        ("pair_0", "right"),
        ("pair_1", "right"),
    ]
