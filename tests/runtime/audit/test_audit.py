"""An audit says of each loss and metric whether it is given what it reads."""

from __future__ import annotations

import functools
from html.parser import HTMLParser

import numpy as np
import pytest
import tensorflow as tf
from support.audited import SPARSE, Classifier, L, Refuses, X, functional, sequential

import tfcompat
from tfcompat import metrics
from tfcompat._audit.html import _COLOURS as COLOURS
from tfcompat._keras import IS_KERAS_3, keras

PAIRS = [
    ("linear", "sparse_categorical_crossentropy", "TFC202"),
    ("linear", SPARSE(), "TFC202"),
    ("linear", keras.losses.categorical_crossentropy, "TFC202"),
    ("linear", SPARSE(from_logits=True), ""),
    ("linear", tfcompat.SparseSoftmaxCrossEntropy(), ""),
    ("softmax", tfcompat.SparseSoftmaxCrossEntropy(check_logits="off"), "TFC201"),
    ("softmax", SPARSE(from_logits=True), "TFC201"),
    ("softmax", "sparse_categorical_crossentropy", ""),
    ("softmax", "binary_crossentropy", "TFC203"),
    ("sigmoid", "categorical_crossentropy", "TFC203"),
    ("sigmoid", "binary_crossentropy", ""),
    ("relu", SPARSE(from_logits=True), "TFC206"),
    ("tanh", "binary_crossentropy", "TFC206"),
    ("log_softmax", SPARSE(from_logits=True), ""),
]


@pytest.mark.parametrize(("activation", "loss", "code"), PAIRS, ids=range(len(PAIRS)))
def test_each_pair_of_output_and_loss(activation, loss, code):
    model = sequential(L.Dense(3, activation))
    model.compile(loss=loss)
    found = tfcompat.audit(model)
    (row,) = found.rows
    assert (row.code, row.verdict, found.ok) == (code, "wrong" if code else "right", not code)
    assert bool(row.message) is bool(code)


@pytest.mark.filterwarnings("ignore:.*softmax over axis -1 of a tensor:UserWarning")  # so says Keras 3
def test_a_softmax_of_one_number():
    model = sequential(L.Dense(1, "softmax"))
    model.compile(loss="binary_crossentropy")
    assert tfcompat.audit(model).wrong[0].code == "TFC207"


class Mine(keras.metrics.Mean):
    """A metric of the user's own."""


METRICS = [
    (1, None, "accuracy", "TFC208"),
    (3, None, "accuracy", "TFC208"),
    (3, "sigmoid", "accuracy", "TFC208"),
    (1, None, keras.metrics.BinaryAccuracy(), "TFC208"),
    (1, None, keras.metrics.BinaryAccuracy(threshold=0.0), ""),
    (1, None, keras.metrics.AUC(), "TFC208"),
    (1, None, keras.metrics.AUC(from_logits=True), ""),
    (1, None, metrics.FromLogits(keras.metrics.AUC(), link="sigmoid"), ""),
    (1, "sigmoid", keras.metrics.AUC(), ""),
    (1, "sigmoid", keras.metrics.AUC(from_logits=True), "TFC201"),
    (1, "sigmoid", metrics.FromLogits(keras.metrics.AUC(), link="sigmoid"), "TFC201"),
    (1, None, Mine(), None),
]


@pytest.mark.parametrize(("units", "activation", "metric", "code"), METRICS, ids=range(len(METRICS)))
def test_each_pair_of_output_and_metric(units, activation, metric, code):
    model = sequential(L.Dense(units, activation))
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=activation is None), metrics=[metric])
    _, row = tfcompat.audit(model).rows
    assert (row.code, row.verdict) == (code or "", "unknown" if code is None else "wrong" if code else "right")


def test_several_outputs_have_a_row_each():
    model = functional(lambda x: {"a": L.Dense(3, "softmax", name="a")(x), "b": L.Dense(1, name="b")(x)})
    model.compile(loss={"a": "binary_crossentropy", "b": keras.losses.BinaryCrossentropy(from_logits=True)})
    rows = tfcompat.audit(model).rows
    assert [(row.output, row.code, row.layer) for row in rows] == [("a", "TFC203", "a"), ("b", "", "b")]
    model = functional(lambda x: [L.Dense(3, name="first")(x), L.Dense(1, "sigmoid", name="second")(x)])
    model.compile(loss=["sparse_categorical_crossentropy", "binary_crossentropy"])
    assert [(row.code, row.gives) for row in tfcompat.audit(model).rows] == [("TFC202", "linear"), ("", "sigmoid")]


def test_losses_in_other_forms():
    model = sequential(L.Dense(3))
    for loss, code in (
        (functools.partial(keras.losses.sparse_categorical_crossentropy, from_logits=True), ""),
        (functools.partial(keras.losses.sparse_categorical_crossentropy), "TFC202"),
        (["sparse_categorical_crossentropy"], "TFC202"),
    ):
        model.compile(loss=loss)
        assert [row.code for row in tfcompat.audit(model).rows] == [code]


def test_an_output_without_a_loss_has_no_row():
    model = functional(lambda x: {"a": L.Dense(3, name="a")(x), "b": L.Dense(1, name="b")(x)})
    model.compile(loss={"b": "binary_crossentropy"})
    assert [(row.output, row.code) for row in tfcompat.audit(model).rows] == [("b", "TFC202")]


