"""The layers do what TensorFlow 1.15.5 was recorded to do: names, collections, numbers, errors, and its checkpoint."""

from __future__ import annotations

import json
from importlib.util import module_from_spec, spec_from_file_location

import numpy as np
import pytest
import tensorflow as tf
from support.oracle import DATA

import tfcompat.legacy

tf1 = tf.compat.v1
pytestmark = [pytest.mark.without_keras, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

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
