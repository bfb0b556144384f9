"""A SavedModel has logits, probabilities and classes, and needs TensorFlow alone."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest
import tensorflow as tf
from support.served import Subclassed, X, of_several, sequential, subclassed

import tfcompat
from tfcompat._keras import keras

LOAD = """
import json, sys
import numpy as np
import tensorflow as tf
found = {}
for path, values in json.load(sys.stdin).items():
    inputs = {name: tf.constant(value, tf.float32) for name, value in values.items()}
    found[path] = {
        name: {key: value.numpy().tolist() for key, value in function(**inputs).items()}
        for name, function in tf.saved_model.load(path).signatures.items()
    }
assert "tfcompat" not in sys.modules
print(json.dumps(found))
"""


def of_several_inputs():
    a, b = keras.Input((4,), name="a"), keras.Input((2,), name="b")
    both = keras.layers.Concatenate()([a, b])
    return keras.Model({"a": a, "b": b}, {"digit": tfcompat.Logits(3)(both), "tags": tfcompat.Logits(2)(both)})


EXPORTED = {
    "sequential": (sequential, "softmax", {"inputs": X[:3]}),
    "subclassed": (subclassed, "softmax", {"inputs": X[:3]}),
    "several inputs": (of_several_inputs, {"digit": "softmax", "tags": "sigmoid"}, {"a": X, "b": X[:, :2]}),
}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """The logits of each model, and what a process that knows TensorFlow alone gets from its SavedModel."""
    logits, given = {}, {}
    folders = {name: str(tmp_path_factory.mktemp("exported") / "served") for name in EXPORTED}
    for name, (make, link, inputs) in EXPORTED.items():
        model = make()
        tfcompat.export_serving(model, folders[name], link)
        logits[name] = model(inputs.get("inputs", inputs))
        given[folders[name]] = {key: value.tolist() for key, value in inputs.items()}
    command = [sys.executable, "-c", LOAD]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    return {name: (logits[name], found[folders[name]]) for name in EXPORTED}


@pytest.mark.parametrize("model", ["sequential", "subclassed"])
def test_a_fresh_process_serves_all_three(model, elsewhere):
    logits, got = elsewhere[model]
    for name, wanted in (
        ("logits", logits),
        ("probabilities", tf.nn.softmax(logits)),
        ("classes", tf.argmax(logits, axis=-1)),
    ):
        np.testing.assert_allclose(*got[name].values(), wanted, rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(got["serving_default"][name], wanted, rtol=1e-5, atol=1e-6)


def test_several_inputs_and_outputs_are_served_by_name(elsewhere):
    logits, got = elsewhere["several inputs"]
    np.testing.assert_allclose(got["probabilities"]["tags"], tf.nn.sigmoid(logits["tags"]), rtol=1e-5)
    np.testing.assert_array_equal(got["classes"]["tags"], logits["tags"].numpy() > 0)
    np.testing.assert_array_equal(got["serving_default"]["classes_digit"], np.argmax(logits["digit"], axis=-1))


def test_one_unit_has_two_classes(tmp_path):
    model = sequential(1)
    tfcompat.export_serving(model, tmp_path / "new" / "folder", "sigmoid")
    signatures = tf.saved_model.load(str(tmp_path / "new" / "folder")).signatures
    (classes,) = signatures["classes"](inputs=tf.constant(X)).values()
    np.testing.assert_array_equal(classes, model(X).numpy()[:, 0] > 0)


def test_half_precision_is_served_as_float32(tmp_path):
    keras.mixed_precision.set_global_policy("mixed_bfloat16")
    try:
        model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
    finally:
        keras.mixed_precision.set_global_policy("float32")
    tfcompat.export_serving(model, str(tmp_path))
    served = tf.saved_model.load(str(tmp_path)).signatures["serving_default"](inputs=tf.constant(X))
    assert {name: tensor.dtype for name, tensor in served.items()} == {
        "logits": tf.float32,
        "probabilities": tf.float32,
        "classes": tf.int64,
    }


def test_inputs_may_be_told_by_a_batch(tmp_path):
    class Unknown(keras.Model):
        def __init__(self):
            super().__init__()
            self.head = tfcompat.Logits(3)

        def call(self, inputs):
            return self.head(inputs["x"])

    model = Unknown()
    tfcompat.export_serving(model, str(tmp_path), inputs={"x": X})
    (logits,) = tf.saved_model.load(str(tmp_path)).signatures["logits"](inputs=tf.constant(X[:2])).values()
    np.testing.assert_allclose(logits, model({"x": X[:2]}), rtol=1e-6)


def test_a_folder_that_holds_something_is_left_alone_unless_told(tmp_path):
    (tmp_path / "note").write_text("mine")
    with pytest.raises(FileExistsError, match="exists and is not empty: choose another folder, or pass overwrite="):
        tfcompat.export_serving(sequential(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["note"]
    tfcompat.export_serving(sequential(), tmp_path, overwrite=True)
    assert (tmp_path / "saved_model.pb").exists()


def test_what_only_the_export_refuses(tmp_path):
    with pytest.raises(ValueError, match=r"inputs of model .* are not known: call it on a batch, or pass"):
        tfcompat.export_serving(Subclassed(), str(tmp_path))
    with pytest.raises(ValueError, match=r"export_serving needs a link for at least one output, .* model\.export\("):
        tfcompat.export_serving(of_several(list), str(tmp_path), [None, None, None])


def test_a_regression_head_is_served_as_it_is(tmp_path):
    model = of_several(dict)
    tfcompat.export_serving(model, str(tmp_path / "served"), {"a": "softmax", "b": "sigmoid", "c": None})
    signatures = tf.saved_model.load(str(tmp_path / "served")).signatures
    found = signatures["serving_default"](inputs=tf.constant(X))
    of_links = {f"{kind}_{name}" for kind in ("logits", "probabilities", "classes") for name in "ab"}
    assert set(found) == {*of_links, "output_c"}
    np.testing.assert_allclose(found["output_c"], model(X)["c"], rtol=1e-5)
    for kind in ("logits", "probabilities", "classes"):
        np.testing.assert_allclose(signatures[kind](inputs=tf.constant(X))["c"], model(X)["c"], rtol=1e-5)
