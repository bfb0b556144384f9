"""What is run beside one Keras only can make nothing of Keras; what declares nothing is run beside both."""

from __future__ import annotations

import pytest

import tfcompat
from tfcompat._keras import keras


@pytest.mark.without_keras
@pytest.mark.parametrize(
    "make",
    [
        lambda: keras.layers.Dense(1),
        lambda: keras.Sequential(),
        lambda: keras.losses.MeanSquaredError(),
        lambda: keras.metrics.Mean(),
        lambda: keras.optimizers.SGD(),
        tfcompat.SoftmaxCrossEntropy,
        lambda: tfcompat.Logits(2),
    ],
    ids=["layer", "model", "loss", "metric", "optimizer", "our loss", "our layer"],
)
def test_a_test_without_keras_makes_nothing_of_it(make):
    with pytest.raises(pytest.fail.Exception, match="is an object of Keras, and this test is marked without_keras"):
        make()


def test_a_test_that_declares_nothing_has_keras_and_runs_beside_both(request):
    assert request.node.get_closest_marker("keras")
    assert keras.layers.Dense(1)(keras.Input([2])).shape == (None, 1)


@pytest.mark.without_keras
@pytest.mark.parametrize("make", [pytest.param(keras.metrics.Mean, marks=pytest.mark.keras)])
def test_a_parameter_of_keras_has_keras(make):
    assert make().name == "mean"
