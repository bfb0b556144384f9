"""RaggedTensors in functions, Losses and metrics: their flat values are the examples; the rest is named and refused."""

from __future__ import annotations

import re

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat import links, losses, metrics

K, LENGTHS = 4, [2, 0, 3]
Z = np.random.RandomState(0).normal(size=(5, K)).astype("float32")
IDS = np.array([0, 1, 2, 3, 0])
ROWS = np.eye(K, dtype="float32")[IDS]


def rows(flat):
    return tf.RaggedTensor.from_row_lengths(flat, LENGTHS)


FUNCTIONS = [
    (losses.sparse_softmax_cross_entropy, IDS, {"class_weight": [1.0, 2.0, 1.0, 1.0]}),
    (losses.softmax_cross_entropy, ROWS, {"label_smoothing": 0.1}),
    (losses.sigmoid_cross_entropy, ROWS, {"focal_gamma": 2.0}),
]
LOSSES = [
    (losses.SparseSoftmaxCrossEntropy, IDS),
    (losses.SoftmaxCrossEntropy, ROWS),
    (losses.SigmoidCrossEntropy, ROWS),
    (losses.Distillation, ROWS),
]


@pytest.mark.parametrize("graph", [False, True])
@pytest.mark.parametrize(("function", "labels", "keywords"), FUNCTIONS)
def test_a_function_computes_the_flat_values_of_ragged_tensors(function, labels, keywords, graph):
    def both(y, z):
        with tf.GradientTape() as tape:
            tape.watch(z.flat_values)
            value = function(y, logits=z, **keywords)
        return value, tape.gradient(value.flat_values, z.flat_values)

    value, slope = (tf.function(both) if graph else both)(rows(labels), rows(tf.constant(Z)))
    with tf.GradientTape() as tape:
        z = tf.constant(Z)
        tape.watch(z)
        wanted = function(labels, z, **keywords)
    assert isinstance(value, tf.RaggedTensor)
    np.testing.assert_array_equal(value.row_lengths(), LENGTHS)
    np.testing.assert_allclose(value.flat_values, wanted, rtol=1e-6)
    np.testing.assert_allclose(slope, tape.gradient(wanted, z), rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("sparse", [True, False])
def test_a_fused_function_computes_the_flat_values(sparse):
    function = losses.linear_sparse_softmax_cross_entropy if sparse else losses.linear_softmax_cross_entropy
    kernel = np.random.RandomState(1).normal(size=(K, K)).astype("float32")
    labels = IDS if sparse else ROWS
    value = function(rows(labels), rows(Z), kernel)
    np.testing.assert_array_equal(value.row_lengths(), LENGTHS)
    np.testing.assert_allclose(value.flat_values, function(labels, Z, kernel), rtol=1e-6)


@pytest.mark.parametrize(
    "link", [links.softmax, links.log_softmax, links.sigmoid, links.inverse_probit, tfcompat.predicted_class]
)
def test_a_link_reads_the_flat_values(link):
    value = link(rows(Z))
    np.testing.assert_array_equal(value.row_lengths(), LENGTHS)
    np.testing.assert_array_equal(value.flat_values, link(Z))


def test_probabilities_of_ragged_classes_are_each_on_their_own():
    ragged = tf.ragged.constant([[0.0, 1.0], [2.0]])
    np.testing.assert_allclose(
        tfcompat.probabilities(ragged, "sigmoid").flat_values, links.sigmoid([0.0, 1.0, 2.0]), rtol=1e-6
    )
    with pytest.raises(ValueError, match="logits must have a class axis of one size"):
        tfcompat.probabilities(ragged)


def test_each_class_on_its_own_may_be_ragged():
    labels, logits = tf.ragged.constant([[0.0, 1.0], [1.0]]), tf.ragged.constant([[0.5, 1.0], [2.0]])
    wanted = losses.sigmoid_cross_entropy(labels.flat_values, logits.flat_values)
    value = losses.sigmoid_cross_entropy(labels, logits)
    np.testing.assert_array_equal(value.row_lengths(), [2, 1])
    np.testing.assert_allclose(value.flat_values, wanted, rtol=1e-6)
    loss = losses.SigmoidCrossEntropy(class_reduction=None)
    np.testing.assert_allclose(loss(labels, logits), tf.reduce_mean(wanted), rtol=1e-6)
    with pytest.raises(ValueError, match="logits must have a class axis of one size, got a RaggedTensor"):
        losses.SigmoidCrossEntropy()(labels, logits)


@pytest.mark.parametrize(("call", "labels"), [*((f, y) for f, y, _ in FUNCTIONS), *((c(), y) for c, y in LOSSES)])
@pytest.mark.parametrize("ragged", ["labels", "logits"])
def test_ragged_beside_dense_names_the_remedy_and_it_works(call, labels, ragged):
    """Padded logits beside ragged labels, and the reverse."""
    given = {"labels": rows(labels), "logits": rows(Z)}
    dense = "logits" if ragged == "labels" else "labels"
    given[dense] = given[dense].to_tensor()
    wanted = call(rows(labels), rows(Z))
    with pytest.raises(TypeError) as raised:
        call(given["labels"], given["logits"])
    message = str(raised.value)
    assert message.startswith(f"{ragged} are a RaggedTensor of shape (3, None")
    assert f"so {dense} must be one too, got a tensor of shape (3, 3" in message
    remedy = re.search(r"Write (tf\.RaggedTensor\..*)\.$", message)[1]
    given[dense] = eval(remedy, {"tf": tf, **given})
    got = call(given["labels"], given["logits"])
    for one, other in zip(*(tf.nest.flatten(t, expand_composites=True) for t in (got, wanted)), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6)


@pytest.mark.parametrize(
    "call",
    [
        losses.sparse_softmax_cross_entropy,
        losses.SparseSoftmaxCrossEntropy(),
        lambda y, z: metrics.SparseAccuracy().update_state(y, z),
        lambda y, z: metrics.FromLogits("sparse_categorical_accuracy", "softmax").update_state(y, z),
    ],
)
def test_a_ragged_class_axis_names_the_remedies_and_they_work(call):
    """What ``tf.ragged.constant`` makes of nested lists, even where all have one length."""
    nested = [[[1.0, 2.0], [0.0, 1.0]], [[3.0, 1.0]]]
    labels = tf.ragged.constant([[0, 1], [1]])
    with pytest.raises(ValueError, match="class axis") as raised:
        call(labels, tf.ragged.constant(nested))
    message = str(raised.value)
    assert "logits must have a class axis of one size, got a RaggedTensor of shape (2, None, None)" in message
    assert "tf.ragged.constant(rows, ragged_rank=1)" in message
    assert "logits.to_tensor(float('-inf'))" in message
    call(labels, tf.ragged.constant(nested, ragged_rank=1))


def test_classes_of_which_there_are_fewer_are_padded_with_impossible_ones():
    logits = tf.ragged.constant([[1.0, 2.0, 3.0], [0.0, 1.0]])
    value = losses.sparse_softmax_cross_entropy([2, 0], logits.to_tensor(float("-inf")))
    wanted = [
        float(losses.sparse_softmax_cross_entropy([y], [z])[0]) for y, z in [(2, [1.0, 2.0, 3.0]), (0, [0.0, 1.0])]
    ]
    np.testing.assert_allclose(value, wanted, rtol=1e-6)


def test_other_rows_are_refused():
    labels = tf.RaggedTensor.from_row_lengths(IDS, [3, 0, 2])
    with pytest.raises(tf.errors.InvalidArgumentError, match="whose rows must have the same lengths"):
        losses.sparse_softmax_cross_entropy(labels, rows(Z))
    nested = tf.RaggedTensor.from_row_lengths(rows(IDS), [1, 2])
    with pytest.raises(ValueError, match=r"rows must have the same lengths, got shapes .* with 2 and 1 ragged axes"):
        losses.sparse_softmax_cross_entropy(nested, rows(Z))


def test_an_axis_from_the_front_is_refused():
    for call in (losses.sigmoid_cross_entropy, links.softmax):
        given = [rows(ROWS), rows(Z)] if call is losses.sigmoid_cross_entropy else [rows(Z)]
        with pytest.raises(ValueError, match=r"axis must be negative if logits are ragged.*got 2"):
            call(*given, axis=2)
    with pytest.raises(ValueError, match="axis must be negative if logits are ragged"):
        losses.SigmoidCrossEntropy(axis=2)(rows(ROWS), rows(Z))


def test_a_ragged_keyword_is_refused():
    with pytest.raises(TypeError, match="pos_weight must be a tensor of one shape, got a RaggedTensor of shape"):
        losses.sigmoid_cross_entropy(ROWS, Z, pos_weight=rows(ROWS))
