"""A tape outside of `tf.vectorized_map`, which drops custom gradients, or of a branch, still finds every gradient."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
import tensorflow as tf
from support.kernel_cases import CASES, Z, dense, labels_of, sigmoid, sparse

from tfcompat import links
from tfcompat._kernels import _choice, _device

pytestmark = pytest.mark.without_keras
graph = partial(tf.function, autograph=False)


def each(function, y, z, **keywords):
    """Compute the losses one example at a time."""

    def one(row):
        return function(row[0][None], row[1][None], **keywords)[0]

    return tf.vectorized_map(one, (y, z), fallback_to_while_loop=False)


def gradient(function, y, z):
    with tf.GradientTape() as tape:
        tape.watch(z)
        loss = function(y, z)
    return [loss, tape.gradient(loss, z)]


def derivatives(function, y, z):
    with tf.GradientTape() as tape:
        tape.watch(z)
        loss, first = gradient(function, y, z)
        along = tf.reduce_sum(first * tf.sin(z))
    return [loss, first, tape.gradient(along, z)]


def agree(got, wanted):
    for a, b in zip(got, wanted, strict=True):
        assert np.any(b)
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("keywords", [{}, {"pos_weight": 3.0}, {"focal_gamma": 2.0}], ids=str)
@pytest.mark.parametrize("logit", [0.0, -0.0])
def test_forward_mode_at_a_logit_of_zero(logit, keywords):
    """It differentiates the operations of the forward pass too, and a size has a corner there."""
    y, z = tf.constant([0.0, 0.2, 1.0]), tf.fill([3], tf.constant(logit))
    step = tf.constant(1e-4, tf.float64)
    sides = [gradient(partial(sigmoid, **keywords), tf.cast(y, "float64"), tf.fill([3], at))[1] for at in (step, -step)]
    with tf.autodiff.ForwardAccumulator(z, tf.ones_like(z)) as forward:
        loss, first = gradient(partial(sigmoid, **keywords), y, z)
    np.testing.assert_allclose(forward.jvp(loss), first, rtol=1e-6)
    np.testing.assert_allclose(forward.jvp(first), (sides[0] - sides[1]) / (2 * step), rtol=1e-5)


@pytest.fixture(params=["TensorFlow's operation", "as a program"])
def elsewhere(request, monkeypatch):
    """Compute as if on a GPU, or as if the logits were large."""
    monkeypatch.setattr(_choice, "LEAST", 0)
    monkeypatch.setattr(_choice, "_eager_shapes", set())
    with _device.assume_device("GPU" if request.param == "TensorFlow's operation" else "CPU"):
        yield


@pytest.mark.parametrize(("function", "keywords"), CASES)
def test_gradients_are_those_of_the_batch(function, keywords):
    y, z = labels_of(function), tf.constant(Z)
    agree(*(gradient(partial(run, **keywords), y, z) for run in (partial(each, function), function)))


@pytest.mark.parametrize("run", [lambda run: run, graph], ids=["eager", "graph"])
@pytest.mark.parametrize("function", [dense, sparse, sigmoid])
def test_however_the_loss_is_computed(function, run, elsewhere):
    y, z = labels_of(function), tf.constant(Z)
    agree(run(partial(derivatives, partial(each, function)))(y, z), derivatives(function, y, z))


@pytest.mark.parametrize("function", [dense, sparse, sigmoid])
def test_a_function_that_was_traced_outside_of_the_map(function, elsewhere):
    y, z = labels_of(function), tf.constant(Z)
    y = tf.nn.softmax(y) if function is dense else y
    traced = graph(function)
    traced(y[:1], z[:1])
    agree(gradient(partial(each, traced), y, z), gradient(function, y, z))


BRANCHES = {
    "cond": lambda once, run: tf.cond(once, run, lambda: 2 * run()),
    "switch_case": lambda once, run: tf.switch_case(tf.cast(once, tf.int32), [lambda: 2 * run(), run]),
}


@pytest.mark.parametrize("branch", BRANCHES)
@pytest.mark.parametrize(("function", "keywords"), CASES)
def test_a_branch_of_a_graph(branch, function, keywords, elsewhere):
    y, z = labels_of(function), tf.constant(Z)

    def in_branch(y, z):
        return BRANCHES[branch](tf.reduce_max(z) > 0, lambda: function(y, 1.5 * z, **keywords))

    wanted = gradient(lambda y, z: function(y, 1.5 * z, **keywords), y, z)
    agree(graph(partial(gradient, in_branch))(y, z), wanted)


def test_a_jacobian_is_a_map_too(elsewhere):
    """Its body computes the gradients of a loss that was computed outside of it."""
    z, y, cube = (
        tf.constant(Z),
        labels_of(dense),
        tf.sin(tf.reshape(tf.range(Z.size**2, dtype=tf.float32), Z.shape * 2)),
    )

    def along(z):
        with tf.GradientTape() as tape:
            tape.watch(z)
            losses = dense(y, z)
        return tf.reduce_sum(tape.jacobian(losses, z)[1:3] * cube[1:3, 0])

    with tf.GradientTape() as tape:
        tape.watch(z)
        value = along(z)
    step = tf.cos(z)
    difference = (along(z + 0.01 * step) - along(z - 0.01 * step)) / 0.02
    np.testing.assert_allclose(tf.reduce_sum(tape.gradient(value, z) * step), difference, rtol=2e-3)


@pytest.mark.parametrize("link", [links.softmax, links.log_softmax])
def test_links_of_classes(link, elsewhere):
    z = tf.constant(Z)
    agree(
        derivatives(lambda y, z: tf.vectorized_map(link, z) * y, tf.cos(z), z),
        derivatives(lambda y, z: link(z) * y, tf.cos(z), z),
    )
