"""Against mpmath in 60 digits, on whatever hypothesis comes up with: a few units in the last place, never NaN."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import tensorflow as tf
import truth
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tfcompat import losses
from tfcompat._kernels._device import assume_device

pytestmark = pytest.mark.without_keras

mpmath.mp.dps = 60
ULP = 6
FLOATS = {
    dtype: st.floats(-1e4, 1e4, width=width) | st.floats(-2, 2, width=width) | st.sampled_from([0.0, 1e4, -1e4])
    for dtype, width in (("float32", 32), ("float64", 64))
}
checked = settings(max_examples=60)


def rows(dtype):
    """Logits of one row, and labels in [0, 1]."""
    return st.integers(1, 6).flatmap(
        lambda k: st.tuples(
            arrays.arrays(dtype, k, elements=FLOATS[dtype]),
            arrays.arrays(dtype, k, elements=st.floats(0, 1, width=32 if dtype == "float32" else 64)),
        )
    )


KEYWORDS = {  # numbers that float32 holds, so that no error comes from rounding them
    "label_smoothing": st.sampled_from([0.0, 0.125, 1.0]),
    "class_weight": st.sampled_from([None, [1.0], [0.5, 2.0], [1.0, 0.0, 3.0]]),
    "focal_gamma": st.sampled_from([0.0, 0.5, 2.0]),
    "temperature": st.sampled_from([1.0, 0.5, 4.0]),
    "z_loss": st.sampled_from([0.0, 2.0**-10]),
    "pos_weight": st.sampled_from([1.0, 0.25, 3.0]),
}


def some_of(*names):
    """Keywords of a loss, most of them left out."""
    return st.fixed_dictionaries({}, optional={name: KEYWORDS[name] for name in names})


def for_classes(keywords, classes):
    """The keywords with as many class weights as there are classes."""
    weights = keywords.get("class_weight")
    return {**keywords, "class_weight": weights and [weights[k % len(weights)] for k in range(classes)]}


def close(got, exact, dtype, scale=1.0):
    """Within a few units in the last place of the truth, or of what its terms add up from."""
    for g, t in zip(np.ravel(got), exact, strict=True):
        unit = float(np.spacing(np.dtype(dtype).type(max(abs(float(t)), scale))))
        assert abs(mpmath.mpf(float(g)) - t) <= ULP * unit, (float(g), float(t))


def evaluate(function, labels, logits, keywords):
    z = tf.constant(logits[None])
    with tf.GradientTape() as tape:
        tape.watch(z)
        loss = function(labels[None], z, **keywords)
    return loss.numpy(), tape.gradient(loss, z).numpy()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_softmax(dtype):
    @checked
    @given(rows(dtype), some_of("label_smoothing", "class_weight", "focal_gamma", "temperature", "z_loss"))
    def run(row, keywords):
        logits, labels = row
        keywords = for_classes(keywords, len(logits))
        loss, slope = evaluate(losses.softmax_cross_entropy, labels, logits, keywords)
        value, slopes = truth.softmax(labels, logits, **keywords)
        close(loss, value, dtype)
        close(slope, slopes, dtype, scale_of(labels, keywords))

    run()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_sparse(dtype):
    keywords_of = some_of("label_smoothing", "class_weight", "focal_gamma", "temperature", "z_loss")

    @checked
    @given(rows(dtype), st.integers(0, 5), keywords_of)
    def run(row, label, keywords):
        logits, label = row[0], label % len(row[0])
        keywords, labels = for_classes(keywords, len(logits)), np.eye(len(logits))[label]
        loss, slope = evaluate(losses.sparse_softmax_cross_entropy, np.array(label), logits, keywords)
        value, slopes = truth.softmax(labels, logits, **keywords)
        close(loss, value, dtype)
        close(slope, slopes, dtype, scale_of(labels, keywords))

    run()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_sigmoid(dtype):
    @checked
    @given(rows(dtype), some_of("label_smoothing", "class_weight", "focal_gamma", "temperature", "pos_weight"))
    def run(row, keywords):
        logits, labels = row
        keywords = for_classes(keywords, len(logits))
        loss, slope = evaluate(losses.sigmoid_cross_entropy, labels, logits, keywords)
        value, slopes = truth.sigmoid(labels, logits, **keywords)
        close(loss, value, dtype, scale_of_terms(logits, keywords))
        close(slope, slopes, dtype, scale_of([1.0], keywords))

    run()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_operations_that_a_gpu_takes(dtype):
    @settings(max_examples=60)
    @given(rows(dtype), st.integers(0, 5), some_of("class_weight", "temperature"))
    def run(row, label, keywords):
        logits, labels = row
        keywords, one_hot = for_classes(keywords, len(logits)), np.eye(len(logits))[label % len(logits)]
        forms = (
            (losses.softmax_cross_entropy, labels, labels),
            (
                losses.sparse_softmax_cross_entropy,
                np.array(label % len(logits)),
                one_hot,
            ),
        )
        for function, given_labels, distribution in forms:
            with assume_device("GPU"):
                loss, slope = evaluate(function, given_labels, logits, keywords)
            value, slopes = truth.softmax(distribution, logits, **keywords)
            close(loss, value, dtype)
            close(slope, slopes, dtype, scale_of(distribution, keywords))

    run()


def scale_of(labels, keywords):
    """What the terms of a gradient are as large as, at most: they cancel where the loss is least."""
    weights = [*(keywords["class_weight"] or []), keywords.get("pos_weight", 1.0), 1.0]
    return (1 + sum(map(float, labels))) * max(weights) / min(keywords.get("temperature", 1.0), 1.0)


def scale_of_terms(logits, keywords):
    """What smoothed labels that round leave of a term that they should take away."""
    smoothed = keywords.get("label_smoothing", 0.0) > 0
    return max(1.0, scale_of([0.0], keywords) * float(np.abs(logits).max())) if smoothed else 1.0
