"""Shims that a file imports already are reached by that import; no second one is added."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat.migrate import Options

TF = "import tensorflow.compat.v1 as tf\n"
SIGMOID = "nn.sigmoid_cross_entropy_with_logits(labels=a, logits=b)"


@pytest.mark.parametrize("target", ["tfcompat", "legacy"])
@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("import tfcompat.legacy as old", "old"),
        ("from tfcompat import legacy", "legacy"),
        ("from tfcompat import legacy as old", "old"),
        ("import tfcompat.legacy", "tfcompat.legacy"),
        ("import tfcompat", "tfcompat.legacy"),
        ("import tfcompat as tc", "tc.legacy"),
    ],
)
def test_an_import_of_the_shims_is_enough_for_a_shim(statement, name, target):
    source = f"{TF}{statement}\nx = tf.layers.dense(x, 1)\ny = {name}.nn\n"
    after = migrate_source(source.encode(), options=Options(target=target)).after.decode()
    assert after == source.replace("tf.layers.dense", f"{name}.layers.dense")


def test_a_new_name_takes_an_import_of_its_own():
    source = f"{TF}from tfcompat import legacy\nx = tf.layers.dense(x, 1)\ny = tf.{SIGMOID}\n"
    after = migrate_source(source.encode()).after.decode()
    assert "import tfcompat\n" in after
    assert "x = legacy.layers.dense(x, 1)\ny = tfcompat.sigmoid_cross_entropy(labels=a, logits=b)\n" in after


def test_an_import_that_may_not_have_run_is_not_relied_on():
    source = f"{TF}if old:\n    from tfcompat import legacy\nx = tf.layers.dense(x, 1)\n"
    after = migrate_source(source.encode()).after.decode()
    assert "x = tfcompat.legacy.layers.dense(x, 1)\n" in after
    assert "\nimport tfcompat\n" in after


@pytest.mark.parametrize("head", ["import tensorflow as tf\n", "import tensorflow.compat.v1 as tf\n"])
@pytest.mark.parametrize("member", ["MEAN", "SUM_BY_NONZERO_WEIGHTS"])
def test_a_shim_gets_its_own_member_of_a_reduction(head, member):
    source = f"{head}tf.losses.log_loss(y, p, reduction=tf.losses.Reduction.{member})\nx = tf.losses.get_losses()\n"
    source = source.replace("log_loss(y, p", "softmax_cross_entropy(y, p")
    result = migrate_source(source.encode()).after.decode()
    assert f"softmax_cross_entropy(\n    y, p, reduction=tfcompat.legacy.losses.Reduction.{member}\n)" in result
