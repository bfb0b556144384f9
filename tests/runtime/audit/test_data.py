"""An audit of examples names the first label, input or weight that is wrong, and by which index."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from support.audited import SPARSE, Classifier, L, X, functional, sequential

import tfcompat
from tfcompat._keras import keras

DENSE, BINARY = keras.losses.CategoricalCrossentropy, keras.losses.BinaryCrossentropy
EIGHT = np.linspace(-1, 1, 32).reshape(8, 4).astype("float32")
IDS = np.array([0, 1, 2, 0, 1, 2, 0, 0])
ROWS = np.eye(3, dtype="float32")[IDS]


def classifier(loss=SPARSE, units=3, activation=None):
    model = sequential(L.Dense(units, activation))
    model.compile(loss=loss(from_logits=activation is None))
    return model


def of_data(model, *data, reader="labels", **given):
    (row,) = (row for row in tfcompat.audit(model, data=data, **given).rows if row.reader == reader)
    return row


def changed(labels, at, value):
    found = np.array(labels, np.result_type(labels, type(value)))
    found[at] = value
    return found


WRONG = {
    "an id beyond the head": (
        SPARSE,
        3,
        changed(IDS, 5, 7),
        "labels[5] is 7, but class ids must lie in [0, 3). Use ignore_class=7 if",
    ),
    "a negative id": (SPARSE, 3, changed(IDS, 2, -1), "labels[2] is -1, but class ids"),
    "ids from 1": (
        SPARSE,
        3,
        IDS + 1,
        "labels[2] is 3, but class ids must lie in [0, 3). If ids start at 1 here, subtract 1.",
    ),
    "an id that is no whole number": (
        SPARSE,
        3,
        changed(IDS, 4, 0.5),
        "labels[4] is 0.5, but class ids are whole numbers",
    ),
    "a column of ids": (SPARSE, 3, changed(IDS, 6, 9)[:, None], "labels[6] is 9"),
    "rows for ids": (
        SPARSE,
        3,
        ROWS,
        "labels have shape (8, 3), one number for each class, but SparseCategoricalCrossentropy reads",
    ),
    "ids for rows": (
        DENSE,
        3,
        IDS,
        "labels have shape (8,), one number for each example, but CategoricalCrossentropy reads a distribution",
    ),
    "ids for labels of classes": (
        BINARY,
        3,
        IDS,
        "but BinaryCrossentropy reads one label for each of 3 classes. Use tfcompat.Sparse",
    ),
    "rows of another size": (
        DENSE,
        4,
        ROWS,
        "labels have shape (8, 3), but CategoricalCrossentropy reads a distribution over 4 classes for",
    ),
    "a row that does not sum to 1": (
        DENSE,
        3,
        changed(ROWS, (3, 1), 0.5),
        "labels[3] sums to 1.5, but a distribution must sum to 1.",
    ),
    "a probability above 1": (
        DENSE,
        3,
        changed(ROWS, (6, 2), 3.0),
        "labels[6, 2] is 3.0, but probabilities must lie in [0, 1].",
    ),
    "labels of -1 and 1": (
        BINARY,
        1,
        np.where(IDS[:, None] > 0, 1, -1),
        "labels[0, 0] is -1, but probabilities must lie in [0, 1]. To turn",
    ),
    "images of 0 and 255": (BINARY, 1, changed(np.zeros([8, 1], "uint8"), (4, 0), 255), "labels[4, 0] is 255"),
    "a label that is NaN": (DENSE, 3, changed(ROWS, (7, 1), np.nan), "labels[7, 1] is nan."),
    "an id that is NaN": (SPARSE, 3, changed(IDS, 1, np.nan), "labels[1] is nan."),
    "strings": (SPARSE, 3, np.array(["a"] * 8), "but labels must be numbers"),
    "ids in half precision": (
        SPARSE,
        3000,
        IDS.astype("float16"),
        "labels are float16, which cannot hold every id above 2048",
    ),
}


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.parametrize("as_dataset", [False, True])
def test_the_first_wrong_label_is_named(case, as_dataset):
    loss, units, labels, told = WRONG[case]
    data = (EIGHT, labels)
    if as_dataset:
        data = tf.data.Dataset.from_tensor_slices(data).batch(3)
    found = tfcompat.audit(classifier(loss, units), data=data)
    (row,) = (row for row in found.rows if row.reader == "labels")
    first = told.replace("(8,", "(3,") if as_dataset else told
    assert row.verdict == "wrong"
    assert not found.ok
    assert row.message.startswith(first) or first in row.message, row.message


RIGHT = {
    "ids": (SPARSE, 3, IDS, "the most frequent class is 0, with 50.0%"),
    "ids as floats": (SPARSE, 3, IDS.astype("float32"), "the most frequent class is 0"),
    "a column of ids": (SPARSE, 3, IDS[:, None], "the most frequent class is 0"),
    "ids of some classes": (SPARSE, 5, IDS, "2 of 5 classes do not occur, the first is 3"),
    "rows": (DENSE, 3, ROWS, "the most frequent class is 0, with 50.0%"),
    "rows of integers": (DENSE, 3, ROWS.astype(int), "the most frequent class is 0, with 50.0%"),
    "smooth rows": (DENSE, 3, ROWS * 0.7 + 0.1, "the most frequent class is 0, with 45.0%"),
    "yes and no": (BINARY, 1, (IDS > 0).astype(int), "50.0% positive"),
    "yes and no in a column": (BINARY, 1, (IDS > 0)[:, None], "50.0% positive"),
    "several labels": (BINARY, 3, ROWS, "25.0% (class 1) to 50.0% (class 0) positive"),
    "a list": (SPARSE, 3, IDS.tolist(), "the most frequent class is 0"),
    "a tensor in half precision": (BINARY, 3, tf.constant(ROWS, tf.bfloat16), "positive"),
}


@pytest.mark.parametrize("case", RIGHT)
def test_right_labels_are_counted(case):
    loss, units, labels, told = RIGHT[case]
    row = of_data(classifier(loss, units), EIGHT, labels)
    assert (row.verdict, row.message.endswith(" (8 examples read)")) == ("right", True), row.message
    assert told in row.message


def test_what_has_no_weight_may_hold_anything():
    weights = np.array([1, 1, 0, 1, 1, 1, 1, 1.0])
    for loss, labels in (
        (SPARSE, changed(IDS, 2, 99)),
        (DENSE, changed(ROWS, (2, 0), np.nan)),
        (SPARSE, changed(IDS, 2, np.nan)),
    ):
        model = classifier(loss)
        assert of_data(model, EIGHT, labels, weights).verdict == "right"
        assert of_data(model, EIGHT, labels, weights[:, None]).verdict == "right"
        wrong = changed(labels, 5, 99)
        assert of_data(model, EIGHT, wrong, weights).message.startswith("labels[5")
    every = np.ones([8, 3])
    every[2, 1] = 0
    assert of_data(classifier(BINARY), EIGHT, changed(ROWS, (2, 1), -1.0), every).verdict == "right"


def test_ignored_classes_are_no_mistake():
    model = sequential(L.Dense(3))
    model.compile(loss=tfcompat.SparseSoftmaxCrossEntropy(ignore_class=255))
    labels = changed(IDS, 4, 255)
    assert "with 57.1%" in of_data(model, EIGHT, labels).message
    assert of_data(model, EIGHT, changed(labels, 6, 254)).message.startswith("labels[6] is 254")


def test_sequences_images_and_other_axes_are_indexed_as_the_user_has_them():
    steps = sequential(L.Dense(3), shape=(5, 4))
    steps.compile(loss=SPARSE(from_logits=True))
    labels = np.zeros([8, 5], int)
    labels[6, 3] = 4
    assert of_data(steps, np.zeros([8, 5, 4]), labels).message.startswith("labels[6, 3] is 4")
    weights = (labels == 0).astype(float)
    assert of_data(steps, np.zeros([8, 5, 4]), labels, weights).verdict == "right"
    first = sequential(L.Dense(3), L.Permute((2, 1)), shape=(5, 4))
    first.compile(loss=tfcompat.SoftmaxCrossEntropy(axis=1))
    rows = np.moveaxis(np.eye(3)[np.zeros([8, 5], int)], -1, 1)
    assert of_data(first, np.zeros([8, 5, 4]), rows).verdict == "right"
    assert of_data(first, np.zeros([8, 5, 4]), changed(rows, (6, 2, 4), 1.0)).message.startswith(
        "labels[6, :, 4] sums to 2"
    )
    assert of_data(first, np.zeros([8, 5, 4]), changed(rows, (6, 2, 4), 9.0)).message.startswith(
        "labels[6, 2, 4] is 9.0"
    )


def test_inputs_and_weights_are_finite():
    inputs = changed(EIGHT, (5, 2), np.inf)
    assert of_data(classifier(), inputs, IDS, reader="inputs").message.startswith("inputs[5, 2] is inf")
    assert of_data(classifier(), EIGHT, IDS, reader="inputs").verdict == "right"
    weights = changed(np.ones(8), 4, np.nan)
    assert of_data(classifier(), EIGHT, IDS, weights, reader="sample_weight").message.startswith(
        "sample_weight[4] is nan"
    )
    assert "every weight is 0" in of_data(classifier(), EIGHT, IDS, np.zeros(8), reader="sample_weight").message
    two = {"a": EIGHT, "b": inputs}
    ends = {name: keras.Input((4,), name=name) for name in two}
    model = keras.Model(ends, L.Dense(3)(L.Add()(list(ends.values()))))
    model.compile(loss=SPARSE(from_logits=True))
    assert of_data(model, two, IDS, reader="inputs").message.startswith("inputs['b'][5, 2] is inf")


def test_each_output_has_its_labels():
    model = functional(lambda x: {"a": L.Dense(3, name="a")(x), "b": L.Dense(1, name="b")(x)})
    model.compile(loss={"a": SPARSE(from_logits=True), "b": BINARY(from_logits=True)})

    def verdicts(labels):
        return {
            row.output: row.verdict
            for row in tfcompat.audit(model, data=(EIGHT, labels)).rows
            if row.reader == "labels"
        }

    right = {"a": IDS, "b": IDS > 0}
    assert verdicts(right) == {"a": "right", "b": "right"}
    assert verdicts({**right, "b": IDS}) == {"a": "right", "b": "wrong"}
    assert verdicts([IDS, IDS]) == {"a": "right", "b": "wrong"}
    assert verdicts({"a": IDS}) == {"a": "right", "b": "wrong"}


def test_no_more_is_read_than_asked():
    drawn = []

    def generate():
        for number in range(1000):
            drawn.append(number)
            yield np.zeros([2, 4], "float32"), np.array([0, number // 100])

    model = classifier()
    (row,) = (row for row in tfcompat.audit(model, data=generate(), max_examples=51).rows if row.reader == "labels")
    assert (len(drawn), row.message.endswith("(51 examples read)")) == (26, True)
    assert of_data(model, np.zeros([5000, 4]), np.arange(5000) // 2000, max_examples=None).message.endswith(
        "(5,000 examples read)"
    )
    assert of_data(model, np.zeros([5000, 4]), np.arange(5000) // 1600, max_examples=None).message.startswith(
        "labels[4800] is 3"
    )
    forever = tf.data.Dataset.from_tensors((X, np.zeros(2, int))).repeat()
    assert tfcompat.audit(model, data=forever, max_examples=10).ok


def test_a_model_that_does_not_know_its_inputs_gets_those_of_the_data():
    for data in ((X, np.array([0, 5])), iter([(X, np.array([0, 5]))])):
        model = Classifier()
        model.compile(loss=SPARSE(from_logits=True))
        assert "labels[1] is 5" in str(tfcompat.audit(model, data=data))


def test_of_a_loss_of_the_user_labels_are_only_looked_at_for_numbers():
    model = sequential(L.Dense(3))
    model.compile(loss=lambda y, z: tf.reduce_sum(z - y))
    assert of_data(model, EIGHT, ROWS).verdict == "unknown"
    assert of_data(model, EIGHT, changed(ROWS, (1, 1), np.nan)).message.startswith("labels[1, 1] is nan")
    model.compile(loss="mse")
    assert of_data(model, EIGHT, ROWS * 40).verdict == "right"


@pytest.mark.parametrize("data", [EIGHT, {"x": EIGHT}, (EIGHT,), "data", 3, [EIGHT], (1, 2)], ids=range(7))
def test_what_are_no_examples_is_refused(data):
    with pytest.raises(TypeError, match=r"data must be \(x, y\), \(x, y, sample_weight\), or a Dataset"):
        tfcompat.audit(classifier(), data=data)
