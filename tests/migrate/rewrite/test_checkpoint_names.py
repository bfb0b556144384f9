"""A layer's finding says what its variables are called in checkpoints, and what the shim creates is called so."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat._symbols import SYMBOLS

LAYERS = [path for path, row in SYMBOLS.items() if row.variables]
SAID = {
    "tf.layers.dense(x, 3)": "its variables keep their names in checkpoints, `dense/kernel` and `dense/bias` below",
    "tf.layers.dense(x, 3, name='out')": "`out/kernel` and `out/bias` below",
    "tf.layers.dense(x, 3, name=None)": "`dense/kernel` and `dense/bias` below",
    "tf.layers.dense(x, 3, name=f'out{i}')": "`<name>/kernel` and `<name>/bias` below",
    "tf.layers.dense(x, 3, use_bias=False)": "its variable keeps its name in checkpoints, `dense/kernel` below",
    "tf.layers.Dense(3, name='out')(x)": "`out/kernel` and `out/bias` below",
    "tf.contrib.layers.fully_connected(x, 3)": "`fully_connected/weights` and `fully_connected/biases` below",
    "tf.contrib.layers.fully_connected(x, 3, scope='a/b')": "`a/b/weights` and `a/b/biases` below",
    "tf.contrib.layers.linear(x, 3, biases_initializer=None)": "`fully_connected/weights` below",
    "tf.contrib.slim.fully_connected(x, 3, normalizer_fn=norm)": "`fully_connected/weights` below",
    "tf.contrib.slim.fully_connected(x, 3, normalizer_fn=None)": "and `fully_connected/biases` below",
    "tf.contrib.layers.legacy_linear(x, 3, bias_init=None)": "`fully_connected/weights` below",
    "tf.contrib.layers.legacy_linear(x, 3, name='l')": "`l/weights` and `l/bias` below",
    "partial(tf.layers.dense, units=3)": "`dense/kernel` and `dense/bias` below",
    "tf.layers.dense(x, **kwargs)": "`dense/kernel` and `dense/bias` below",
}


@pytest.mark.parametrize("call", SAID)
def test_the_finding_says_the_names(call):
    (finding,) = migrate_source(f"import tensorflow as tf\ny = {call}\n".encode()).findings
    assert f"{SAID[call]} the scopes around it" in finding.message
    assert finding.fixable


def test_a_loss_has_no_variables_to_speak_of():
    (finding,) = migrate_source(b"import tensorflow as tf\ny = tf.losses.sigmoid_cross_entropy(a, b)\n").findings
    assert "checkpoints" not in finding.message


def test_the_rows_say_it_where_they_say_that_there_are_variables():
    assert [path for path, row in SYMBOLS.items() if "variables" in row.side_effects] == LAYERS
