"""Large logits, whose softmax is compiled, are within 4 ulp too."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from tfcompat import links
from tfcompat._kernels import _choice, _programs

pytestmark = pytest.mark.without_keras


@pytest.fixture
def compiled(monkeypatch):
    """Logits of any size are compiled, and the programs are counted."""
    monkeypatch.setattr(_choice, "LEAST", 0)
    monkeypatch.setattr(_choice, "_eager_shapes", set())
    calls = []
    original = _programs._program
    monkeypatch.setattr(_programs, "_program", lambda *made_of: calls.append(made_of) or original(*made_of))
    return calls


def truth(z, axis=-1):
    odds = np.exp(z.astype("float64") - z.max(axis, keepdims=True).astype("float64"))
    return odds / odds.sum(axis, keepdims=True)


def ulps(got, wanted):
    """The largest error in units of the last place; a float64 is exact enough for float32."""
    return np.max(np.abs(got - wanted) / np.spacing(wanted.astype("float32")).astype("float64"))


@pytest.mark.parametrize("mode", ["eager", "graph"])
def test_within_four_ulp_at_every_scale_and_down_to_the_denormal_numbers(mode, compiled):
    random = np.random.RandomState(0)
    run = tf.function(links.softmax, autograph=False) if mode == "graph" else links.softmax
    for scale in (1e-3, 1.0, 5.0, 20.0, 60.0):
        z = (scale * random.normal(size=(64, 1500))).astype("float32")
        assert ulps(run(tf.constant(z)), truth(z)) <= 4, scale
    depths = np.linspace(0, 106, 1500).astype("float32")  # denormal below 87.3, and 0 below 104
    z = np.tile(5.3 - depths, (64, 1))
    wanted = truth(z)
    assert ((wanted > 0) & (wanted < 2.0**-126)).any()
    assert ulps(run(tf.constant(z)), wanted) <= 4
    assert compiled


def test_along_another_axis(compiled):
    z = (10 * np.random.RandomState(0).normal(size=(600, 3, 2))).astype("float32")
    for axis in (0, 1, 2, -3):
        assert ulps(links.softmax(tf.constant(z), axis=axis), truth(z, axis)) <= 4
    assert len(compiled) == 4


def test_infinite_logits_and_nan(compiled):
    rows = [[0, 0, -np.inf], [np.inf, 3, -np.inf], [np.inf, 3, np.inf], [3e38, -3e38, 0], [-np.inf] * 3, [np.nan, 3, 1]]
    wanted = [[0.5, 0.5, 0], [1, 0, 0], [0.5, 0, 0.5], [1, 0, 0], [np.nan] * 3, [np.nan] * 3]
    np.testing.assert_array_equal(links.softmax(tf.constant(rows, tf.float32)), wanted)
    assert compiled


def test_derivatives_are_those_of_small_logits(compiled):
    z = tf.constant([[0.3, -2.0, 90.0, 5.0], [1.0, 2.0, 3.0, 4.0]])

    def run(z):
        with tf.GradientTape() as outer:
            outer.watch(z)
            with tf.GradientTape() as inner:
                inner.watch(z)
                y = tf.reduce_sum(links.softmax(z) * tf.constant([1.0, -1.0, 2.0, 0.5], z.dtype))
            slope = inner.gradient(y, z)
        return slope, outer.gradient(slope, z, output_gradients=tf.cos(z))

    got = run(z)
    assert compiled
    for a, b in zip(got, run(tf.cast(z, tf.float64)), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-7)


def test_float64_and_small_logits_are_not_compiled(compiled, monkeypatch):
    links.softmax(tf.zeros([2, 3], tf.float64))
    monkeypatch.setattr(_choice, "LEAST", 2**20)
    links.softmax(tf.zeros([2, 3]))
    assert not compiled
