"""What may be right is not called wrong, and what is wrong in every way is."""

from __future__ import annotations

import pytest
import tensorflow as tf
from support.audited import SPARSE, L, Mixture, X, functional, sequential

import tfcompat
from tfcompat._keras import keras

OTHERS = ["poisson", lambda y, z: tf.reduce_sum(z - y), keras.losses.Hinge()]


@pytest.mark.parametrize("loss", OTHERS, ids=range(len(OTHERS)))
def test_of_other_losses_nothing_is_known(loss):
    model = sequential(L.Dense(3))
    model.compile(loss=loss)
    found = tfcompat.audit(model)
    assert (found.ok, [row.verdict for row in found.rows]) == (True, ["unknown"])


def test_a_metric_of_an_output_that_is_not_known_is_not_known():
    model = sequential(L.Dense(3), Mixture())
    model.compile(loss="categorical_crossentropy", metrics=["accuracy"])
    assert [row.verdict for row in tfcompat.audit(model).rows] == ["unknown", "unknown"]


BCE = keras.losses.BinaryCrossentropy
UNSURE = {
    "a slice of a softmax": (lambda x: L.Dense(2, "softmax")(x)[:, 1:], "binary_crossentropy"),
    "all but one class": (lambda x: L.Dense(3, "softmax")(x)[:, 1:], "binary_crossentropy"),
    "both sides of a sigmoid": (
        lambda x: L.Concatenate()([L.Dense(1, "sigmoid")(x), L.Dense(1, "sigmoid")(x)]),
        "categorical_crossentropy",
    ),
    "flat": (lambda x: L.Flatten()(L.Softmax()(L.Reshape((2, 2))(x))), "categorical_crossentropy"),
    "weights of probabilities": (
        lambda x: L.Dense(3, use_bias=False)(L.Dense(3, "softmax")(x)),
        "categorical_crossentropy",
    ),
    "elu": (L.Dense(1, "elu"), BCE(from_logits=True)),
    "log of softmax": (L.Dense(3, "log_softmax"), BCE(from_logits=True)),
    "sigmoids of a loss of one family": (
        L.Dense(3, "sigmoid"),
        lambda y, p: -y * (1 - p) * tf.math.log(p) * tf.sigmoid(p),
    ),
}


@pytest.mark.parametrize("case", UNSURE)
def test_what_is_right_in_some_way_is_not_called_wrong(case):
    make, loss = UNSURE[case]
    model = functional(make)
    model.compile(loss=loss)
    assert [row.verdict for row in tfcompat.audit(model).rows] == ["unknown"]


@pytest.mark.parametrize(
    ("activation", "units", "loss", "code"),
    [
        (None, 1, "sparse", "TFC207"),
        ("log_softmax", 3, "categorical_crossentropy", "TFC206"),
        ("softplus", 1, "binary_crossentropy", "TFC206"),
    ],
)
def test_what_is_wrong_in_every_way(activation, units, loss, code):
    model = sequential(L.Dense(units, activation))
    model.compile(loss=SPARSE(from_logits=True) if loss == "sparse" else loss)
    assert [row.code for row in tfcompat.audit(model).rows] == [code]


def test_a_training_step_of_its_own_may_do_anything():
    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.head = L.Dense(3)

        def call(self, inputs):
            return self.head(inputs)

        def compute_loss(self, *args, **given):
            return super().compute_loss(*args, **given)

    model = Own()
    model.compile(loss="categorical_crossentropy", metrics=["accuracy"])
    assert {row.verdict for row in tfcompat.audit(model, inputs=X).rows} == {"unknown"}


def test_metrics_are_those_of_their_output():
    def two():
        return functional(lambda x: {"a": L.Dense(1, "sigmoid", name="a")(x), "b": L.Dense(1, name="b")(x)})

    model = two()
    same = {"a": "binary_crossentropy", "b": "binary_crossentropy"}
    model.compile(loss=same, metrics={"a": [keras.metrics.AUC()], "b": ["accuracy"]})
    assert [(row.output, row.kind, row.code) for row in tfcompat.audit(model).rows] == [
        ("a", "loss", ""),
        ("a", "metric", ""),
        ("b", "loss", "TFC202"),
        ("b", "metric", "TFC208"),
    ]
    lists = functional(lambda x: [L.Dense(1, "sigmoid")(x), L.Dense(1)(x)])
    loss = BCE(from_logits=True)
    lists.compile(loss=["binary_crossentropy", loss], metrics=[[keras.metrics.AUC()], [keras.metrics.AUC()]])
    assert [row.code for row in tfcompat.audit(lists).rows] == ["", "", "", "TFC208"]
    alone = sequential(L.Dense(1))
    alone.compile(loss=[loss], metrics=["accuracy"])
    assert [row.code for row in tfcompat.audit(alone).rows] == ["", "TFC208"]


@pytest.mark.parametrize("loss", ["mse", "hinge"])
def test_beside_a_loss_that_is_not_known_a_metric_is_not_called_wrong(loss):
    model = sequential(L.Dense(1))
    model.compile(loss=loss, metrics=["accuracy", keras.metrics.AUC()])
    assert {row.verdict for row in tfcompat.audit(model).rows if row.kind == "metric"} == {"unknown"}


@pytest.mark.parametrize(
    "metric", ["mse", keras.metrics.KLDivergence(), keras.metrics.MeanAbsoluteError()], ids=range(3)
)
def test_of_other_metrics_of_keras_nothing_is_known(metric):
    model = sequential(L.Dense(3))
    model.compile(loss=SPARSE(from_logits=True), metrics=[metric])
    assert tfcompat.audit(model).rows[1].verdict == "unknown"