def test_outputs_of_a_subclass_are_called_by_their_places():
    class Two(keras.Model):
        def __init__(self):
            super().__init__()
            self.heads = [L.Dense(3), L.Dense(1, "sigmoid")]

        def call(self, inputs):
            return [head(inputs) for head in self.heads]

    model = Two()
    model.compile(loss=["sparse_categorical_crossentropy", "binary_crossentropy"])
    assert [row.code for row in tfcompat.audit(model, inputs=X).rows] == ["TFC202", ""]


def test_nothing_is_changed_by_a_look():
    model = sequential(L.Dense(3), L.BatchNormalization(), L.Dropout(0.5), L.Dense(3))
    model.compile("sgd", loss=SPARSE(from_logits=True))
    before = [np.copy(weight) for weight in model.get_weights()]
    assert tfcompat.audit(model).ok
    assert all(np.array_equal(old, new) for old, new in zip(before, model.get_weights(), strict=True))
    model.fit(X, np.zeros(2), verbose=0)


def test_what_cannot_be_looked_at_says_why():
    with pytest.raises(TypeError, match=r"model must be a (tf_)?keras model"):
        tfcompat.audit("model")
    with pytest.raises(ValueError, match="is not compiled with a loss: call model"):
        tfcompat.audit(sequential(L.Dense(3)))
    unbuilt = keras.Sequential([L.Dense(3)])
    unbuilt.compile(loss="sparse_categorical_crossentropy")
    with pytest.raises(ValueError, match=r"the inputs of model 'sequential.*' are not known"):
        tfcompat.audit(unbuilt)
    model = Classifier("softmax")
    model.compile(loss=SPARSE(from_logits=True))
    with pytest.raises(ValueError, match=r"pass a batch, audit\(model, inputs=batch\)"):
        tfcompat.audit(model)
    assert tfcompat.audit(model, inputs=X).wrong[0].code == "TFC201"


def test_an_audit_prints_a_line_for_each():
    model = keras.Sequential([keras.Input((4,)), L.Dense(1, name="head")], name="clicks")
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True), metrics=["accuracy", Mine(name="mine")])
    assert str(tfcompat.audit(model)).splitlines() == [
        "model 'clicks': 1 wrong, 1 not known",
        "  right    loss BinaryCrossentropy",
        "  wrong    metric accuracy: TFC208 it reads probabilities, and the output is logits; wrap it: "
        "tfcompat.metrics.FromLogits('binary_accuracy', link='sigmoid')",
        "  unknown  metric Mine 'mine': it is not known whether this metric may read the output",
    ]


def test_the_other_kind_of_keras_is_refused():
    other = pytest.importorskip("tf_keras" if IS_KERAS_3 else "keras")
    with pytest.raises(TypeError, match="that tfcompat uses in this process"):
        tfcompat.audit(other.Sequential())


def test_losses_that_layers_hold_stay_those_of_the_last_call():
    model = sequential(L.Dense(3, activity_regularizer="l2"))
    model.compile(loss=SPARSE(from_logits=True))
    model(X)
    before = [float(loss) for loss in model.losses]
    tfcompat.audit(model)
    assert [float(loss) for loss in model.losses] == before


def test_a_batch_is_taken_as_it_is_where_no_other_size_will_do():
    model = Refuses()
    model.calls = 1
    model.compile(loss="sparse_categorical_crossentropy")
    assert tfcompat.audit(model, inputs=X).wrong[0].code == "TFC202"
    with pytest.raises(TypeError, match="inputs must be a batch, got"):
        tfcompat.audit(model, inputs=tf.data.Dataset.from_tensors(X))


class Cells(HTMLParser):
    """The texts of the cells of a table, row by row, and its links."""

    def __init__(self):
        super().__init__()
        self.rows, self.links, self.open = [], [], []

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag == "a":
            self.links.append(dict(attrs)["href"])
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.rows:
            self.rows[-1][-1] += data


def test_a_notebook_shows_a_table(monkeypatch):
    monkeypatch.setenv("TFCOMPAT_DOCS_URL", "https://docs.example/")
    model = keras.Sequential([keras.Input((4,)), L.Dense(1, name="head")], name="a_b")
    model.compile(loss="binary_crossentropy", metrics=[Mine(name="<b>&mine")])
    found = tfcompat.audit(model)
    table = Cells()
    table.feed(found._repr_html_())
    assert not table.open
    assert [row[0] for row in table.rows] == ["Verdict", *(row.verdict for row in found.rows)]
    assert table.rows[1][3] == "linearlayer head"
    assert table.rows[1][5] == f"TFC202 {found.rows[0].message}"
    assert "Mine '<b>&mine'" in table.rows[2][1]
    assert table.links == ["https://docs.example/rules.html#tfc202"]
    assert "background" not in found._repr_html_()  # the colours of the notebook stay


def contrast(colour, other):
    def luminance(text):
        parts = [int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(colour), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("background", ["#ffffff", "#111111"])
def test_the_colours_of_verdicts_are_readable_in_both_schemes(background):
    assert all(contrast(colour, background) >= 3 for colour in COLOURS.values())
