"""The layers do what TensorFlow 1.15.5 was recorded to do: names, collections, numbers, errors, and its checkpoint."""

from __future__ import annotations

import json
from importlib.util import module_from_spec, spec_from_file_location

import numpy as np
import pytest
import tensorflow as tf
from support.oracle import DATA, cases, difference

import tfcompat.legacy

tf1 = tf.compat.v1
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

FOLDER = DATA / "layers"
CHECKPOINT = str(FOLDER / "model")
RECORD = json.loads((FOLDER / "tf115.json").read_text(encoding="utf-8"))


def loaded(path):
    spec = spec_from_file_location(path.stem, path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


record = loaded(FOLDER / "record.py")


class Old:
    """What ``import tensorflow as tf`` was to the recorded code."""

    layers = tfcompat.legacy.layers
    contrib = tfcompat.legacy.contrib

    def __getattr__(self, name):
        return getattr(tf1, name)


@pytest.mark.parametrize("scenario", record.SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_same_names_collections_and_numbers(scenario):
    wanted, got = RECORD["scenarios"][scenario.__name__], record.observe(Old(), scenario)
    for inexact in ("values", "penalties"):
        if inexact in wanted:
            np.testing.assert_allclose(got.pop(inexact), wanted[inexact], rtol=1e-6)
    assert got == {name: value for name, value in wanted.items() if name not in ("values", "penalties")}


def test_every_scenario_is_recorded():
    assert {scenario.__name__ for scenario in record.SCENARIOS} == set(RECORD["scenarios"])


LAYERS = {
    "tf.layers.Dense": ("kernel", "bias"),
    "tf.contrib.layers.fully_connected": ("weights", "biases"),
    "tf.contrib.layers.linear": ("weights", "biases"),
    "tf.contrib.layers.legacy_fully_connected": ("weight", "bias"),
    "tf.contrib.layers.legacy_linear": ("weight", "bias"),
    "tf.contrib.slim.fully_connected": ("weights", "biases"),
}


def halved_square(weights):
    return tf.nn.l2_loss(weights, name="l2_regularizer")


def built(symbol, inputs, kernel, bias, **others):
    """A layer of recorded variables, without an activation."""
    one, two = LAYERS[symbol]
    old = "legacy" in symbol
    settings = {
        **others,
        f"{one}_init{'' if old else 'ializer'}": tf1.constant_initializer(kernel),
        f"{two}_init{'' if old else 'ializer'}": None if bias is None else tf1.constant_initializer(bias),
    }
    *path, name = symbol.split(".")[1:]
    home = tfcompat.legacy
    for part in path:
        home = getattr(home, part)
    layer = getattr(home, name)
    if name == "Dense":
        return layer(kernel.shape[-1], use_bias=bias is not None, **settings)(inputs)
    return layer(inputs, kernel.shape[-1], activation_fn=None, **settings)


@pytest.mark.parametrize("case", [case for symbol in LAYERS for case in cases(symbol)], ids=lambda case: case.id)
def test_the_oracles_layers(case):
    with tf.Graph().as_default(), tf1.Session() as session:
        inputs = tf1.placeholder(case.args["inputs"].dtype, case.args["inputs"].shape)
        bias = None if "bias0" in case.id else case.args["bias"]
        regularised = {"scope": "lg", "weights_regularizer": halved_square} if case.id.endswith("-reg") else {}
        outputs = built(case.symbol, inputs, case.args["kernel"], bias, **regularised)
        session.run(tf1.global_variables_initializer())
        slopes = tf.gradients(outputs, inputs, case.cotangent)
        value, slope = session.run([outputs, slopes[0]], {inputs: case.args["inputs"]})
        collections = {name: [item.op.name for item in tf1.get_collection(name)] for name in case.collections}
    assert not difference(value, case.value)
    assert not difference(slope, case.gradients["inputs"])
    assert outputs.op.name == case.op_name
    assert collections == case.collections


class Net(tf.Module):
    """The network of the checkpoint in TensorFlow 2: the one layer that is an object is made once."""

    def __init__(self):
        super().__init__()
        self.layer = tfcompat.legacy.layers.Dense(3, name="net/layer")

    def body(self, x):
        layers, contrib = tfcompat.legacy.layers, tfcompat.legacy.contrib
        with tf1.variable_scope("net"):
            a = layers.dense(x, 4, activation=tf.nn.relu)
            b = layers.dense(a, 4, activation=tf.tanh, name="named")
        d = contrib.layers.fully_connected(self.layer(b), 3)
        e = contrib.slim.fully_connected(d, 3, scope="slim")
        f = contrib.layers.linear(e, 3, scope="linear")
        return contrib.layers.legacy_fully_connected(f, 2)


class Eager(Net):
    def __call__(self, x):
        return self.body(x)


class Traced(Net):
    @tf.function
    def __call__(self, x):
        return self.body(x)


def test_the_checkpoint_restores_in_a_graph():
    with tf.Graph().as_default(), tf1.Session() as session:
        outputs = record.net(Old(), tf.constant(record.X))
        wanted = RECORD["checkpoint"]["variables"]
        assert {v.op.name: v.shape.as_list() for v in tf1.global_variables()} == wanted
        tf1.train.Saver().restore(session, CHECKPOINT)
        np.testing.assert_allclose(session.run(outputs), RECORD["checkpoint"]["outputs"], rtol=1e-6)


@pytest.mark.parametrize("kind", [Eager, Traced])
def test_the_checkpoint_restores_in_a_module(kind):
    net, x = kind(), tf.constant(record.X)
    net(x)
    assert {v.name.removesuffix(":0") for v in net.variables} == set(RECORD["checkpoint"]["variables"])
    tf1.train.Saver(net.variables).restore(None, CHECKPOINT)
    np.testing.assert_allclose(net(x), RECORD["checkpoint"]["outputs"], rtol=1e-6)
