"""Keras 3 or tf_keras: one is picked, and what cannot work says so in one sentence at the first use of a name."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.without_keras  # each process chooses its own
NOT_INSTALLED = """
from importlib.machinery import PathFinder
find = PathFinder.find_spec
PathFinder.find_spec = lambda name, path=None, target=None: None if name == {name!r} else find(name, path, target)
"""
USE = """
import tfcompat
try:
    loss = tfcompat.SoftmaxCrossEntropy
except ImportError as error:
    print(error)
else:
    print("picked", loss.__mro__[2].__module__.split(".")[0])
"""


def told(environment: dict[str, str], before: str = "") -> str:
    kept = {k: v for k, v in os.environ.items() if k not in ("TF_USE_LEGACY_KERAS", "KERAS_BACKEND")}
    run = subprocess.run(
        [sys.executable, "-c", before + USE], env=kept | environment, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


@pytest.mark.parametrize(("flag", "keras"), [("0", "keras"), ("1", "tf_keras"), ("True", "tf_keras")])
def test_one_keras_is_picked(flag, keras):
    assert told({"TF_USE_LEGACY_KERAS": flag}) == f"picked {keras}"


def test_another_backend_is_refused_before_it_is_imported():
    assert told({"KERAS_BACKEND": "jax"}) == (
        "tfcompat computes with TensorFlow, but Keras runs on the jax backend (KERAS_BACKEND or keras.json): set "
        "KERAS_BACKEND=tensorflow before keras is first imported."
    )


def test_another_backend_in_the_configuration_file_is_refused(tmp_path):
    (tmp_path / "keras.json").write_text('{"backend": "jax"}')
    assert told({"KERAS_HOME": str(tmp_path)}).startswith(
        "tfcompat computes with TensorFlow, but Keras runs on the jax"
    )


def test_a_missing_tf_keras_says_what_to_install():
    message = told({"TF_USE_LEGACY_KERAS": "1"}, NOT_INSTALLED.format(name="tf_keras"))
    assert message.startswith("TF_USE_LEGACY_KERAS asks for tf_keras, which is not installed: run pip install tf_keras")


@pytest.mark.parametrize(
    ("module", "version", "message"),
    [
        ("tensorflow", "2.15.1", "tfcompat needs tensorflow 2.16 or later, but 2.15.1 is installed: run pip install"),
        (
            "keras",
            "3.5.0",
            "tfcompat needs keras 3.10 or later, but 3.5.0 is installed: run pip install --upgrade keras.",
        ),
    ],
)
def test_an_old_release_is_refused(module, version, message):
    assert message in told({}, f"import {module}\n{module}.__version__ = {version!r}\n")


@pytest.mark.keras
def test_a_model_of_the_other_keras_is_refused_by_name():
    """Both Kerases in one process: the error names both, for the layer and for the loss."""
    script = """
import keras, tf_keras, numpy as np, tfcompat
from tfcompat._keras import OTHER
theirs = {"keras": keras, "tf_keras": tf_keras}[OTHER]
x, y = np.zeros((4, 2), "float32"), np.array([0, 1, 2, 0])
def said(run):
    try:
        run()
    except TypeError as error:
        print(str(error).splitlines()[-1].split("TypeError: ")[-1])
said(lambda: tfcompat.Logits(3)(theirs.Input((2,))))
model = theirs.Sequential([theirs.layers.Dense(3)])
model.compile("sgd", tfcompat.SparseSoftmaxCrossEntropy())
said(lambda: model.fit(x, y, verbose=0))
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    of_input, of_model = run.stdout.splitlines()
    for sentence, what in ((of_input, "The input"), (of_model, "The model")):
        assert sentence.startswith(f"{what} is of ")
        assert "but tfcompat uses" in sentence
        assert "TF_USE_LEGACY_KERAS=1 means tf_keras" in sentence
