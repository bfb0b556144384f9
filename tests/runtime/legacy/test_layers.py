"""``legacy.layers.dense`` beside Keras 3: the numbers, variables, scopes and collections of TensorFlow 1."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from tfcompat.legacy import layers

tf1 = tf.compat.v1
pytestmark = [pytest.mark.without_keras, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def names(collection="variables"):
    return [v.op.name for v in tf1.get_collection(collection)]


def test_unnamed_layers_are_counted(graph):
    for _ in range(3):
        layers.dense(tf.zeros((2, 4)), 3)
    assert names() == ["dense/kernel", "dense/bias", "dense_1/kernel", "dense_1/bias", "dense_2/kernel", "dense_2/bias"]


def test_reuse_shares_the_variables(graph):
    x = tf.ones((2, 4))
    with tf1.variable_scope("tower"):
        first = layers.dense(x, 3, name="logits")
    with tf1.variable_scope("tower", reuse=True):
        second = layers.dense(x, 3, name="logits")
    third = layers.dense(x, 3, name="tower/logits", reuse=True)
    assert names() == ["tower/logits/kernel", "tower/logits/bias"]
    with tf1.Session() as session:
        session.run(tf1.global_variables_initializer())
        one, two, three = session.run([first, second, third])
    np.testing.assert_array_equal(one, two)
    np.testing.assert_array_equal(one, three)


def test_the_regulariser_goes_to_the_collection_once(graph):
    for _ in range(2):
        layers.dense(tf.ones((2, 4)), 3, name="d", reuse=tf1.AUTO_REUSE, kernel_regularizer=tf.reduce_sum)
    assert len(tf1.get_collection("regularization_losses")) == 1


def test_the_activity_regulariser_is_divided_by_the_batch(graph):
    outputs = layers.dense(
        tf.ones((4, 2)), 3, kernel_initializer=tf1.ones_initializer(), activity_regularizer=tf.reduce_sum
    )
    (penalty,) = tf1.get_collection("regularization_losses")
    with tf1.Session() as session:
        session.run(tf1.global_variables_initializer())
        np.testing.assert_allclose(session.run(penalty), session.run(outputs).sum() / 4)


def test_names_of_initialisers_and_activations_work(graph):
    outputs = layers.dense(tf.ones((4, 2)), 3, activation="relu", kernel_initializer="glorot_uniform")
    assert outputs.op.name == "dense/Relu"
    assert layers.dense(tf.ones((4, 2)), 3, activation="linear").op.name == "dense_1/BiasAdd"


def test_trainable_false_keeps_the_variables_out(graph):
    layers.dense(tf.ones((4, 2)), 3, trainable=False)
    assert names("trainable_variables") == []


def test_a_constraint_is_kept(graph):
    layers.dense(tf.ones((4, 2)), 3, kernel_constraint=tf.abs)
    assert tf1.global_variables()[0].constraint is tf.abs


def test_eager_mode_computes():
    outputs = layers.dense(tf.ones((4, 2)), 3, kernel_initializer=tf1.ones_initializer())
    np.testing.assert_array_equal(outputs, np.full((4, 3), 2.0))


@pytest.mark.parametrize(
    ("inputs", "arguments", "error", "message"),
    [
        (tf.ones((2, 3), tf.int32), {}, TypeError, "needs floating-point inputs, got int32; cast them first"),
        (tf.ones(3), {}, ValueError, r"a known rank of at least 2, \[\.\.\., features\], got shape \(3,\)"),
    ],
)
def test_message(inputs, arguments, error, message):
    with pytest.raises(error, match=message):
        layers.dense(inputs, 2, **arguments)


def test_an_unknown_number_of_features_is_refused(graph):
    with pytest.raises(ValueError, match=r"needs to know the size of the last axis of inputs, got shape \(2, None\)"):
        layers.dense(tf1.placeholder(tf.float32, (2, None)), 3)
