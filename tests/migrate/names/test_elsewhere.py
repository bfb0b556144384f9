"""Names that come from elsewhere: other files of the run, the inside of TensorFlow, other libraries."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat.migrate import Options, Program

CALL = "x = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)\n"
NEW = "x = tfcompat.sigmoid_cross_entropy(labels=y, logits=z)\n"


def migrated(source: str, **others: str):
    paths = [f"a/{'ops/__init__' if name == 'init' else name}.py" for name in ("main", *others)]
    program = Program([text.encode() for text in (source, *others.values())], paths)
    return migrate_source(source.encode(), "a/main.py", program=program, options=Options(unsafe=True))


@pytest.mark.parametrize(
    "head",
    [
        "from mine import *\n",
        "from a.mine import *\n",
        "from .mine import *\n",
        "from .mine import tf\n",
        "from a.mine import tf\n",
    ],
)
@pytest.mark.parametrize(
    "mine",
    [
        "import tensorflow as tf\n",
        "from core import *\n",
        "from core import tf\n",
        "__all__ = ['tf']\nfrom core import tf\n",
    ],
)
def test_a_name_of_tensorflow_is_followed_to_the_file_that_imports_it(head, mine):
    done = migrated(f"{head}{CALL}", mine=mine, core="import tensorflow as tf\n")
    assert NEW in done.after.decode()
    assert [finding.applicability for finding in done.findings] == ["safe"]


def test_the_last_star_import_that_binds_the_name_counts():
    done = migrated(
        f"from mine import *\nfrom other import *\n{CALL}", mine="import tensorflow as tf\n", other="y = 1\n"
    )
    assert NEW in done.after.decode()


@pytest.mark.parametrize(
    ("head", "mine"),
    [
        ("from mine import *\n", "tf = load()\n"),
        ("from mine import *\n", "import mine as tf\n"),
        ("from mine import *\nfrom unknown import *\n", "import tensorflow as tf\n"),
        ("from mine import *\n", "__all__ = ['y']\nimport tensorflow as tf\n"),
        ("from mine import *\n", "def f(:\n"),
        ("from mine import tf\n", "tf = load()\n"),
        ("from mine import tf\n", "from mine import tf\n"),
        ("from mine import *\n", "from main import *\n"),
    ],
)
def test_a_name_that_may_be_something_else_is_told(head, mine):
    done = migrated(f"{head}{CALL}", mine=mine)
    assert CALL in done.after.decode()
    assert {finding.code for finding in done.findings} == {"TFC109"}


def test_keras_of_another_file_is_keras():
    source = "from .imports import keras\nloss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)\n"
    done = migrated(source, imports="from tensorflow import keras\n")
    assert "loss = tfcompat.SparseSoftmaxCrossEntropy()\n" in done.after.decode()


@pytest.mark.parametrize(
    ("head", "call", "new"),
    [
        (
            "from tensorflow.python.ops import nn_ops",
            "nn_ops.sparse_softmax_cross_entropy_with_logits(labels=y, logits=z)",
            "tfcompat.sparse_softmax_cross_entropy(labels=y, logits=z)",
        ),
        (
            "from tensorflow.python.ops import array_ops, nn",
            "nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)",
            "tfcompat.sigmoid_cross_entropy(labels=y, logits=z)",
        ),
        (
            "from tensorflow.python.ops.nn_impl import sigmoid_cross_entropy_with_logits as ce",
            "ce(labels=y, logits=z)",
            "tfcompat.sigmoid_cross_entropy(labels=y, logits=z)",
        ),
        ("from tensorflow.python.layers import core", "core.dense(y, 1)", "tfcompat.legacy.layers.dense(y, 1)"),
        ("import tensorflow as tf", "tf.python.layers.core.dense(y, 1)", "tfcompat.legacy.layers.dense(y, 1)"),
        (
            "import tensorflow.compat.v1 as tf",
            "tf.contrib.layers.fully_connected(y, 8)",
            "tfcompat.legacy.contrib.layers.fully_connected(y, 8)",
        ),
        (
            "from tensorflow.contrib.layers.python.layers.layers import fully_connected",
            "fully_connected(y, 8)",
            "tfcompat.legacy.contrib.layers.fully_connected(y, 8)",
        ),
    ],
)
def test_modules_inside_of_tensorflow_are_tensorflow(head, call, new):
    done = migrate_source(f"{head}\nx = {call}\n".encode())
    assert f"x = {new}\n" in done.after.decode()
    assert {one.applicability for one in done.findings if one.code != "TFC108"} == {"safe"}


def test_a_positional_call_inside_of_tensorflow_is_left_with_its_readings():
    (finding,) = migrate_source(
        b"from tensorflow.python.ops import nn\nx = nn.sigmoid_cross_entropy_with_logits(y, z)\n"
    ).findings
    assert (finding.code, finding.applicability) == ("TFC104", "manual")


def test_the_graph_inside_of_tensorflow_has_the_collection_of_losses():
    source = (
        "from tensorflow.python.framework import ops\nimport tensorflow.compat.v1 as tf\n"
        "x = tf.losses.sparse_softmax_cross_entropy(y, z)\nt = ops.get_collection(ops.GraphKeys.LOSSES)\n"
    )
    (finding,) = (one for one in migrate_source(source.encode()).findings if one.line == 3)
    assert "the collection is read at <stdin>:4 (ops.get_collection)" in finding.message


@pytest.mark.parametrize(
    "source",
    [
        "import optax as tf\nx = tf.losses.softmax_cross_entropy(y, z)\n",
        "import jax as tf\nx = tf.nn.sigmoid_cross_entropy_with_logits(y, z)\n",
        "from torch import nn\nx = nn.sigmoid_cross_entropy_with_logits(y, z)\n",
    ],
)
def test_a_name_of_another_library_is_no_finding(source):
    assert migrate_source(source.encode()).findings == ()


def test_a_module_that_is_no_file_of_the_run_is_another_library():
    source = f"import lib.nn as tf\n{CALL}"
    assert migrated(source).findings == ()
    assert [finding.code for finding in migrated(source, lib="").findings] == ["TFC109"]
    assert [finding.code for finding in migrate_source(source.encode()).findings] == ["TFC109"]
    assert [finding.code for finding in migrated(f"from lib import tf\n{CALL}").findings] == ["TFC109"]


@pytest.mark.parametrize(
    "pick",
    [
        "def pick(): return tf.losses\nlosses = pick()\n",
        "def pick(old):\n    if old:\n        return tf.losses\n    return other\nlosses = pick(1)\n",
        "def pick(): return t.losses\nt = tf\nlosses = pick()\n",
    ],
)
def test_a_module_that_a_function_of_the_file_returns_is_told(pick):
    source = f"import tensorflow as tf\n{pick}x = losses.softmax_cross_entropy(y, z)\n"
    (finding,) = migrate_source(source.encode()).findings
    assert (finding.code, finding.applicability) == ("TFC109", "manual")
    assert finding.symbol == "losses.softmax_cross_entropy"


def test_what_a_function_returns_that_is_no_module_of_tensorflow_is_not_told():
    source = b"import tensorflow as tf\ndef pick(): return mine\nl = pick()\nx = l.softmax_cross_entropy(y, z)\n"
    assert migrate_source(source).findings == ()


@pytest.mark.parametrize("given", ["dtype=tf.float16", "_reuse=True, _scope='a'"])
def test_a_layer_takes_what_its_base_class_took(given):
    source = f"import tensorflow as tf\nx = tf.layers.Dense(4, {given})\n"
    (finding,) = migrate_source(source.encode()).findings
    assert finding.applicability == "safe"
    assert (f"`{'a' if 'a' in given.split('=')[-1] and '_scope' in given else 'dense'}/kernel`") in finding.message
    assert f"x = tfcompat.legacy.layers.Dense(4, {given})" in migrate_source(source.encode()).after.decode()


def test_a_word_that_no_layer_took_is_refused_as_before():
    (finding,) = migrate_source(b"import tensorflow as tf\nx = tf.layers.Dense(4, activatoin=f)\n").findings
    assert "activatoin= goes through **kwargs" in finding.reason
    assert "did you mean activation=?" in finding.reason
