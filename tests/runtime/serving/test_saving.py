"""Models with our losses and layers survive every way of saving, and load in a process that has only imported us."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat import losses
from tfcompat._keras import IS_KERAS_3, keras

X = np.random.RandomState(0).normal(size=(8, 4)).astype("float32")
IDS = np.arange(8) % 3
LOSS = {"label_smoothing": 0.25, "class_weight": {0: 2.0, 2: 0.5}, "ignore_class": [1], "reduction": "sum"}


@pytest.fixture
def model():
    model = keras.Sequential([keras.Input((4,)), tfcompat.Logits(3, name="head")])
    model.compile("sgd", losses.SparseSoftmaxCrossEntropy(**LOSS))
    model.fit(X, IDS, verbose=0)
    return model


def test_a_fresh_process_loads_and_goes_on(model, tmp_path):
    path = tmp_path / "model.keras"
    model.save(path)
    script = (
        f"import {keras.__name__} as keras, numpy as np, tfcompat\n"
        f"model = keras.models.load_model({str(path)!r}, safe_mode=True)\n"
        "print(repr(model.loss.get_config()))\n"
        "model.fit(np.zeros((4, 4), 'float32'), np.array([0, 1, 2, 0]), verbose=0)\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == repr(model.loss.get_config())


def test_clone_model_keeps_the_layer(model):
    clone = keras.models.clone_model(model)
    clone.set_weights(model.get_weights())
    assert type(clone.layers[-1]) is tfcompat.Logits
    np.testing.assert_array_equal(clone(X), model(X))


def test_an_exported_model_serves_logits(model, tmp_path):
    model.export(str(tmp_path / "served"), **({"verbose": False} if IS_KERAS_3 else {}))
    served = tf.saved_model.load(str(tmp_path / "served"))
    np.testing.assert_allclose(served.serve(X), model(X), rtol=1e-6)


@pytest.mark.skipif(IS_KERAS_3, reason="Keras 3 loads no model back from a SavedModel")
def test_a_saved_model_in_the_format_of_tensorflow_loads_and_goes_on(model, tmp_path):
    model.save(tmp_path / "model", save_format="tf")
    loaded = keras.models.load_model(tmp_path / "model")
    assert type(loaded.layers[-1]) is tfcompat.Logits
    assert type(loaded.loss) is losses.SparseSoftmaxCrossEntropy
    assert loaded.loss.get_config() == model.loss.get_config()
    np.testing.assert_allclose(loaded.evaluate(X, IDS, verbose=0), model.evaluate(X, IDS, verbose=0), rtol=1e-6)
    loaded.fit(X, IDS, verbose=0)


# Each with arguments that are not the defaults, and labels that it takes.
COPIED = {
    "SoftmaxCrossEntropy": ({"label_smoothing": 0.1, "temperature": 2.0, "class_weight": [1.0, 2.0, 3.0]}, np.eye(3)),
    "SparseSoftmaxCrossEntropy": (LOSS, np.arange(3)),
    "SigmoidCrossEntropy": ({"pos_weight": 2.0, "class_reduction": "sum", "focal_gamma": 1.5}, np.eye(3)),
    "LogitMatching": ({"center": True, "reduction": "sum"}, np.float32([[1, 2, 3], [0, 5, 2], [1, 1, 0]])),
    "Distillation": ({"temperature": 3.0, "check_logits": "off"}, np.float32([[1, 2, 3], [0, 5, 2], [1, 1, 0]])),
}


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda loss: pickle.loads(pickle.dumps(loss))])
@pytest.mark.parametrize("name", COPIED)
def test_a_loss_is_copied_and_pickled(name, again):
    arguments, labels = COPIED[name]
    loss = getattr(losses, name)(**arguments)
    copied = again(loss)
    assert type(copied) is type(loss)
    assert copied.get_config() == loss.get_config() != type(loss)().get_config()
    assert copied(labels, X[:3, :3]) == loss(labels, X[:3, :3])


def test_every_loss_is_copied_and_pickled():
    assert set(COPIED) == {name for name in losses.__all__ if name[0].isupper()}
