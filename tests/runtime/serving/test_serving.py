"""A model that ends in logits, served: probabilities that share its weights, and a SavedModel that has all three."""

from __future__ import annotations

import functools
import json
import subprocess
import sys

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat import layers, losses
from tfcompat._keras import keras

X = np.random.RandomState(0).normal(size=(5, 4)).astype("float32")


def sequential(units=3, **head):
    return keras.Sequential(
        [keras.Input((4,), name="x"), keras.layers.Dense(6, "relu"), tfcompat.Logits(units, **head)]
    )


def of_several(kind):
    inputs = keras.Input((4,), name="x")
    outputs = {"a": tfcompat.Logits(3)(inputs), "b": tfcompat.Logits(1)(inputs), "c": keras.layers.Dense(2)(inputs)}
    return keras.Model(inputs, outputs if kind is dict else list(outputs.values()))


@keras.saving.register_keras_serializable("tests")
class Subclassed(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.head = tfcompat.Logits(3)

    def call(self, inputs):
        return self.head(inputs)


def subclassed():
    model = Subclassed()
    model(X)
    return model


@pytest.mark.parametrize("make", [sequential, subclassed])
def test_probabilities_share_the_weights(make, tmp_path):
    model = make()
    served = tfcompat.with_probabilities(model)
    np.testing.assert_allclose(served.predict(X, verbose=0), tf.nn.softmax(model(X)), rtol=1e-5)
    model.compile(keras.optimizers.SGD(1.0), losses.SparseSoftmaxCrossEntropy())
    before = served(X).numpy()
    model.fit(X, np.arange(5) % 3, verbose=0)
    assert np.abs(served(X) - before).max() > 1e-3
    np.testing.assert_allclose(served(X), tf.nn.softmax(model(X)), rtol=1e-5)
    path = str(tmp_path / "served.keras")
    served.save(path)
    np.testing.assert_allclose(keras.models.load_model(path)(X), served(X), rtol=1e-6)


@pytest.mark.parametrize("kind", [dict, list])
def test_each_output_has_its_link(kind, tmp_path):
    model = of_several(kind)
    link = {"a": "softmax", "b": "sigmoid", "c": None}
    served = tfcompat.with_probabilities(model, link if kind is dict else list(link.values()))
    got, logits = served(X), model(X)
    assert type(got) is type(logits)
    places = list(link) if kind is dict else range(3)
    for place, activation in zip(places, (tf.nn.softmax, tf.nn.sigmoid, tf.identity), strict=True):
        np.testing.assert_allclose(got[place], activation(logits[place]), rtol=1e-5)
    path = str(tmp_path / "served.keras")
    served.save(path)
    again = keras.models.load_model(path)(X)
    for place in places:
        np.testing.assert_allclose(again[place], got[place], rtol=1e-6)
    copy = keras.models.clone_model(served)
    copy.set_weights(served.get_weights())
    np.testing.assert_allclose(copy(X)[places[0]], got[places[0]], rtol=1e-6)


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16", "float64"])
def test_probabilities_are_float32_or_wider(policy):
    before = keras.mixed_precision.global_policy() if hasattr(keras.mixed_precision, "global_policy") else "float32"
    keras.mixed_precision.set_global_policy(policy)
    try:
        model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
        served = tfcompat.with_probabilities(model)
    finally:
        keras.mixed_precision.set_global_policy(before)
    wanted = "float64" if policy == "float64" else "float32"
    assert served(X).dtype == wanted
    assert served.outputs[0].dtype == wanted


def test_the_guard_names_the_layer():
    model = tfcompat.with_probabilities(sequential())
    for mode in ({}, {"run_eagerly": True}, {"jit_compile": True}):
        model.compile("sgd", losses.SparseSoftmaxCrossEntropy(), **mode)
        with pytest.warns(UserWarning, match="output of a softmax of layer 'probabilities'"):
            model.fit(X, np.arange(5) % 3, verbose=0)


def test_the_layer_is_the_link_and_comes_back_from_its_configuration():
    logits = np.random.RandomState(1).normal(size=(2, 3, 4)).astype("float32")
    layer = layers.Probabilities("softmax", axis=1)
    np.testing.assert_allclose(layer(logits), tf.nn.softmax(logits, axis=1), rtol=1e-5)
    again = layers.Probabilities.from_config(layer.get_config())
    assert (again.link, again.axis) == ("softmax", 1)


LOAD = """
import json, sys
import numpy as np
import tensorflow as tf
served = tf.saved_model.load(sys.argv[1])
inputs = {name: tf.constant(value, tf.float32) for name, value in json.loads(sys.argv[2]).items()}
out = {}
for name, function in served.signatures.items():
    out[name] = {key: value.numpy().tolist() for key, value in function(**inputs).items()}
assert "tfcompat" not in sys.modules
print(json.dumps(out))
"""


def served_elsewhere(path, **inputs):
    """What a process that knows TensorFlow alone gets from a SavedModel."""
    given = json.dumps({name: np.asarray(value).tolist() for name, value in inputs.items()})
    done = subprocess.run([sys.executable, "-c", LOAD, str(path), given], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("make", [sequential, subclassed])
def test_a_fresh_process_serves_all_three(make, tmp_path):
    model = make()
    tfcompat.export_serving(model, tmp_path / "served")
    got = served_elsewhere(tmp_path / "served", inputs=X[:3])
    logits = model(X[:3])
    for name, wanted in (
        ("logits", logits),
        ("probabilities", tf.nn.softmax(logits)),
        ("classes", tf.argmax(logits, axis=-1)),
    ):
        np.testing.assert_allclose(*got[name].values(), wanted, rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(got["serving_default"][name], wanted, rtol=1e-5, atol=1e-6)


def test_several_inputs_and_outputs_are_served_by_name(tmp_path):
    a, b = keras.Input((4,), name="a"), keras.Input((2,), name="b")
    both = keras.layers.Concatenate()([a, b])
    model = keras.Model({"a": a, "b": b}, {"digit": tfcompat.Logits(3)(both), "tags": tfcompat.Logits(2)(both)})
    tfcompat.export_serving(model, str(tmp_path), {"digit": "softmax", "tags": "sigmoid"})
    got = served_elsewhere(tmp_path, a=X, b=X[:, :2])
    logits = model({"a": X, "b": X[:, :2]})
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
    with pytest.raises(FileExistsError, match="exists and is no empty folder: choose another one, or pass overwrite="):
        tfcompat.export_serving(sequential(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["note"]
    tfcompat.export_serving(sequential(), tmp_path, overwrite=True)
    assert (tmp_path / "saved_model.pb").exists()


def softmax_head():
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")], name="old")


class SubclassedSoftmax(keras.Model):
    def __init__(self):
        super().__init__(name="old")
        self.head = keras.layers.Dense(3, activation="softmax")

    def call(self, inputs):
        return self.head(inputs)


def test_a_subclassed_model_of_probabilities_is_refused_as_soon_as_it_is_known():
    message = "the output of model 'old' is no logits: they are the output of"
    model = SubclassedSoftmax()
    served = tfcompat.with_probabilities(model)
    for use in (lambda: served.predict(X, verbose=0), lambda: served(X)):
        with pytest.raises(ValueError, match=message):
            use()
    with pytest.raises(ValueError, match=message):
        tfcompat.with_probabilities(model)


def test_probabilities_of_probabilities_are_refused():
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), layers.Probabilities(name="first")])
    with pytest.raises(ValueError, match="the input of layer 'second' is no logits: they are the output of a softmax"):
        keras.Sequential([model, layers.Probabilities(name="second")]).predict(X, verbose=0)


def test_names_that_are_taken_or_that_keras_3_does_not_allow():
    inputs = keras.Input((4,))
    for outputs, name in (
        (tfcompat.Logits(3)(inputs), "probabilities"),
        ({"a/b": tfcompat.Logits(3)(inputs), "a_b": tfcompat.Logits(3)(inputs)}, "several"),
    ):
        model = keras.Model(inputs, outputs, name=name)
        for ours, logits in zip(*map(tf.nest.flatten, (tfcompat.with_probabilities(model)(X), model(X))), strict=True):
            np.testing.assert_allclose(ours, tf.nn.softmax(logits), rtol=1e-5)


def export_nowhere(model, link):
    return tfcompat.export_serving(model, "no folder", link)


@pytest.mark.parametrize("call", [tfcompat.with_probabilities, export_nowhere])
@pytest.mark.parametrize(
    ("make", "link", "error", "message"),
    [
        (
            softmax_head,
            "softmax",
            ValueError,
            r"the output of model 'old' is no logits: they are the output of",
        ),
        (
            lambda: tfcompat.with_probabilities(sequential()),
            "softmax",
            ValueError,
            "a softmax of layer 'prob",
        ),
        (sequential, "tanh", ValueError, "link must be 'softmax' .* or 'sigmoid' .*, got 'tanh'"),
        (sequential, {"a": "softmax"}, ValueError, "or one of them for each, in a structure like theirs"),
        (lambda: sequential(1), "softmax", ValueError, "softmax over one unit is 1 whatever its logit"),
        (lambda: keras.Sequential([keras.layers.Dense(3)]), "softmax", ValueError, "is not built, so that its outputs"),
        (lambda: tf.identity, "softmax", TypeError, "model must be a model of .*, which tfcompat uses in this process"),
    ],
)
def test_message(call, make, link, error, message):
    with pytest.raises(error, match=message):
        call(make(), link)


def test_what_only_the_export_refuses(tmp_path):
    with pytest.raises(ValueError, match=r"inputs of model .* are not known: call it on a batch, or pass"):
        tfcompat.export_serving(Subclassed(), str(tmp_path))
    with pytest.raises(ValueError, match=r"export_serving needs a link for at least one output, .* model\.export\("):
        tfcompat.export_serving(of_several(list), str(tmp_path), [None, None, None])


def pixels(data_format="channels_first"):
    """Classes on axis 1: a convolution whose output is ``[batch, classes, height, width]``."""
    convolve = keras.layers.Conv2D(3, 1, name="head")
    layers_ = [convolve, keras.layers.Permute((3, 1, 2))]
    if data_format == "channels_first":
        layers_.append(keras.layers.ZeroPadding2D(0, data_format="channels_first"))
    return keras.Sequential([keras.Input((4, 5, 2)), *layers_])


IMAGES = np.random.RandomState(1).normal(size=(2, 4, 5, 2)).astype("float32")
OF_AXIS_1 = {
    "our loss": lambda: losses.SparseSoftmaxCrossEntropy(axis=1),
    "Keras' loss": lambda: keras.losses.CategoricalCrossentropy(from_logits=True, axis=1),
    "a function": lambda: functools.partial(losses.softmax_cross_entropy, axis=1),
    "a dict": lambda: {"a": losses.SparseSoftmaxCrossEntropy(axis=1)},
    "a list": lambda: [losses.SparseSoftmaxCrossEntropy(axis=1)],
}


def subclassed_pixels():
    class Pixels(keras.Model):
        def __init__(self):
            super().__init__()
            self.body = pixels()

        def call(self, inputs):
            return self.body(inputs)

    return called(Pixels())


def called(model):
    model(IMAGES)
    return model


@pytest.mark.parametrize("make", [pixels, subclassed_pixels])
@pytest.mark.parametrize("loss", [name for name in OF_AXIS_1 if name not in ("a dict", "a list")])
def test_the_class_axis_is_that_of_the_compiled_loss(make, loss, tmp_path):
    model = make()
    model.compile("sgd", OF_AXIS_1[loss]())
    wanted = tf.nn.softmax(model(IMAGES), axis=1)
    np.testing.assert_allclose(tfcompat.with_probabilities(model)(IMAGES), wanted, rtol=1e-5)
    tfcompat.export_serving(model, str(tmp_path / "served"))
    served = tf.saved_model.load(str(tmp_path / "served")).signatures["serving_default"]
    found = served(inputs=tf.constant(IMAGES))
    np.testing.assert_allclose(found["probabilities"], wanted, rtol=1e-5)
    np.testing.assert_array_equal(found["classes"], np.argmax(wanted, axis=1))


@pytest.mark.parametrize("loss", ["a dict", "a list"])
def test_the_class_axis_of_each_output_is_that_of_its_loss(loss):
    body = pixels()
    inputs = keras.Input((4, 5, 2))
    named = keras.layers.Activation("linear", name="a")(body(inputs))
    model = keras.Model(inputs, {"a": named} if loss == "a dict" else [named])
    model.compile("sgd", OF_AXIS_1[loss]())
    (found,) = tf.nest.flatten(tfcompat.with_probabilities(model)(IMAGES))
    np.testing.assert_allclose(found, tf.nn.softmax(body(IMAGES), axis=1), rtol=1e-5)


@pytest.mark.parametrize("make", [pixels, subclassed_pixels])
def test_without_a_loss_a_channels_first_model_asks_for_the_axis(make, tmp_path):
    model = make()
    for serve in (
        tfcompat.with_probabilities,
        lambda m, **more: tfcompat.export_serving(m, str(tmp_path / "s"), **more),
    ):
        with pytest.raises(ValueError, match=r"'channels_first': say where the classes lie, axis=1 or axis=-1\."):
            serve(model)
        serve(model, axis=1)
    probabilities = tfcompat.with_probabilities(model, axis=1)(IMAGES)
    np.testing.assert_allclose(tf.reduce_sum(probabilities, axis=1), np.ones((2, 4, 5)), rtol=1e-5)
    last = tfcompat.with_probabilities(model, axis=-1)(IMAGES)
    np.testing.assert_allclose(tf.reduce_sum(last, axis=-1), np.ones((2, 3, 4)), rtol=1e-5)


def test_an_axis_for_each_output_and_one_that_is_not_there(tmp_path):
    model = of_several(dict)
    served = tfcompat.with_probabilities(
        model, {"a": "softmax", "b": "sigmoid", "c": None}, axis={"a": 1, "b": 1, "c": 1}
    )
    np.testing.assert_allclose(served(X)["a"], tf.nn.softmax(model(X)["a"]), rtol=1e-5)
    with pytest.raises(ValueError, match=r"axis must be an int for all outputs, or one for each, in a structure like"):
        tfcompat.with_probabilities(model, axis=[1, 1])
    with pytest.raises(ValueError, match=r"axis must lie in \[-2, 1\] for the output of shape \(None, 3\), got 3"):
        tfcompat.with_probabilities(sequential(), axis=3)


def test_a_wrapped_model_keeps_its_axis_when_it_is_saved(tmp_path):
    model = SavedPixels()
    model(IMAGES)
    model.compile("sgd", losses.SparseSoftmaxCrossEntropy(axis=1))
    served = called(tfcompat.with_probabilities(model))
    served.save(tmp_path / "served.keras")
    again = keras.models.load_model(tmp_path / "served.keras")
    np.testing.assert_allclose(again(IMAGES), served(IMAGES), rtol=1e-5)


@keras.saving.register_keras_serializable("tests")
class SavedPixels(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.head = keras.layers.Conv2D(3, 1)

    def call(self, inputs):
        return tf.transpose(self.head(inputs), [0, 3, 1, 2])


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
