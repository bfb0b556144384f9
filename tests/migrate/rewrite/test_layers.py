"""Layers, cells and scopes of arguments move under the name that the code uses."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

SLIM = "slim = tf.contrib.slim\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tf.layers.conv2d(x, 4, 3, 1, 'same')", "tfcompat.legacy.layers.conv2d(x, 4, 3, 1, 'same')"),
        ("tf.layers.Conv2D(4, 3, _reuse=True)", "tfcompat.legacy.layers.Conv2D(4, 3, _reuse=True)"),
        ("tf.contrib.slim.conv2d(x, 4, [3, 3])", "tfcompat.legacy.contrib.slim.conv2d(x, 4, [3, 3])"),
        ("tf.contrib.layers.conv2d(x, 4, [3, 3])", "tfcompat.legacy.contrib.layers.conv2d(x, 4, [3, 3])"),
        ("tf.contrib.layers.convolution2d(x, 4, 3)", "tfcompat.legacy.contrib.layers.convolution2d(x, 4, 3)"),
        ("tf.contrib.rnn.LSTMCell(8)", "tfcompat.legacy.contrib.rnn.LSTMCell(8)"),
        ("tf.nn.rnn_cell.LSTMCell(8)", "tfcompat.legacy.nn.rnn_cell.LSTMCell(8)"),
        ("tf.contrib.rnn.NASCell(8, use_biases=True)", "tfcompat.legacy.contrib.rnn.NASCell(8, use_bias=True)"),
        ("tf.contrib.slim.repeat(x, 2, f, 64, [3, 3])", "tfcompat.legacy.contrib.slim.repeat(x, 2, f, 64, [3, 3])"),
        ("tf.contrib.slim.arg_scope([f], a=1, b=2)", "tfcompat.legacy.contrib.slim.arg_scope([f], a=1, b=2)"),
    ],
)
def test_a_call_becomes_the_shim(before, after):
    migration = migrate_source(f"import tensorflow as tf\ny = {before}\n".encode())
    assert migration.after.decode() == f"import tensorflow as tf\nimport tfcompat\ny = {after}\n"
    assert [finding.applicability for finding in migration.findings] == ["safe"]


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        ("tf.nn.rnn_cell.LSTMCell(8, True)", "1.1 reads (num_units=8, input_size=True); TensorFlow 1.2"),
        ("tf.contrib.rnn.LSTMBlockCell(8, clip_cell=False)", "clip_cell= has no successor"),
        ("tf.layers.conv2d(x, 4, 3, dilations=2)", "has a parameter dilations="),
    ],
)
def test_a_call_that_only_a_person_can_move(call, reason):
    (finding,) = migrate_source(f"import tensorflow as tf\ny = {call}\n".encode()).findings
    assert finding.applicability == "manual"
    assert reason in f"{finding.reason} {finding.message}"


def test_a_network_of_slim():
    before = (
        "import tensorflow as tf\n"
        f"{SLIM}"
        "def net(x):\n"
        "    with slim.arg_scope([slim.conv2d, slim.fully_connected], normalizer_fn=slim.batch_norm):\n"
        "        return slim.flatten(slim.conv2d(x, 4, 3))\n"
        f"{'#' * 200}\n"  # room for the longer names
    )
    after = migrate_source(before.encode()).after.decode()
    moved = before.replace("slim.", "tfcompat.legacy.contrib.slim.").replace("tf.contrib.tfcompat.legacy.contrib.", "")
    assert "tfcompat.legacy.contrib.slim.arg_scope([tfcompat.legacy.contrib.slim.conv2d, " in after
    assert [line for line in after.splitlines() if "legacy" in line] == moved.splitlines()[3:-1]


@pytest.mark.parametrize("name", ["fully_connected", "linear", "conv2d", "flatten"])
@pytest.mark.parametrize("module", ["tf_slim", "tf_slim.layers"])
def test_the_layers_of_tf_slim_move_together(module, name):
    source = (
        f"import tensorflow.compat.v1 as tf\nimport {module} as slim\nwith slim.arg_scope([slim.{name}]):\n    pass\n"
    )
    after = migrate_source(source.encode(), "a.py").after.decode()
    assert f"[tfcompat.legacy.contrib.layers.{name}]" in after
