"""Gradients of each example on its own: `tf.vectorized_map` converts all of a loss, and need not loop over examples."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

import tfcompat

pytestmark = pytest.mark.without_keras

N, K = 6, 5
RANDOM = np.random.default_rng(0)
Z = tf.constant(RANDOM.normal(size=(N, K)), tf.float32)
DISTRIBUTIONS = tf.nn.softmax(tf.constant(RANDOM.normal(size=(N, K)), tf.float32))
WEIGHT = [1.0, 0.5, 2.0, 0.0, 3.0]
HEAD = tf.constant(RANDOM.normal(size=(K, 4)), tf.float32)
IDS = [0, 4, 2, 1, 3, 3]
IN_HEAD = [0, 3, 2, 1, 3, 3]

SOFTMAX = [
    *({}, {"label_smoothing": 0.1}, {"class_weight": WEIGHT}, {"class_weight": WEIGHT, "label_smoothing": 0.1}),
    *({"focal_gamma": 2.0}, {"focal_gamma": 2.0, "label_smoothing": 0.1}, {"temperature": 2.0}, {"z_loss": 0.1}),
]
SPARSE = [*SOFTMAX, {"ignore_class": 3}, {"ignore_class": [3, 255]}]
SOME = [{}, {"class_weight": WEIGHT, "label_smoothing": 0.1}, {"focal_gamma": 2.0}]
SIGMOID = [
    *({}, {"label_smoothing": 0.1}, {"class_weight": WEIGHT}, {"focal_gamma": 2.0}, {"pos_weight": 2.0}),
    *({"pos_weight": WEIGHT}, {"temperature": 2.0}),
]


def linear(function):
    """A function of features and a head as one of logits."""
    return lambda labels, features, **keywords: function(labels, features, HEAD, **keywords)


def in_slices(labels, features, head):
    """The function of a kernel in slices."""
    return tfcompat.sharded_linear_sparse_softmax_cross_entropy(labels, features, tf.split(head, 2, axis=1))


def with_loss(make):
    """A Loss as a function."""
    return lambda labels, logits, **keywords: make(**keywords)(labels, logits)


FUNCTIONS = {
    "sparse": (tfcompat.sparse_softmax_cross_entropy, tf.constant(IDS, tf.int64), SPARSE),
    "sparse int32": (tfcompat.sparse_softmax_cross_entropy, tf.constant(IDS, tf.int32), [{}]),
    "sparse uint8": (tfcompat.sparse_softmax_cross_entropy, tf.constant(IDS, tf.uint8), [{}]),
    "softmax": (tfcompat.softmax_cross_entropy, DISTRIBUTIONS, SOFTMAX),
    "sigmoid": (tfcompat.sigmoid_cross_entropy, DISTRIBUTIONS, SIGMOID),
    "linear sparse": (linear(tfcompat.linear_sparse_softmax_cross_entropy), tf.constant(IN_HEAD), [{}]),
    "in slices": (linear(in_slices), tf.constant(IN_HEAD), [{}]),
    "linear": (linear(tfcompat.linear_softmax_cross_entropy), DISTRIBUTIONS[:, :4], [{}]),
}
LOSSES = {
    "SparseSoftmaxCrossEntropy": (
        with_loss(tfcompat.SparseSoftmaxCrossEntropy),
        tf.constant(IDS),
        [*SOME, {"ignore_class": 3}],
    ),
    "SoftmaxCrossEntropy": (with_loss(tfcompat.SoftmaxCrossEntropy), DISTRIBUTIONS, SOME),
    "SigmoidCrossEntropy": (with_loss(tfcompat.SigmoidCrossEntropy), DISTRIBUTIONS, SOME),
    "LogitMatching": (with_loss(tfcompat.losses.LogitMatching), Z + DISTRIBUTIONS, [{}, {"center": True}]),
    "Distillation": (with_loss(tfcompat.losses.Distillation), Z + DISTRIBUTIONS, [{}, {"temperature": 2.0}]),
}


def cases(table):
    return [
        pytest.param(function, labels, keywords, id=f"{name} {' '.join(keywords)}")
        for name, (function, labels, each) in table.items()
        for keywords in each
    ]


def gradients(function, labels, logits, keywords):
    """The derivatives of the summed loss, to logits and labels where they have any."""
    watched = [logits, labels] if labels.dtype.is_floating else [logits]
    with tf.GradientTape() as tape:
        tape.watch(watched)
        total = tf.reduce_sum(function(labels, logits, **keywords))
    return tape.gradient(total, watched)


def each_alone(one, *batch):
    """Apply a function to each example of a batch; an operation without a converter raises."""
    return tf.function(lambda *given: tf.vectorized_map(one, given, fallback_to_while_loop=False))(*batch)


def hold_to_batch(function, labels, keywords):
    def one(example):
        label, logits = example
        found = gradients(function, label[tf.newaxis], logits[tf.newaxis], keywords)
        return [gradient[0] for gradient in found]

    alone = each_alone(one, labels, Z)
    together = gradients(function, labels, Z, keywords)
    for a, b in zip(alone, together, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-6, atol=1e-7)
    assert np.any(alone[0])


@pytest.mark.parametrize(("function", "labels", "keywords"), cases(FUNCTIONS))
def test_gradients_of_a_function_are_those_of_the_batch_without_a_loop(function, labels, keywords):
    hold_to_batch(function, labels, keywords)


@pytest.mark.keras
@pytest.mark.parametrize(("function", "labels", "keywords"), cases(LOSSES))
def test_gradients_of_a_loss_are_those_of_its_sum_without_a_loop(function, labels, keywords):
    hold_to_batch(lambda *given, **named: function(*given, reduction="sum", **named), labels, keywords)


@pytest.mark.parametrize("keywords", SOME, ids=" ".join)
@pytest.mark.parametrize("family", ["sparse", "softmax", "sigmoid"])
def test_second_derivatives_need_no_loop(family, keywords):
    function, labels, _ = FUNCTIONS[family]

    def curvature(label, logits):
        with tf.GradientTape() as tape:
            tape.watch(logits)
            slope = gradients(function, label, logits, keywords)[0]
            total = tf.reduce_sum(slope * tf.sin(tf.range(1.0, K + 1)))
        return tape.gradient(total, logits)

    alone = each_alone(lambda example: curvature(example[0][tf.newaxis], example[1][tf.newaxis])[0], labels, Z)
    np.testing.assert_allclose(alone, curvature(labels, Z), rtol=1e-5, atol=1e-6)


def test_an_operation_without_a_converter_is_noticed():
    with pytest.raises(ValueError, match="No pfor vectorization defined for Bitcast"):
        each_alone(lambda example: tf.bitcast(example[0], tf.int32), Z)
