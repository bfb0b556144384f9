"""Logits are read: the predicted class, the probabilities."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from support.linked import compiled

from tfcompat import links

pytestmark = pytest.mark.without_keras


def test_the_predicted_class_is_the_argmax():
    logits = np.random.RandomState(0).normal(size=(2, 3, 4)).astype("float16")
    for axis in (-1, 0, 1):
        ids = links.predicted_class(logits, axis=axis)
        assert ids.dtype == tf.int64
        np.testing.assert_array_equal(ids, logits.argmax(axis))
        np.testing.assert_array_equal(ids, links.predicted_class(links.softmax(logits, axis=axis), axis=axis))


def test_the_predicted_class_of_one_unit_is_its_sign():
    logits = tf.constant([[0.3], [-0.2], [0.0]])
    for run in compiled(links.predicted_class):
        np.testing.assert_array_equal(run(logits), [1, 0, 0])


@pytest.mark.parametrize("shape", [[None, None], None])
def test_how_many_units_there_are_may_be_told_at_run_time(shape):
    run = tf.function(links.predicted_class, input_signature=[tf.TensorSpec(shape)])
    np.testing.assert_array_equal(run([[0.3], [-0.2]]), [1, 0])
    np.testing.assert_array_equal(run([[0.3, 0.2], [-0.2, 0.1]]), [0, 1])


def test_probabilities_are_the_link_of_the_logits():
    logits = tf.constant([[1.0, -2.0], [0.5, 3.0]])
    np.testing.assert_array_equal(links.probabilities(logits), links.softmax(logits))
    np.testing.assert_array_equal(links.probabilities(logits, axis=0), links.softmax(logits, axis=0))
    np.testing.assert_array_equal(links.probabilities(logits, "sigmoid"), links.sigmoid(logits))
    np.testing.assert_array_equal(links.probabilities(logits, links.inverse_probit), links.inverse_probit(logits))
    run = tf.function(links.probabilities, input_signature=[tf.TensorSpec(None)])
    np.testing.assert_array_equal(run(logits), links.softmax(logits))
