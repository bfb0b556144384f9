"""Labels and logits that are swapped are told apart where their values are at hand."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from support.small_batch import RUN_TIME, Y, Z, dense, sigmoid, sparse

from tfcompat import losses


def test_swapped_arguments_are_seen_in_a_graph_too():
    loss = losses.SoftmaxCrossEntropy()
    with pytest.raises(RUN_TIME, match="Are labels and logits swapped"):
        tf.function(loss)(tf.constant(Z - 1), tf.constant(Y))


@pytest.mark.parametrize("loss", [losses.SoftmaxCrossEntropy(), losses.SigmoidCrossEntropy()])
def test_labels_are_looked_at_in_later_eager_batches_too(loss):
    loss(Y, Z)
    with pytest.raises(ValueError, match="Are labels and logits swapped"):
        loss(Z - 0.5, Y)


SWAPPED = {"softmax": (dense, Y * 1.0 - 0.5, Y), "sigmoid": (sigmoid, Y * 4.0 - 2.5, Y)}


@pytest.mark.parametrize("family", SWAPPED)
def test_functions_refuse_logits_as_labels_where_their_values_are_at_hand(family):
    function, logits, labels = SWAPPED[family]
    message = (
        r"Are labels and logits swapped\? They are \(labels, logits\), in this order\. Got labels of shape \(4, 3\)"
    )
    for swapped in (
        lambda: function(logits, labels),
        lambda: function(tf.constant(logits), tf.constant(labels)),
        lambda: tf.function(lambda z: function(logits, z))(tf.constant(labels)),
        lambda: tf.function(lambda z: function(tf.constant(logits), z), jit_compile=True)(tf.constant(labels)),
    ):
        with pytest.raises(ValueError, match=message):
            swapped()


@pytest.mark.parametrize("family", SWAPPED)
def test_functions_add_nothing_to_a_graph_for_it(family):
    function, _, labels = SWAPPED[family]
    spec = tf.TensorSpec([4, 3], tf.float32)
    graph = tf.function(function).get_concrete_function(spec, spec).graph
    assert not [operation for operation in graph.get_operations() if operation.type == "Assert"]
    assert np.isfinite(tf.function(function)(tf.constant(labels), tf.constant(Z))).all()


def test_the_first_line_of_each_function_says_the_order():
    for function in (dense, sparse, sigmoid):
        assert "of (labels, logits), in this order" in function.__doc__.splitlines()[0]
