"""A function given to ``compile`` gives the number of its Loss, or raises and names it: never another number."""

from __future__ import annotations

import functools
import itertools

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat import losses
from tfcompat._keras import IS_KERAS_3, keras

PAIRS = {
    "softmax": (losses.softmax_cross_entropy, losses.SoftmaxCrossEntropy),
    "sparse": (losses.sparse_softmax_cross_entropy, losses.SparseSoftmaxCrossEntropy),
    "sigmoid": (losses.sigmoid_cross_entropy, losses.SigmoidCrossEntropy),
}
K = 3  # as many classes as examples and steps, so that a wrong axis broadcasts
RANDOM = np.random.RandomState(0)


def evaluated(loss, shape, labels, weights, mask=False, eager=False):
    logits = RANDOM.normal(size=(*shape, K)).astype("float32") if not mask else MASKED
    layers = [keras.layers.Masking(9.0)] if mask else []
    model = keras.Sequential([keras.Input((*shape[1:], K)), *layers, keras.layers.Activation("linear")])
    model.compile("sgd", loss, run_eagerly=eager)
    return model.evaluate(logits, labels, sample_weight=weights, verbose=0, batch_size=len(logits))


MASKED = RANDOM.normal(size=(3, 3, K)).astype("float32")
MASKED[0, 2], MASKED[1, 1:] = 9, 9


def alike(function, loss, shape, labels, weights, **more):
    """Return whether both gave one number; False if the function raised."""
    RANDOM.seed(1)
    wanted = evaluated(loss, shape, labels, weights, **more)
    RANDOM.seed(1)
    try:
        found = evaluated(function, shape, labels, weights, **more)
    except ValueError as error:
        named = f"pass the Loss to compile, tfcompat.{type(loss).__name__}(), which aligns" in str(error)
        if not named:
            raise
        return False
    np.testing.assert_allclose(found, wanted, rtol=1e-5)
    return True


def labels_of(family, shape):
    ids = np.random.RandomState(2).randint(0, K, size=shape)
    return ids if family == "sparse" else np.eye(K, dtype="float32")[ids]


def weights_of(shape):
    return None if shape is None else np.random.RandomState(3).uniform(size=shape).astype("float32")


SHAPES = [
    (family, shape, weights)
    for family, shape in itertools.product(PAIRS, [(3,), (3, 3), (3, 2), (3, 3, 3)])
    for weights in {None, (3,), (3, 1), shape, *([(*shape, K)] if family == "sigmoid" else [])}
]


@pytest.mark.parametrize(("family", "shape", "weights"), SHAPES, ids=str)
def test_it_weighs_as_the_loss_does(family, shape, weights):
    function, loss = PAIRS[family]
    assert alike(function, loss(), shape, labels_of(family, shape), weights_of(weights))


@pytest.mark.parametrize("family", PAIRS)
def test_it_does_so_in_eager_mode_too(family):
    function, loss = PAIRS[family]
    assert alike(function, loss(), (3, 3), labels_of(family, (3, 3)), weights_of((3,)), eager=True)


@pytest.mark.parametrize("weights", [None, (3,), (3, 3)])
@pytest.mark.parametrize("family", PAIRS)
def test_masked_steps_count_as_in_the_loss_or_it_raises(family, weights):
    function, loss = PAIRS[family]
    found = alike(function, loss(), (3, 3), labels_of(family, (3, 3)), weights_of(weights), mask=True)
    assert found is (weights != (3,) or not IS_KERAS_3)


@pytest.mark.parametrize(("shape", "weights"), [((3,), None), ((3,), (3,)), ((3, 3), None), ((3, 3), (3, 3))])
def test_an_ignored_class_counts_as_in_the_loss(shape, weights):
    function = functools.partial(losses.sparse_softmax_cross_entropy, ignore_class=1)
    loss = losses.SparseSoftmaxCrossEntropy(ignore_class=1)
    assert alike(function, loss, shape, labels_of("sparse", shape), weights_of(weights))


def test_a_class_axis_that_is_not_last():
    function = functools.partial(losses.sigmoid_cross_entropy, axis=1)
    labels = np.random.RandomState(2).randint(0, 2, size=(3, 3, K)).astype("float32")
    for weights in (None, (3,), (3, K), (3, 3, K)):
        assert alike(function, losses.SigmoidCrossEntropy(axis=1), (3, 3), labels, weights_of(weights))


@pytest.mark.parametrize("family", ["softmax", "sparse"])
def test_a_linear_function_over_a_kernel(family):
    kernel, bias = np.random.RandomState(4).normal(size=(K, K)).astype("float32"), np.zeros(K, "float32")
    linear = getattr(losses, PAIRS[family][0].__name__.join(["linear_", ""]))
    labels, weights = labels_of(family, (3, 3)), weights_of((3,))
    found = evaluated_with(functools.partial(linear, kernel=kernel, bias=bias), labels, weights)
    wanted = PAIRS[family][1]()(labels, MASKED @ kernel, weights)
    np.testing.assert_allclose(found, wanted, rtol=1e-5)


def evaluated_with(loss, labels, weights):
    model = keras.Sequential([keras.Input((3, K)), keras.layers.Activation("linear")])
    model.compile("sgd", named(loss))
    return model.evaluate(MASKED, labels, sample_weight=weights, verbose=0)


def named(loss):
    """tf_keras names a function after itself, and a partial one has no name."""
    loss.__name__ = "partial"
    return loss


@pytest.mark.parametrize("loss", PAIRS)
def test_elsewhere_it_returns_all_losses(loss):
    function, _ = PAIRS[loss]
    labels = labels_of(loss, (3, 3))

    def mine(y_true, y_pred):
        values = function(y_true, y_pred)
        assert values.shape.rank == (3 if loss == "sigmoid" else 2)
        return tf.reduce_sum(values, axis=list(range(1, values.shape.rank)))

    evaluated_with(mine, labels, weights_of((3,)))
    assert function(labels, MASKED).shape == ((3, 3, K) if loss == "sigmoid" else (3, 3))


def test_weights_that_fit_in_no_way_name_the_loss():
    weights = np.ones((3, K), "float32")
    with pytest.raises(ValueError, match=r"cannot weight losses of shape .* by weights .*\.SoftmaxCrossEntropy"):
        evaluated(losses.softmax_cross_entropy, (3,), labels_of("softmax", (3,)), weights)


@pytest.mark.parametrize("family", PAIRS)
def test_a_class_given_to_compile_weighs_as_the_loss_does(family):
    loss = PAIRS[family][1]
    assert alike(loss, loss(), (3, 3), labels_of(family, (3, 3)), weights_of((3,)))


def test_a_class_given_to_compile_refuses_what_keras_would_align_otherwise():
    if IS_KERAS_3:
        pytest.skip("Keras 3 makes an object of a class")
    with pytest.raises(ValueError, match=r"pass the Loss to compile, SigmoidCrossEntropy\(\)"):
        evaluated(tfcompat.SigmoidCrossEntropy, (3,), labels_of("sigmoid", (3,)), np.ones((3, K), "float32"))
