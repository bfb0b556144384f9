"""The texts of a row: before and after run and say the same, after is what the migrator writes, named names exist."""

from __future__ import annotations

import ast
import re
from functools import reduce

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat._keras import keras
from tfcompat._symbols import DIFFERENCES, REWRITTEN, SYMBOLS, by_qualified_name
from tfcompat.migrate import all_rules, migrate_source

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
WITH_SHIM = [path for path, row in SYMBOLS.items() if row.shim and row.kind != "constants"]


def run(expression: str, **modules) -> np.ndarray:
    """The value of an expression, in a graph of its own whose variables are all ones and whose losses sum to 3.5."""
    with tf.Graph().as_default(), tf1.Session() as session:
        tf1.set_random_seed(1)  # for layers that have an initialiser of their own
        tf1.losses.add_loss(tf.constant(3.5))
        names = {**modules, **{k: tf.constant(v) for k, v in NAMES.items()}}
        names["label_sets"] = [tf.sparse.from_dense(row) for row in ([1, 0, 1], [0, 1, 1], [1, 1, 0], [0, 0, 1])]
        with tf1.variable_scope("", initializer=tf1.ones_initializer()):
            value = eval(expression, names)
        session.run(tf1.global_variables_initializer())
        has_value = tf.is_tensor(value) or bool(value and isinstance(value, list))
        return session.run(value) if has_value else np.zeros(0)  # a metric has counted nothing yet


@pytest.mark.parametrize("path", WITH_SHIM)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_before_and_after_say_the_same(path):
    row = SYMBOLS[path]
    before = run(row.before, tf=tfcompat.legacy)
    if row.after:
        np.testing.assert_allclose(run(row.after, tf=tf, tfcompat=tfcompat), before, rtol=1e-6)


@pytest.mark.parametrize("path", [path for path, row in SYMBOLS.items() if row.action == "none"])
def test_a_name_that_still_means_this_runs_as_it_is(path):
    run(SYMBOLS[path].before, tf=tf)


@pytest.mark.parametrize("path", REWRITTEN)
def test_after_is_what_the_migrator_writes(path):
    row = SYMBOLS[path]
    home = next(home for home in ("tensorflow.compat.v1", *row.homes) if home in row.homes)
    start = f"import {home} as tf" if home else f"import {row.path.split('.')[0]}"
    result = migrate_source(f"{start}\nvalue = {row.before}\n".encode())
    assert result.after.decode().splitlines()[-1] == f"value = {row.after or row.before}"
    assert [f.code for f in result.findings] == ([] if row.action == "none" else [row.code])


@pytest.mark.parametrize("path", SYMBOLS)
def test_a_row_is_whole(path):
    row = SYMBOLS[path]
    assert bool(row.after) == bool(row.successor)
    assert row.successor or row.by_hand
    assert row.successor or row.action in ("manual", "none")
    assert bool(row.removal) == row.shim
    assert row.code in all_rules()
    assert set(row.differences) <= set(DIFFERENCES)
    assert row.why.endswith(".")
    assert not row.by_hand.endswith(".")  # it is the end of a sentence
    assert all(by_qualified_name(name) is (None if row.action == "none" else row) for name in row.qualified_names)
    for era in row.eras:
        ast.parse(f"def f{era.signature}: ...")
    assert row.path.rpartition(".")[2] in ast.unparse(ast.parse(row.before))


def named(text: str) -> set[str]:
    """The dotted names in prose."""
    return {name.rstrip(".") for name in re.findall(r"\b(?:tfcompat|tf|keras)\.[\w.]+", text)}


def exists(name: str) -> bool:
    """Whether a name leads somewhere: in the library, or among the legacy names themselves."""
    root, *path = name.split(".")
    below = ".".join(path)
    if root == "tf" and any(f"{old}.".startswith(f"{below}.") for old in SYMBOLS):
        return True
    for module in {"tf": (tf, tf1), "tfcompat": (tfcompat,), "keras": (keras,)}[root]:
        try:
            reduce(getattr, path, module)
        except AttributeError:
            continue
        return True
    return False


@pytest.mark.parametrize("path", SYMBOLS)
def test_the_names_in_its_texts_exist(path):
    row = SYMBOLS[path]
    texts = [row.why, row.by_hand, *(row.successor.doubts.values() if row.successor else ())]
    assert {name for text in texts for name in named(text) if not exists(name)} == set()


def test_the_names_in_the_intended_differences_exist():
    assert {name for text in DIFFERENCES.values() for name in named(text) if not exists(name)} == set()


def test_no_two_rows_share_a_name():
    names = [name for row in SYMBOLS.values() for name in row.qualified_names]
    assert len(names) == len(set(names))
