"""The before/after pair of every row runs, says the same, and is what the migrator writes."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat._symbols import SYMBOLS
from tfcompat.migrate import migrate_source

tf1 = tf.compat.v1
RANDOM = np.random.RandomState(0)
NAMES = {
    "labels": RANDOM.dirichlet(np.ones(5), 4).astype("float32"),
    "ids": np.array([0, 4, 2, 2]),
    "logits": RANDOM.normal(size=(4, 5)).astype("float32"),
    "losses": RANDOM.uniform(size=4).astype("float32"),
    "inputs": RANDOM.normal(size=(4, 3)).astype("float32"),
}


def run(expression: str, **modules) -> np.ndarray:
    """The value of an expression, in a graph of its own whose variables are all ones."""
    with tf.Graph().as_default(), tf1.Session() as session:
        tf1.set_random_seed(1)  # for layers that have an initialiser of their own
        with tf1.variable_scope("", initializer=tf1.ones_initializer()):
            value = eval(expression, {**modules, **{k: tf.constant(v) for k, v in NAMES.items()}})
        session.run(tf1.global_variables_initializer())
        return session.run(value) if tf.is_tensor(value) else np.zeros(0)  # a metric has counted nothing yet


REWRITTEN = [path for path, row in SYMBOLS.items() if row.after]


@pytest.mark.parametrize("path", REWRITTEN)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_before_and_after_say_the_same(path):
    row = SYMBOLS[path]
    before = run(row.before, tf=tfcompat.legacy)
    np.testing.assert_allclose(run(row.after, tf=tf, tfcompat=tfcompat), before, rtol=1e-6)


@pytest.mark.parametrize("path", REWRITTEN)
def test_after_is_what_the_migrator_writes(path):
    row = SYMBOLS[path]
    home = "tensorflow.compat.v1" if "tensorflow.compat.v1" in row.homes else "tensorflow"
    source = f"import {home} as tf\nvalue = {row.before}\n"
    result = migrate_source(source.encode())
    assert result.after.decode().splitlines()[-1] == f"value = {row.after}"


@pytest.mark.parametrize("path", sorted(SYMBOLS.keys() - set(REWRITTEN)))
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_is_not_rewritten_runs_and_says_what_to_write(path):
    row = SYMBOLS[path]
    assert np.isfinite(run(row.before, tf=tfcompat.legacy)).all()
    assert row.by_hand
