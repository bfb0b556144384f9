"""What does not count (masked, of an ignored class, of weight 0) may hold anything, and has a gradient of 0."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from tfcompat import losses

K = 4
GOOD = np.random.RandomState(0).normal(size=(4, K)).astype("float32")
COUNTS = np.array([True, False, True, False])
BAD_LABELS = {
    losses.SoftmaxCrossEntropy: np.full((4, K), -7.0, "float32"),
    losses.SparseSoftmaxCrossEntropy: np.full(4, 99),
    losses.SigmoidCrossEntropy: np.full((4, K), -1.0, "float32"),
}
GOOD_LABELS = {
    losses.SoftmaxCrossEntropy: np.eye(K, dtype="float32"),
    losses.SparseSoftmaxCrossEntropy: np.arange(K),
    losses.SigmoidCrossEntropy: np.eye(K, dtype="float32"),
}


def value_and_gradient(loss, labels, logits, **keywords):
    z = tf.constant(logits)
    with tf.GradientTape() as tape:
        tape.watch(z)
        value = loss(labels, z, **keywords)
    return value.numpy(), tape.gradient(value, z).numpy()


@pytest.mark.parametrize("junk", [np.nan, np.inf, -np.inf, 3e38])
@pytest.mark.parametrize("cls", GOOD_LABELS)
def test_a_weight_of_zero_deletes_the_row(cls, junk):
    """Labels that no label may be, and logits that are no numbers: value and gradient are those of the other rows."""
    loss = cls(reduction="sum_by_nonzero_weights")
    logits = np.where(COUNTS[:, None], GOOD, np.float32(junk))
    good, bad = GOOD_LABELS[cls], BAD_LABELS[cls]
    labels = np.where(COUNTS if good.ndim == 1 else COUNTS[:, None], good, bad)
    value, slope = value_and_gradient(loss, labels, logits, sample_weight=COUNTS.astype("float32"))
    wanted, slopes = value_and_gradient(loss, good[COUNTS], GOOD[COUNTS])
    np.testing.assert_allclose(value, wanted, rtol=1e-6)
    np.testing.assert_allclose(slope[COUNTS], slopes, rtol=1e-5, atol=1e-7)
    np.testing.assert_array_equal(slope[~COUNTS], 0)


def test_missing_labels_of_single_classes_have_weight_zero():
    labels = np.array([[1.0, -1.0], [0.0, 1.0]], "float32")
    weights = (labels >= 0).astype("float32")
    loss = losses.SigmoidCrossEntropy(class_reduction=None, reduction="sum_by_nonzero_weights")
    logits = GOOD[:2, :2].copy()
    values = losses.sigmoid_cross_entropy(np.abs(labels), logits).numpy()
    logits[0, 1] = np.nan
    value, slope = value_and_gradient(loss, labels, logits, sample_weight=weights)
    np.testing.assert_allclose(value, (values * weights)[weights > 0].sum() / 3, rtol=1e-6)
    assert slope[0, 1] == 0


@pytest.mark.parametrize("cls", GOOD_LABELS)
@pytest.mark.parametrize("steps", [3, 5])
def test_a_mask_lies_across_the_class_axis_wherever_that_is(cls, steps):
    random = np.random.RandomState(1)
    logits = random.normal(size=(2, K, steps)).astype("float32")
    ids = random.randint(0, K, (2, steps))
    dense = np.moveaxis(np.eye(K, dtype="float32")[ids], -1, 1)
    labels = ids if cls is losses.SparseSoftmaxCrossEntropy else dense
    shown = random.uniform(size=(2, steps)) > 0.4
    masked = tf.identity(np.where(shown[:, None, :], logits, np.nan).astype("float32"))
    masked._keras_mask = tf.constant(shown)
    last = cls(reduction="mean")
    labels_last = ids if cls is losses.SparseSoftmaxCrossEntropy else np.eye(K, dtype="float32")[ids]
    wanted = last(labels_last[shown], np.moveaxis(logits, 1, -1)[shown])
    np.testing.assert_allclose(cls(axis=1, reduction="mean")(labels, masked), wanted, rtol=1e-5)


def test_a_normalizer_needs_a_sum():
    with pytest.raises(ValueError, match="normalizer= divides a sum, and reduction='none' makes none"):
        losses.SoftmaxCrossEntropy(reduction="none")(np.eye(K, dtype="float32"), GOOD, normalizer=4)


@pytest.mark.parametrize("cls", GOOD_LABELS)
def test_a_weight_of_zero_has_the_gradient_of_its_loss(cls):
    """The loss of a row is the gradient of its weight, also where that is 0."""
    weights = tf.constant(COUNTS.astype("float32"))
    with tf.GradientTape() as tape:
        tape.watch(weights)
        total = cls(reduction="sum")(GOOD_LABELS[cls], GOOD, weights)
    wanted = cls(reduction="none")(GOOD_LABELS[cls], GOOD)
    np.testing.assert_allclose(tape.gradient(total, weights), wanted, rtol=1e-6)


@pytest.mark.parametrize("keywords", [{"ignore_class": 1}, {}], ids=["ignored", "weighed"])
def test_labels_of_a_wrong_shape_are_named_beside_weights_too(keywords):
    """Whoever hides rows looks at the labels first, and is not to speak of them in other words than the function."""
    loss = losses.SparseSoftmaxCrossEntropy(**keywords)
    with pytest.raises(ValueError, match=r"labels must hold one class id for each example, shape \(2,\) for logits"):
        loss(np.zeros((3,), int), np.zeros((2, 3), "float32"), np.array([1.0, 0.0]))


def test_ids_that_are_whole_floats_are_weighed_like_others():
    logits, weights = np.array([[1.0, 2.0], [0.0, 3.0]], "float32"), np.array([0.0, 2.0])
    loss = losses.SparseSoftmaxCrossEntropy()
    assert float(loss(np.array([1.0, 0.0], "float32"), logits, weights)) == float(loss([1, 0], logits, weights))
