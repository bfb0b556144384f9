"""What an audit advises about labels, metrics and a loss of NaN is right when it is followed."""

from __future__ import annotations

import re

import numpy as np
import pytest
import tensorflow as tf
from support.audited import SPARSE, L, sequential

import tfcompat
from tfcompat._audit.culprit_message import told_of
from tfcompat._audit.loss_record import Found
from tfcompat._keras import keras

X = np.linspace(-1, 1, 32).reshape(8, 4).astype("float32")
IDS = np.array([0, 1, 2, 0, 1, 2, 0, 0])
ROWS = np.eye(3, dtype="float32")[IDS]
SCOPE = {"tf": tf, "tfcompat": tfcompat, "keras": keras}
DENSE, BINARY = keras.losses.CategoricalCrossentropy, keras.losses.BinaryCrossentropy


def row_of_labels(loss, labels, units=3):
    model = sequential(L.Dense(units))
    model.compile("sgd", loss=loss)
    (row,) = (row for row in tfcompat.audit(model, data=(X, labels)).rows if row.reader == "labels")
    model.fit(X, labels, verbose=0)
    return row


def told(loss, labels, units=3):
    model = sequential(L.Dense(units))
    model.compile(loss=loss(from_logits=True))
    (row,) = (row for row in tfcompat.audit(model, data=(X, labels)).rows if row.reader == "labels")
    assert row.verdict == "wrong"
    return row.message


@pytest.mark.parametrize(
    ("loss", "labels"), [(SPARSE, ROWS), (DENSE, IDS), (BINARY, IDS)], ids=["rows", "ids", "ids of sigmoids"]
)
def test_the_loss_for_labels_of_another_encoding_is_right(loss, labels):
    (named,) = re.findall(r"Use (tfcompat\.\w+\(\)) on logits", told(loss, labels))
    assert row_of_labels(eval(named, SCOPE), labels).verdict == "right"


def test_labels_are_turned_into_the_other_encoding():
    (turned,) = re.findall(r"or (tf\.one_hot\(labels, \d+\))", told(DENSE, IDS))
    assert row_of_labels(DENSE(from_logits=True), eval(turned, {**SCOPE, "labels": IDS}).numpy()).verdict == "right"
    assert "or the argmax of the labels" in told(SPARSE, ROWS)
    assert row_of_labels(SPARSE(from_logits=True), ROWS.argmax(-1)).verdict == "right"


def test_ids_that_do_not_count_are_ignored_and_others_moved():
    marked = np.where(IDS == 2, 255, IDS)
    (ignored,) = re.findall(r"Use (ignore_class=\d+) if", told(SPARSE, marked))
    loss = eval(f"tfcompat.SparseSoftmaxCrossEntropy({ignored})", SCOPE)
    assert row_of_labels(loss, marked).verdict == "right"
    assert "the last layer needs more units" in told(SPARSE, marked)
    assert row_of_labels(SPARSE(from_logits=True), marked, units=256).verdict == "right"
    assert "subtract 1" in told(SPARSE, IDS + 1)
    assert "Use int32" in told(SPARSE, IDS.astype("float16"), units=3000)
    assert row_of_labels(SPARSE(from_logits=True), IDS.astype("int32"), units=3000).verdict == "right"


def test_labels_of_minus_1_and_1_become_0_and_1():
    labels = np.where(IDS[:, None] > 0, 1, -1)
    (formula,) = re.findall(r"write (\(labels \+ 1\) / 2)", told(BINARY, labels, units=1))
    assert row_of_labels(BINARY(from_logits=True), eval(formula, {"labels": labels}), units=1).verdict == "right"


def metric_row(metric, loss, *layers, shape=(4,)):
    model = sequential(*layers, shape=shape)
    model.compile(loss=loss, metrics=[metric])
    return tfcompat.audit(model).rows[1]


def test_the_metric_that_replaces_another_link_axis_or_encoding_is_right():
    loss = tfcompat.SparseSoftmaxCrossEntropy
    wrong = tfcompat.metrics.FromLogits(keras.metrics.AUC(), "sigmoid", one_hot=True)
    written = metric_row(wrong, loss(), L.Dense(3)).message.partition("wrap it: ")[2]
    assert metric_row(eval(written, SCOPE), loss(), L.Dense(3)).verdict == "right"
    first = (L.Dense(3), L.Permute((2, 1)))
    told_axis = metric_row(tfcompat.metrics.SparseAccuracy(), loss(axis=1), *first, shape=(5, 4)).message
    (axis,) = re.findall(r"use axis=(\S+)$", told_axis)
    right = tfcompat.metrics.SparseAccuracy(axis=int(axis))
    assert metric_row(right, loss(axis=1), L.Dense(3), L.Permute((2, 1)), shape=(5, 4)).verdict == "right"
    told_ids = metric_row(keras.metrics.MeanIoU(3), loss(), L.Dense(3)).message
    (keyword,) = re.findall(r"use (sparse_y_pred=False)", told_ids)
    assert metric_row(eval(f"keras.metrics.MeanIoU(3, {keyword})", SCOPE), loss(), L.Dense(3)).verdict == "right"
    told_loss = metric_row("accuracy", BINARY(), L.Dense(1)).message
    assert "mend the loss first, then audit again" in told_loss
    after = metric_row("accuracy", tfcompat.SigmoidCrossEntropy(), L.Dense(1)).message
    assert (
        metric_row(eval(after.partition("wrap it: ")[2], SCOPE), tfcompat.SigmoidCrossEntropy(), L.Dense(1)).verdict
        == "right"
    )


def test_the_optimizer_that_limits_gradients_exists():
    message = told_of("m", 0, (3, [Found("outputs", "", (0, 0), float("nan"), 4, 4)]))
    (written,) = re.findall(r"optimizer=(keras\.\S+\))", message)
    model = sequential(L.Dense(3))
    model.compile(eval(written, SCOPE), loss=SPARSE(from_logits=True))
    model.fit(X * 1e6, IDS, verbose=0)
    assert all(np.isfinite(weight).all() for weight in model.get_weights())
    assert "tfcompat.audit(model, data=...)" in told_of("m", 0, None)
    assert "7, but class ids" in str(tfcompat.audit(model, data=(X, np.where(IDS == 2, 7, IDS))))
