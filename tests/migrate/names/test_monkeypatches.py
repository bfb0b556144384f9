"""Names of TensorFlow that a file makes something else, and legacy names below what is not known: left to a person."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat.migrate import Options

NAME = "tf.nn.softmax_cross_entropy_with_logits"
CALL = "softmax_cross_entropy_with_logits(labels=y, logits=z)\n"
HEAD = "import tensorflow.compat.v1 as tf\n"


def findings(source: str, **options):
    migration = migrate_source(source.encode(), options=Options(unsafe=True, **options))
    assert not migration.changed
    return migration.findings


@pytest.mark.parametrize("target", ["tfcompat", "legacy"])
@pytest.mark.parametrize(
    ("store", "what"),
    [
        (f"{NAME} = mine", NAME),
        ("tf.nn = mine", "tf.nn"),
        ("tf.compat.v1 = mine", "tf"),
        (f"del {NAME}", NAME),
        (f"for {NAME} in mine: pass", NAME),
        (f"with mine as {NAME}: pass", NAME),
        ("setattr(tf.nn, 'softmax_cross_entropy_with_logits', mine)", NAME),
        ("delattr(tf, 'nn')", "tf.nn"),
        ("setattr(tf.nn, name, mine)", "tf.nn"),
        ("monkeypatch.setattr(tf.nn, 'softmax_cross_entropy_with_logits', mine)", NAME),
        ("monkeypatch.setattr('tensorflow.nn.softmax_cross_entropy_with_logits', mine)", NAME),
        ("with mock.patch.object(tf.nn, 'softmax_cross_entropy_with_logits'): pass", NAME),
        ("with mock.patch('tensorflow.nn.softmax_cross_entropy_with_logits'): pass", NAME),
        ("with mock.patch.multiple(tf.nn, relu=mine): pass", "tf.nn"),
    ],
)
def test_a_name_that_is_replaced_is_rewritten_nowhere_in_the_file(store, what, target):
    found = findings(f"{HEAD}x = tf.nn.{CALL}{store}\n", target=target)
    use = next(finding for finding in found if finding.line == 2)
    assert use.applicability == "manual"
    assert f"line 3 replaces {what}, so its meaning is only known at run time" in use.reason


@pytest.mark.parametrize(
    "store", ["tf.nn.relu = mine", "setattr(tf.nn, 'relu', mine)", "setattr(mine, name, 1)", "mine.nn = 1"]
)
def test_another_name_that_is_replaced_changes_nothing(store):
    migration = migrate_source(f"{HEAD}{store}\nx = tf.nn.{CALL}".encode())
    assert [finding.applicability for finding in migration.findings if finding.code == "TFC101"] == ["safe"]


@pytest.mark.parametrize("store", [f"{NAME} = mine", f"del {NAME}"])
def test_the_store_itself_is_not_called_a_reference_that_is_passed_on(store):
    (finding,) = findings(f"{HEAD}{store}\n")
    assert finding.message == f"`{NAME}` is rebound here"
    assert "assigned to or deleted here, so the meaning of its calls is only known at run time" in finding.reason


def test_a_patch_by_string_is_shown():
    (finding,) = findings(f"{HEAD}mock.patch.object(tf.nn, 'softmax_cross_entropy_with_logits')\n")
    assert (finding.code, finding.applicability) == ("TFC109", "manual")
    assert finding.message == f"`{NAME}` is replaced here, by a string"


@pytest.mark.parametrize(
    "source",
    [
        "from mine import tf\nx = tf.losses.sparse_softmax_cross_entropy(y, z)\n",
        "from mine import tf\nx = tf.layers.dense(x, 1)\n",
        f"{HEAD}class A:\n    def f(self): return self.tf.layers.dense(x, 1)\n",
        f"{HEAD}nn = tf.nn if a else tf.nn\nx = nn.{CALL}",
        f"{HEAD}x = pick(tf, 'nn').{CALL}",
        f"tf = compat_import()\nx = tf.nn.{CALL}",
        f"{HEAD}def f(nn):\n    return nn.{CALL}",
        f"{HEAD}def f(ops):\n    return ops.losses.sparse_softmax_cross_entropy(y, z)\n",
    ],
)
def test_a_legacy_name_below_what_is_not_known_is_shown(source):
    (finding,) = findings(source)
    assert (finding.code, finding.applicability) == ("TFC109", "manual")
    assert "import TensorFlow here and use the name through it" in finding.reason


@pytest.mark.parametrize(
    "source",
    [
        f"{HEAD}def softmax_cross_entropy_with_logits(labels, logits): ...\nx = A().{CALL}",
        f"{HEAD}class A:\n    def f(self): return self.{CALL}",
        f"{HEAD}import optax\nx = optax.{CALL}",
        f"{HEAD}import mesh_tensorflow as mtf\nx = mtf.layers.{CALL}",
        f"{HEAD}import tensorlayer as tl\nx = tl.cost.sigmoid_cross_entropy(a, b)\n",
        f"{HEAD}def f(keras):\n    return keras.layers.dense(x, 1)\n",
    ],
)
def test_a_look_alike_is_none(source):
    assert findings(source) == ()


def test_names_that_are_assigned_side_by_side_are_followed():
    source = f"{HEAD}nn, layers = tf.nn, tf.layers\nx = nn.{CALL}y = layers.dense(x, 1)\n"
    assert {finding.applicability for finding in migrate_source(source.encode()).findings} == {"safe"}


@pytest.mark.parametrize("pair", ["nn, b = b, tf.nn", "nn, b = tf.nn", "nn, *b = tf.nn, 1", "(nn, b), c = tf.nn, 1"])
def test_names_that_are_assigned_otherwise_are_not(pair):
    assert [finding.code for finding in findings(f"{HEAD}{pair}\nx = nn.{CALL}")] == ["TFC109"]
