"""Derivatives of the links are right, also where a probability is 0 or 1 and a class impossible."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from support import exact
from support.linked import DTYPES, ROWS, SCALAR, compiled

from tfcompat import links

pytestmark = pytest.mark.without_keras


def first_and_second(link, x):
    x = tf.constant(x) if isinstance(x, np.ndarray) else x
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = link(x)
        slope = inner.gradient(y, x)
    return slope, outer.gradient(slope, x)


DERIVATIVES = {
    "logit": (lambda p: 1 / (p * (1 - p)), lambda p: (2 * p - 1) / (p * (1 - p)) ** 2),
    "sigmoid": (
        lambda x: exact.sigmoid(x) * exact.sigmoid(-x),
        lambda x: exact.sigmoid(x) * exact.sigmoid(-x) * (exact.sigmoid(-x) - exact.sigmoid(x)),
    ),
    "probit": (
        lambda p: 1 / exact.density(exact.probit(p)),
        lambda p: exact.probit(p) / exact.density(exact.probit(p)) ** 2,
    ),
    "inverse_probit": (exact.density, lambda x: -x * exact.density(x)),
}
INSIDE = {
    "logit": [1e-12, 0.01, 0.25, 0.4, 0.5, 0.6, 0.99, 0.999999],
    "probit": [1e-12, 0.01, 0.074, 0.25, 0.5, 0.6, 0.99, 0.999999],
    "sigmoid": [-80.0, -20.0, -1.0, 0.0, 0.3, 20.0, 80.0],
    "inverse_probit": [-12.0, -3.0, -0.5, 0.0, 0.5, 3.0, 12.0],
}


@pytest.mark.parametrize(("dtype", "tolerance"), [("float32", 1e-6), ("float64", 1e-13)])
@pytest.mark.parametrize("way", [0, 1, 2], ids=["eager", "graph", "xla"])
@pytest.mark.parametrize("name", SCALAR)
def test_both_derivatives_are_those_of_the_closed_forms(name, way, dtype, tolerance):
    points = np.array(INSIDE[name], dtype)
    run = compiled(lambda x: first_and_second(getattr(links, name), x))[way]
    for got, formula in zip(run(tf.constant(points)), DERIVATIVES[name], strict=True):
        np.testing.assert_allclose(got, [float(formula(exact.number(x))) for x in points], rtol=tolerance, atol=1e-30)


ROW_POINTS = [[0.0, 1.0, -2.0, 0.5], [2.0, 2.0, -90.0, 2.0], [30.0, 0.0, 0.0, 0.0]]
POINTS = INSIDE | dict.fromkeys(ROWS, ROW_POINTS)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", SCALAR + ROWS)
def test_derivatives_do_not_depend_on_how_they_are_asked_for(name, dtype):
    """Forward mode differentiates each operation, and so does a tape outside of `tf.vectorized_map`."""
    link, x, tolerance = getattr(links, name), tf.constant(POINTS[name], dtype), 50 * np.finfo(dtype).eps
    weights = tf.constant(np.cos(np.arange(np.size(x))).reshape(x.shape), dtype)

    def slope(link):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = tf.reduce_sum(link(x) * weights)
        return tape.gradient(y, x)

    wanted = slope(link)
    outside = slope(lambda x: tf.vectorized_map(link, x))
    np.testing.assert_allclose(outside, wanted, rtol=tolerance, atol=tolerance)
    with tf.autodiff.ForwardAccumulator(x, tf.sin(x)) as forward:
        y = tf.reduce_sum(link(x) * weights)
    np.testing.assert_allclose(forward.jvp(y), tf.reduce_sum(wanted * tf.sin(x)), rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("dtype", DTYPES)
def test_derivatives_at_the_ends(dtype):
    ends = np.array([0.0, 1.0], dtype)
    for link in (links.logit, links.probit):
        np.testing.assert_array_equal(first_and_second(link, ends)[0], [np.inf, np.inf])
    for link in (links.sigmoid, links.inverse_probit):
        np.testing.assert_array_equal(first_and_second(link, np.array([-np.inf, np.inf], dtype))[0], [0, 0])


@pytest.mark.parametrize("name", ["logit", "probit"])
def test_an_end_that_nothing_asks_for_leaves_no_nan_behind(name):
    """Autodiff of log(p / (1 - p)) gives 0 times inf, so that one masked element spoils all weights."""
    p = tf.constant([0.0, 0.25, 1.0])
    with tf.GradientTape() as tape:
        tape.watch(p)
        masked = tf.where(p == 0.25, getattr(links, name)(p), 0.0)
    slope = tape.gradient(masked, p).numpy()
    assert slope[1] > 0
    np.testing.assert_array_equal(slope[[0, 2]], [0, 0])


def test_beyond_the_ends_the_gradient_is_nan_too():
    assert np.isnan(first_and_second(links.logit, np.float32([-1, 2]))[0]).all()
    assert np.isnan(first_and_second(links.probit, np.float32([-1, 2]))[0]).all()


def jacobian(link, z):
    z = tf.constant(z)
    with tf.GradientTape() as tape:
        tape.watch(z)
        y = link(z)
    return tape.jacobian(y, z).numpy()


def test_the_jacobians_of_softmax_and_its_logarithm():
    z = np.array([1.0, -2.0, 0.5, 0.5])
    p = links.softmax(z).numpy()
    np.testing.assert_allclose(jacobian(links.softmax, z), np.diag(p) - np.outer(p, p), atol=1e-15)
    np.testing.assert_allclose(jacobian(links.log_softmax, z), np.eye(4) - p, atol=1e-15)


@pytest.mark.parametrize("name", ROWS)
def test_an_impossible_class_leaves_the_gradients_of_the_others(name):
    link = getattr(links, name)
    without = jacobian(link, [1.0, 2.0])
    with_it = jacobian(link, [1.0, -np.inf, 2.0])
    assert np.isfinite(with_it).all()
    np.testing.assert_array_equal(with_it[np.ix_([0, 2], [0, 2])], without)
    np.testing.assert_array_equal(with_it[[0, 2], 1], [0, 0])


def test_an_infinite_gradient_does_not_reach_an_impossible_class():
    z = tf.constant([1.0, -np.inf, 2.0])
    with tf.GradientTape() as tape:
        tape.watch(z)
        p = links.softmax(z)
        roots = tf.reduce_sum(tf.sqrt(p))
    assert np.isfinite(tape.gradient(roots, z)).all()


@pytest.mark.parametrize("name", ROWS)
def test_second_derivatives_of_softmax_are_those_of_differences(name):
    link, z, direction = getattr(links, name), tf.constant([1.0, -2.0, 0.5], "float64"), [0.3, 1.0, -0.7]
    weight = tf.constant([0.2, -1.0, 3.0], "float64")

    def slope(z):
        with tf.GradientTape() as tape:
            tape.watch(z)
            y = tf.reduce_sum(weight * link(z))
        return tape.gradient(y, z)

    step = 1e-6 * tf.constant(direction, "float64")
    differences = (slope(z + step) - slope(z - step)) / 2e-6
    with tf.GradientTape() as tape:
        tape.watch(z)
        s = slope(z)
    np.testing.assert_allclose(
        tape.gradient(s, z, output_gradients=tf.constant(direction, "float64")), differences, atol=1e-9
    )
    with tf.autodiff.ForwardAccumulator(z, tf.constant(direction, "float64")) as forward:
        s = slope(z)
    np.testing.assert_allclose(forward.jvp(s), differences, atol=1e-9)
