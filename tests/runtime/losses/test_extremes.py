"""At the ends of floating point, with every keyword: never NaN, infinite only where the truth is."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from tfcompat import losses

pytestmark = pytest.mark.without_keras

MOST = float(np.finfo("float32").max)


def derivatives(function, logits):
    """Value, gradient, and the Hessian times a vector of ones."""
    z = tf.constant(logits)
    with tf.GradientTape() as outer:
        outer.watch(z)
        with tf.GradientTape() as inner:
            inner.watch(z)
            loss = function(z)
        slope = inner.gradient(loss, z)
        along = tf.reduce_sum(slope * tf.linspace(1.0, 2.0, z.shape[-1]))
    return loss.numpy(), slope.numpy(), outer.gradient(along, z).numpy()


def families(**keywords):
    """Each family on three classes, the label being the first."""
    one_hot = tf.constant([[1.0, 0.0, 0.0]])
    return {
        "dense": lambda z: losses.softmax_cross_entropy(one_hot, z, **keywords),
        "sparse": lambda z: losses.sparse_softmax_cross_entropy([0], z, **keywords),
        "sigmoid": lambda z: losses.sigmoid_cross_entropy(one_hot, z, **keywords),
    }


@pytest.mark.parametrize("gamma", [0.5, 1.0, 2.0, 3.0])
@pytest.mark.parametrize("family", ["dense", "sparse", "sigmoid"])
@pytest.mark.parametrize("logits", [[20.0, 0.0, 0.0], [100.0, 0.0, 1.0], [1.0, 2.0, -np.inf], [0.0, 50.0, -50.0]])
def test_the_focal_loss_has_two_derivatives_everywhere(gamma, family, logits):
    for number in derivatives(families(focal_gamma=gamma)[family], [logits]):
        assert np.isfinite(number).all()


@pytest.mark.parametrize("gamma", [0.5, 1.0, 2.0])
def test_the_curvature_of_the_focal_loss_is_that_of_its_slope(gamma):
    z = tf.constant([[0.7, -1.2, 0.4]], tf.float64)
    one_hot = tf.constant([[0.5, 0.3, 0.2]], tf.float64)

    def slope(z):
        with tf.GradientTape() as tape:
            tape.watch(z)
            loss = losses.softmax_cross_entropy(one_hot, z, focal_gamma=gamma)
        return tape.gradient(loss, z)

    direction = tf.constant([[1.0, -2.0, 0.5]], tf.float64)
    with tf.GradientTape() as tape:
        tape.watch(z)
        along = tf.reduce_sum(slope(z) * direction)
    numeric = (slope(z + 1e-6 * direction) - slope(z - 1e-6 * direction)) / 2e-6
    np.testing.assert_allclose(tape.gradient(along, z), numeric, atol=1e-8)


@pytest.mark.parametrize("temperature", [0.5, 2.0])
@pytest.mark.parametrize("family", ["dense", "sparse"])
def test_a_temperature_does_not_make_large_logits_overflow(temperature, family):
    function = families(temperature=temperature)[family]
    for logits, wanted in (([[3e38, 1.0, 1.0]], 0.0), ([[3e38, 3e38, -3e38]], np.log(2)), ([[1.0, MOST, 0.0]], None)):
        loss, slope, _ = derivatives(function, logits)
        assert not np.isnan(slope).any()
        if wanted is not None:
            np.testing.assert_allclose(loss, [wanted], atol=1e-6)
        else:
            assert loss > 1e38


@pytest.mark.parametrize("family", ["dense", "sparse", "sigmoid"])
@pytest.mark.parametrize("keywords", [{"focal_gamma": 2.0}, {"temperature": 0.5}, {"label_smoothing": 0.1}], ids=str)
@pytest.mark.parametrize("logits", [[MOST, 0.0, -MOST], [-MOST, MOST, 0.0], [1e4, -1e4, 0.0]])
def test_no_keyword_makes_nan_of_the_largest_numbers(family, keywords, logits):
    loss, slope, _ = derivatives(families(**keywords)[family], [logits])
    assert not np.isnan(loss).any()
    assert not np.isnan(slope).any()


def test_a_class_of_weight_zero_may_be_impossible():
    labels, logits = [[1.0, 0.0]], [[-np.inf, 0.0]]
    for function in (losses.softmax_cross_entropy, losses.sigmoid_cross_entropy):
        assert np.isfinite(function(labels, logits, class_weight=[0.0, 1.0])).all()


@pytest.mark.parametrize("gamma", [0.0, 2.0])
def test_z_loss_is_one_thing_in_every_form(gamma):
    z = [[-np.inf, -np.inf]]
    nothing = losses.softmax_cross_entropy([[0.0, 0.0]], z, z_loss=0.1, focal_gamma=gamma)
    np.testing.assert_array_equal(nothing, [0.0])
    some = np.array([[0.3, -1.0]], "float32")
    dense = losses.softmax_cross_entropy([[0.0, 1.0]], some, z_loss=0.1, focal_gamma=gamma)
    sparse = losses.sparse_softmax_cross_entropy([1], some, z_loss=0.1, focal_gamma=gamma)
    np.testing.assert_allclose(dense, sparse, rtol=1e-6)
