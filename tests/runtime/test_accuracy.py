"""Against mpmath in 60 digits, on whatever hypothesis comes up with: a few units in the last place, never NaN."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tfcompat import losses

mpmath.mp.dps = 60
ULP = 6
FLOATS = {
    dtype: st.floats(-1e4, 1e4, width=width) | st.floats(-2, 2, width=width) | st.sampled_from([0.0, 1e4, -1e4])
    for dtype, width in (("float32", 32), ("float64", 64))
}
checked = settings(max_examples=60, deadline=None, derandomize=True, database=None)


def rows(dtype):
    """Logits of one row, and labels in [0, 1]."""
    return st.integers(1, 6).flatmap(
        lambda k: st.tuples(
            arrays.arrays(dtype, k, elements=FLOATS[dtype]),
            arrays.arrays(dtype, k, elements=st.floats(0, 1, width=32 if dtype == "float32" else 64)),
        )
    )


def close(got, truth, dtype, scale=1.0):
    """Within a few units in the last place of the truth, or of what its terms add up from."""
    for g, t in zip(np.ravel(got), truth, strict=True):
        unit = float(np.spacing(np.dtype(dtype).type(max(abs(float(t)), scale))))
        assert abs(mpmath.mpf(float(g)) - t) <= ULP * unit, (float(g), float(t))


def exact(array):
    return [mpmath.mpf(float(v)) for v in array]


def evaluate(function, *args):
    z = tf.constant(args[-1][None])
    with tf.GradientTape() as tape:
        tape.watch(z)
        loss = function(*(a[None] for a in args[:-1]), z)
    return loss.numpy(), tape.gradient(loss, z).numpy()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_softmax(dtype):
    @checked
    @given(rows(dtype))
    def run(row):
        logits, labels = row
        z, q = exact(logits), exact(labels)
        total = mpmath.log(sum(mpmath.exp(v) for v in z))
        mass = sum(q)
        loss, slope = evaluate(losses.softmax_cross_entropy, labels, logits)
        close(loss, [sum(a * (total - v) for a, v in zip(q, z, strict=True))], dtype)
        close(slope, [mpmath.exp(v - total) * mass - a for v, a in zip(z, q, strict=True)], dtype, float(1 + mass))

    run()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_sparse(dtype):
    @checked
    @given(rows(dtype), st.integers(0, 5))
    def run(row, label):
        logits, label = row[0], label % len(row[0])
        z = exact(logits)
        total = mpmath.log(sum(mpmath.exp(v) for v in z))
        loss, slope = evaluate(losses.sparse_softmax_cross_entropy, np.array(label), logits)
        close(loss, [total - z[label]], dtype)
        close(slope, [mpmath.exp(v - total) - (k == label) for k, v in enumerate(z)], dtype)

    run()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_sigmoid(dtype):
    @checked
    @given(rows(dtype))
    def run(row):
        logits, labels = row
        z, q = exact(logits), exact(labels)
        plus = [mpmath.log1p(mpmath.exp(-abs(v))) + max(v, 0) for v in z]
        loss, slope = evaluate(losses.sigmoid_cross_entropy, labels, logits)
        close(loss, [s - a * v for s, a, v in zip(plus, q, z, strict=True)], dtype)
        close(slope, [1 / (1 + mpmath.exp(-v)) - a for v, a in zip(z, q, strict=True)], dtype)

    run()
