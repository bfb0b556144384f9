"""The callback audits a model as its training starts, and ends no training that it cannot look at."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import tensorflow as tf
from support.audited import SPARSE, Classifier, L, Refuses, X, sequential

import tfcompat
from tfcompat._keras import keras


@pytest.mark.parametrize("make", [lambda: sequential(L.Dense(3)), Classifier], ids=["functional", "subclassed"])
@pytest.mark.parametrize("verb", ["fit", "evaluate"])
def test_the_callback_says_it_once_and_may_raise(make, verb):
    def run(action):
        model = make()
        model.compile(loss="sparse_categorical_crossentropy")
        epochs = {"epochs": 3} if verb == "fit" else {}
        return getattr(model, verb)(X, np.zeros(2), verbose=0, callbacks=[tfcompat.AuditCallback(action)], **epochs)

    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        run("warn")
    assert [f"{one.message}"[:50] for one in seen if "TFC202" in f"{one.message}"] == [
        "loss sparse_categorical_crossentropy: TFC202 it re"
    ]
    with pytest.raises(ValueError, match="TFC202"):
        run("raise")
    with pytest.raises(ValueError, match="action must be 'warn' or 'raise', got 'stop'"):
        tfcompat.AuditCallback("stop")


def test_the_callback_is_silent_where_all_is_right_or_nothing_is_known():
    for loss in (SPARSE(from_logits=True), "mse"):
        model = sequential(L.Dense(3))
        model.compile(loss=loss)
        labels = np.zeros((2, 3)) if loss == "mse" else np.zeros(2)
        model.fit(X, labels, verbose=0, callbacks=[tfcompat.AuditCallback("raise")])


class NeedsInts(keras.Model):
    """Looks rows up by ids, which Keras 3 does not remember to be ints."""

    def __init__(self):
        super().__init__()
        self.head = L.Dense(3)

    def call(self, inputs):
        return self.head(tf.gather(tf.ones([4, 2]), tf.cast(inputs, inputs.dtype)))


@pytest.mark.parametrize("make", [NeedsInts, Refuses])
def test_the_callback_ends_no_training_that_it_cannot_look_at(make):
    model = make()
    batch = np.array([[1], [2]]) if make is NeedsInts else X
    model.compile(loss="sparse_categorical_crossentropy")
    data = tf.data.Dataset.from_tensor_slices((np.repeat(batch, 4, 0), np.zeros([8, 1]))).batch(2, drop_remainder=True)
    if make is NeedsInts:
        data = data.map(lambda x, y: (x[:, 0], y[:, 0]))
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        model.fit(data, verbose=0, callbacks=[tfcompat.AuditCallback("raise" if make is Refuses else "warn")])
    said = [f"{one.message}" for one in seen if "AuditCallback" in f"{one.message}" or "TFC" in f"{one.message}"]
    assert len(said) == 1


def test_a_callback_looks_at_each_model_that_it_is_given():
    callback = tfcompat.AuditCallback("raise")
    right, wrong = sequential(L.Dense(3, "softmax")), sequential(L.Dense(3))
    for model in (right, wrong):
        model.compile(loss="sparse_categorical_crossentropy")
    right.fit(X, np.zeros(2), verbose=0, callbacks=[callback])
    with pytest.raises(ValueError, match="TFC202"):
        wrong.evaluate(X, np.zeros(2), verbose=0, callbacks=[callback])
