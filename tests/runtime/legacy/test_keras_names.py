"""The names of Keras' initialisers and activations give ``legacy.layers.dense`` the numbers of TensorFlow 1.15.

``keras_names.json`` holds, for every name that ``tf.layers.dense`` of TensorFlow 1.15.5 took, the kernel that it made
under ``set_random_seed(1)`` with the seed of its operation, or what it made of rows of logits, with the gradient.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf
from support.oracle import difference

from tfcompat.legacy import layers

tf1 = tf.compat.v1
pytestmark = [pytest.mark.without_keras, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
RECORD = json.loads(Path(__file__).with_name("keras_names.json").read_text(encoding="utf-8"))
ROWS = np.array(RECORD["inputs"], "float32")


@pytest.fixture
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def values_of(*tensors):
    with tf1.Session() as session:
        session.run(tf1.global_variables_initializer())
        return session.run(tensors)


def use_seeds_below(seed):
    """TensorFlow 1 numbered the seeds of a graph by its operations; TensorFlow 2 counts the random ones."""
    tf1.set_random_seed(1)
    for _ in range(seed or 0):
        tf1.get_seed(None)


@pytest.mark.parametrize("name", RECORD["initializers"])
def test_the_name_of_an_initialiser_makes_the_kernel_of_tensorflow_1(name, graph):
    recorded = RECORD["initializers"][name]
    use_seeds_below(recorded["seed"])
    layers.dense(tf.zeros((2, 3)), 4, kernel_initializer=name)
    (kernel,) = values_of(tf1.global_variables()[0])
    assert not difference(kernel, np.array(recorded["kernel"], "float32"))


def test_the_configuration_of_an_initialiser_makes_one_too(graph):
    given = {"class_name": "he_normal", "config": {"seed": 4}}
    layers.dense(tf.zeros((2, 3)), 4, kernel_initializer=given, name="ours")
    tf1.get_variable("theirs", (3, 4), initializer=tf1.initializers.he_normal(seed=4))
    np.testing.assert_array_equal(*values_of(tf1.global_variables()[0], tf1.global_variables()[2]))


@pytest.mark.parametrize("shape", [(2, 4), (1, 2, 4)])
@pytest.mark.parametrize("name", RECORD["activations"])
def test_the_name_of_an_activation_gives_the_numbers_of_tensorflow_1(name, shape, graph):
    recorded = RECORD["activations"][name][str(len(shape))]
    x = tf.constant(ROWS.reshape(shape))
    y = layers.dense(x, 4, activation=name, use_bias=False, kernel_initializer="identity")
    value, slope = values_of(y, tf.gradients(y, x, tf.reshape(tf.range(8.0), shape))[0])
    assert not difference(value, np.array(recorded["value"], "float32"))
    assert not difference(slope, np.array(recorded["gradient"], "float32"))
    assert y.op.name == recorded["op"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"activation": "reloo"}, "^tf.layers.dense does not know the activation 'reloo'; did you mean 'relu'"),
        (
            {"activation": "conv2d"},
            "^tf.layers.dense does not know the activation 'conv2d'; pass a function such as tf.nn.relu",
        ),
        (
            {"kernel_initializer": "he_norm"},
            "^tf.layers.dense does not know the initializer 'he_norm'; did you mean 'he_normal",
        ),
        ({"bias_initializer": "sparse"}, "the initializer 'sparse'; pass one of tf.compat.v1.initializers"),
        (
            {"kernel_initializer": {"class_name": "He", "config": {}}},
            "^tf.layers.dense does not know the initializer 'He'; pass one of tf.compat.v1.initializers",
        ),
    ],
)
def test_a_name_that_is_none_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        layers.dense(tf.ones((2, 3)), 2, **arguments)
