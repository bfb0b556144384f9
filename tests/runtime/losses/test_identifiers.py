"""Losses by name, ours and in Keras' ``compile``."""

from __future__ import annotations

import numpy as np
import pytest

import tfcompat
from tfcompat import losses
from tfcompat._keras import IS_KERAS_3, keras, table_of_losses

NAMES = ["softmax_cross_entropy", "sparse_softmax_cross_entropy", "sigmoid_cross_entropy"]
CLASSES = ["SoftmaxCrossEntropy", "SparseSoftmaxCrossEntropy", "SigmoidCrossEntropy"]


@pytest.mark.parametrize(("name", "cls"), list(zip(NAMES, CLASSES, strict=True)))
def test_a_name_is_a_loss_with_defaults(name, cls):
    for identifier in (name, cls, getattr(losses, cls)):
        assert type(losses.get(identifier)) is getattr(losses, cls)
        assert losses.get(identifier).get_config() == getattr(losses, cls)().get_config()


def test_a_configuration_comes_back_as_it_was():
    loss = losses.SparseSoftmaxCrossEntropy(label_smoothing=0.1, ignore_class=[1, 2])
    again = losses.get(keras.losses.serialize(loss))
    assert again.get_config() == loss.get_config()


def test_a_loss_a_function_and_none_pass_through():
    loss = losses.SoftmaxCrossEntropy()
    assert losses.get(loss) is loss
    assert losses.get(losses.softmax_cross_entropy) is losses.softmax_cross_entropy
    assert losses.get(None) is None


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "softmax_cross_entropy_with_logits",
            "knows no loss 'softmax_cross_entropy_with_logits'; did you mean 'softmax",
        ),
        ("mse", "knows no loss 'mse'; it knows 'softmax_cross_entropy', "),
    ],
)
def test_another_name_is_refused(name, message):
    with pytest.raises(ValueError, match=message):
        losses.get(name)


def test_keras_knows_the_names_while_they_are_registered():
    before = dict(table_of_losses())
    x, y = np.zeros((4, 2), "float32"), np.array([0, 1, 2, 0])
    model = keras.Sequential([tfcompat.Logits(3)])
    losses.register_identifiers()
    losses.register_identifiers()
    try:
        for name, labels in zip(NAMES, (np.eye(3)[y], y, np.eye(3)[y]), strict=True):
            model.compile("sgd", name)
            found = model.evaluate(x, labels, verbose=0)
            np.testing.assert_allclose(found, losses.get(name)(labels, model(x)), rtol=1e-5)
    finally:
        losses.unregister_identifiers()
    assert dict(table_of_losses()) == before


def test_a_name_that_was_there_is_put_back():
    table = table_of_losses()
    table["softmax_cross_entropy"] = "theirs"
    losses.register_identifiers()
    assert table["softmax_cross_entropy"] is losses.SoftmaxCrossEntropy
    losses.unregister_identifiers()
    assert table.pop("softmax_cross_entropy") == "theirs"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "suffix",
    [
        ".keras",
        pytest.param(
            ".h5", marks=pytest.mark.skipif(IS_KERAS_3, reason="Keras 3 loads no function from .h5, its own included")
        ),
    ],
)
def test_a_model_compiled_with_a_function_loads_again(name, suffix, tmp_path):
    labels = np.array([0, 1, 2, 0]) if name.startswith("sparse") else np.eye(3)[[0, 1, 2, 0]]
    model = keras.Sequential([keras.Input((2,)), tfcompat.Logits(3)])
    model.compile("sgd", getattr(losses, name))
    model.fit(np.zeros((4, 2), "float32"), labels, verbose=0)
    path = str(tmp_path / f"model{suffix}")
    model.save(path)
    again = keras.models.load_model(path)
    assert again.loss is getattr(losses, name)
