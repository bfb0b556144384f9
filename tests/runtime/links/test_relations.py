"""The links are each other's inverses, along any axis, of any dtype and shape."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from support.linked import DTYPES, ROWS, SCALAR

from tfcompat import links

pytestmark = pytest.mark.without_keras


def grid(low, high, dtype="float64"):
    return tf.constant(np.linspace(low, high, 201), dtype)


def test_the_links_are_each_others_inverses():
    p = grid(0.001, 0.999)
    np.testing.assert_allclose(links.sigmoid(links.logit(p)), p, rtol=1e-14)
    np.testing.assert_allclose(links.inverse_probit(links.probit(p)), p, rtol=1e-14)
    np.testing.assert_allclose(links.logit(links.sigmoid(grid(-700, 5))), grid(-700, 5), rtol=1e-13, atol=1e-13)
    np.testing.assert_allclose(links.probit(links.inverse_probit(grid(-37, 2))), grid(-37, 2), rtol=1e-13, atol=1e-14)


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_probability_and_that_of_the_opposite_sum_to_one(dtype):
    x = grid(-30, 30, dtype)
    eps = np.finfo(dtype).eps
    np.testing.assert_allclose(links.sigmoid(x) + links.sigmoid(-x), np.ones(201), rtol=eps)
    np.testing.assert_allclose(links.inverse_probit(x) + links.inverse_probit(-x), np.ones(201), rtol=eps)
    np.testing.assert_allclose(tf.reduce_sum(links.softmax(tf.reshape(x, [67, 3])), -1), np.ones(67), rtol=2 * eps)


def test_softmax_is_the_exponential_of_its_logarithm_and_sigmoid_that_of_two_classes():
    z = tf.constant(np.random.RandomState(0).normal(size=(5, 7)) * 20)
    np.testing.assert_allclose(links.softmax(z), tf.exp(links.log_softmax(z)), rtol=1e-13)
    two = tf.stack([z, tf.zeros_like(z)], -1)
    np.testing.assert_allclose(links.softmax(two)[..., 0], links.sigmoid(z), rtol=1e-15)


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2, -3])
def test_axis_is_moving_the_axis(name, axis):
    z = np.random.RandomState(0).normal(size=(2, 3, 4))
    moved = getattr(links, name)(z, axis=axis)
    np.testing.assert_array_equal(moved, np.moveaxis(getattr(links, name)(np.moveaxis(z, axis, -1)), -1, axis))


@pytest.mark.parametrize("name", SCALAR + ROWS)
def test_a_link_can_be_vectorised(name):
    link, x = getattr(links, name), tf.constant([[0.1, 0.2], [0.3, 0.9]])
    np.testing.assert_array_equal(tf.vectorized_map(link, x), link(x))


@pytest.mark.parametrize("name", SCALAR + ROWS)
@pytest.mark.parametrize(
    ("given_dtype", "returned"),
    [("float16", "float32"), ("bfloat16", "float32"), ("float32", "float32"), ("float64", "float64")],
)
def test_half_precision_is_computed_in_float32(name, given_dtype, returned):
    link, x = getattr(links, name), tf.constant([0.25, 0.75], given_dtype)
    assert link(x).dtype.name == returned
    np.testing.assert_array_equal(link(x), link(tf.cast(x, returned)))


@pytest.mark.parametrize("name", SCALAR + ROWS)
def test_shapes_may_be_unknown(name):
    link, x = getattr(links, name), tf.constant([[0.25, 0.75]])
    for shape in ([None, None], None):
        run = tf.function(link, input_signature=[tf.TensorSpec(shape)])
        np.testing.assert_array_equal(run(x), link(x))
        assert run(tf.zeros([0, 3])).shape == (0, 3)
