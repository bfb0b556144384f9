"""What the examples of the rows are run on, and how."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

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
    "anchors": RANDOM.normal(size=(4, 3)).astype("float32"),
    "positives": RANDOM.normal(size=(4, 3)).astype("float32"),
}


def evaluated(expression: str, more: dict[str, Any] | None = None, **modules: Any) -> Any:
    """An expression in the graph that is open, whose variables are all ones."""
    tf1.set_random_seed(1)  # for layers that have an initialiser of their own
    names = {**modules, **{k: tf.convert_to_tensor(v) for k, v in {**NAMES, **(more or {})}.items()}}
    names["label_sets"] = [tf.sparse.from_dense(row) for row in ([1, 0, 1], [0, 1, 1], [1, 1, 0], [0, 0, 1])]
    with tf1.variable_scope("", initializer=tf1.ones_initializer()):
        return eval(expression, names)


def run(expression: str, more: dict[str, Any] | None = None, **modules: Any) -> np.ndarray:
    """The value of an expression, in a graph of its own whose losses sum to 3.5."""
    with tf.Graph().as_default(), tf1.Session() as session:
        tf1.losses.add_loss(tf.constant(3.5))
        value = evaluated(expression, more, **modules)
        session.run(tf1.global_variables_initializer())
        has_value = tf.is_tensor(value) or bool(value and isinstance(value, list))
        return session.run(value) if has_value else np.zeros(0)  # a metric has counted nothing yet
