"""Weights of examples, of classes and of elements, and what they are divided by."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from support.families import TAKES, K, data

from tfcompat import losses


def test_weights_of_sigmoid_classes():
    """One for each element, or one for each example; folded as the losses are."""
    labels, logits = (a.astype("float32") for a in data(losses.sigmoid_cross_entropy))
    values = losses.sigmoid_cross_entropy(labels, logits).numpy()
    elements = np.random.RandomState(3).uniform(size=values.shape).astype("float32")
    rows = np.array([1.0, 0.0, 2.0, 0.5, 0.0], "float32")
    mean = losses.SigmoidCrossEntropy(reduction="mean")
    np.testing.assert_allclose(mean(labels, logits, elements), (values * elements).mean(), rtol=1e-6)
    np.testing.assert_allclose(mean(labels, logits, rows), (values.mean(-1) * rows).mean(), rtol=1e-6)
    summed = losses.SigmoidCrossEntropy(class_reduction="sum", reduction="mean_with_sample_weight")
    np.testing.assert_allclose(summed(labels, logits, rows), (values.sum(-1) * rows).sum() / rows.sum(), rtol=1e-6)
    kept = losses.SigmoidCrossEntropy(class_reduction=None, reduction="none")
    np.testing.assert_allclose(kept(labels, logits, rows), values * rows[:, None], rtol=1e-6)
    by_weight = losses.SigmoidCrossEntropy(reduction="sum_by_nonzero_weights")
    np.testing.assert_allclose(by_weight(labels, logits, rows), (values.mean(-1) * rows).sum() / 3, rtol=1e-6)
    moved = losses.SigmoidCrossEntropy(axis=0, reduction="mean")
    np.testing.assert_allclose(moved(labels.T, logits.T, rows), mean(labels, logits, rows), rtol=1e-6)


def test_a_global_normalizer_makes_micro_batches_add_up():
    """The mean of means is not the mean where batches hold different numbers of ignored labels."""
    logits = np.random.RandomState(0).normal(size=(6, K)).astype("float32")
    labels = np.array([0, -1, -1, 1, 2, 3])
    loss = losses.SparseSoftmaxCrossEntropy(ignore_class=-1)
    whole = loss(labels, logits)
    count = (labels != -1).sum()
    parts = [loss(labels[i : i + 3], logits[i : i + 3], normalizer=count) for i in (0, 3)]
    np.testing.assert_allclose(np.sum(parts), whole, rtol=1e-6)
    means = np.mean([loss(labels[i : i + 3], logits[i : i + 3]) for i in (0, 3)])
    assert abs(means - whole) > 0.01


def test_a_column_of_weights_is_one_for_each_example():
    labels, logits = np.array([0, 1, 2]), np.random.RandomState(0).normal(size=(3, K)).astype("float32")
    loss = losses.SparseSoftmaxCrossEntropy(reduction="sum")
    weights = np.array([1.0, 2.0, 0.5])
    np.testing.assert_allclose(loss(labels, logits, weights[:, None]), loss(labels, logits, weights), rtol=1e-6)


def test_weights_that_cannot_be_aligned_are_refused():
    loss = losses.SparseSoftmaxCrossEntropy()
    spec = [tf.TensorSpec(None, tf.int32), tf.TensorSpec(None, tf.float32), tf.TensorSpec([None], tf.float32)]
    with pytest.raises(ValueError, match=r"sample_weight of shape \(None,\) cannot be aligned with losses of unknown"):
        tf.function(loss, input_signature=spec).get_concrete_function()


def test_tensors_as_class_weights_come_back_from_the_config():
    loss = losses.SoftmaxCrossEntropy(class_weight=tf.constant([1.0, 2.0]))
    assert loss.get_config()["class_weight"] == [1.0, 2.0]


def test_one_weight_for_all():
    labels, logits = np.array([0, 1, 2]), np.random.RandomState(0).normal(size=(3, K)).astype("float32")
    loss = losses.SparseSoftmaxCrossEntropy()
    np.testing.assert_allclose(loss(labels, logits, 2.5), 2.5 * loss(labels, logits), rtol=1e-6)


@pytest.mark.parametrize("function", TAKES)
def test_a_dict_of_class_weights_leaves_the_others_at_one(function):
    labels, logits = data(function)
    some, all_ = {0: 2.0, "3": 0.5}, [2.0, 1.0, 1.0, 0.5]
    np.testing.assert_array_equal(
        function(labels, logits, class_weight=some), function(labels, logits, class_weight=all_)
    )


def test_the_default_of_tensorflow_1_counts_elements():
    labels, logits = (a.astype("float32") for a in data(losses.sigmoid_cross_entropy))
    weights = np.random.RandomState(4).randint(0, 2, labels.shape).astype("float32")
    theirs = tf.compat.v1.losses.sigmoid_cross_entropy(labels, logits, weights)
    ours = losses.SigmoidCrossEntropy(class_reduction=None, reduction="sum_by_nonzero_weights")
    np.testing.assert_allclose(ours(labels, logits, weights), theirs, rtol=1e-6)
