"""What the examples of the rows are run on, and how."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf
from support.oracle import DATA

from tfcompat.legacy._implementations.contrib.framework.arg_scope import add_arg_scope

tf1 = tf.compat.v1
RANDOM = np.random.RandomState(0)
NAMES = {
    "labels": RANDOM.dirichlet(np.ones(5), 4).astype("float32"),
    "ids": np.array([0, 4, 2, 2]),
    "logits": RANDOM.normal(size=(4, 5)).astype("float32"),
    "losses": RANDOM.uniform(size=4).astype("float32"),
    "inputs": RANDOM.normal(size=(4, 3)).astype("float32"),
    "probabilities": RANDOM.uniform(0.1, 0.9, (4, 5)).astype("float32"),
    "loss": np.float32(1.5),
    "weights": RANDOM.normal(size=(3, 10)).astype("float32"),
    "class_weights": RANDOM.normal(size=(10, 3)).astype("float32"),
    "class_ids": np.array([[0], [4], [2], [9]]),
    "biases": RANDOM.normal(size=10).astype("float32"),
    "ones": np.ones(4, "float32"),
    "sequences": RANDOM.normal(size=(4, 3, 5)).astype("float32"),
    "targets": np.array([[0, 4, 2], [1, 1, 3], [2, 0, 0], [4, 4, 1]]),
    "mask": np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [1, 1, 1]], "float32"),
    "images": RANDOM.normal(size=(2, 4, 4, 3)).astype("float32"),
    "volumes": RANDOM.normal(size=(2, 4, 4, 4, 3)).astype("float32"),
    "steps": RANDOM.normal(size=(4, 5, 3)).astype("float32"),
    "state": RANDOM.normal(size=(4, 4)).astype("float32"),
    "rate": np.float32(0.1),
    "anchors": RANDOM.normal(size=(4, 3)).astype("float32"),
    "positives": RANDOM.normal(size=(4, 3)).astype("float32"),
}


def layer(inputs: Any, *_: Any, scope: str = "") -> Any:
    """A layer as old code has them, without variables."""
    return tf.multiply(inputs, 2.0, name=scope or None)


class Cell:
    """A cell that adds its inputs to its state, without variables."""

    state_size = output_size = 3

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:
        return inputs + state, inputs + state

    def zero_state(self, batch_size: Any, dtype: Any) -> Any:
        return tf.zeros([batch_size, 3], dtype)


class Saver:
    """What keeps the state of a cell from run to run."""

    def state(self, name: str) -> Any:
        return tf.zeros([4, 3])

    def save_state(self, name: str, value: Any) -> Any:
        return tf.identity(value)


class Optimizer(tf1.train.Optimizer):
    """An optimizer that has nothing to train."""

    def __init__(self) -> None:
        super().__init__(False, "nothing")

    def compute_gradients(self, loss: Any, *_: Any, **__: Any) -> Any:
        return [(tf.constant(1.0), tf.constant(2.0))]

    def apply_gradients(self, *_: Any, **__: Any) -> Any:
        return tf.no_op()


OBJECTS = {
    "layer": layer,
    "scoped_layer": add_arg_scope(func=layer),
    "cell": Cell(),
    "saver": Saver(),
    "total": tf.reduce_sum,
    "optimizer": Optimizer(),
    "checkpoint": str(DATA / "layers" / "model"),
}


class Names(dict[str, Any]):
    """The names of an expression; those that a graph has to hold are made when they are read."""

    def __missing__(self, name: str) -> Any:
        if name == "step":
            return tf1.train.get_or_create_global_step()
        if name == "variable":
            return tf1.get_variable("v", [2])
        raise KeyError(name)


def evaluated(expression: str, more: dict[str, Any] | None = None, **modules: Any) -> Any:
    """An expression in the graph that is open, whose variables are all ones."""
    tf1.set_random_seed(1)  # for layers that have an initialiser of their own
    names = {**modules, **{k: tf.convert_to_tensor(v) for k, v in {**NAMES, **(more or {})}.items()}}
    names |= OBJECTS
    names["label_sets"] = [tf.sparse.from_dense(row) for row in ([1, 0, 1], [0, 1, 1], [1, 1, 0], [0, 0, 1])]
    with tf1.variable_scope("", initializer=tf1.ones_initializer()):
        return eval(expression, {}, Names(names))


def run(expression: str, more: dict[str, Any] | None = None, **modules: Any) -> np.ndarray:
    """The value of an expression, in a graph of its own whose losses sum to 3.5."""
    with tf.Graph().as_default(), tf1.Session() as session:
        tf1.losses.add_loss(tf.constant(3.5))
        value = evaluated(expression, more, **modules)
        session.run([tf1.global_variables_initializer(), tf1.local_variables_initializer()])
        found = [each for each in tf.nest.flatten(value, expand_composites=True) if tf.is_tensor(each)]
        if not found:
            return np.zeros(0)  # a metric has counted nothing yet
        values = session.run(found)
        return values[0] if len(values) == 1 else np.concatenate([np.ravel(each) for each in values])
