"""Labels that no gradient can pass need no tf.stop_gradient; all others keep it."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat.migrate import Program

HEAD = "import numpy as np\nimport tensorflow.compat.v1 as tf\n"
LOSS = "tf.nn.softmax_cross_entropy_with_logits(labels={}, logits=z)\n"
KEPT = "labels=tf.stop_gradient("


def only(source: str, **given):
    migration = migrate_source(source.encode(), "a.py", **given)
    (finding,) = migration.findings
    return finding.message, migration.after.decode()


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("y = tf.placeholder(tf.float32)", "tf.placeholder"),
        ("y = tf.placeholder(tf.float32)\ny = tf.cast(y, tf.float64)", "tf.placeholder"),
        ("a = tf.placeholder(tf.int32)\ny = tf.reshape(tf.one_hot(a, 3), [-1, 3]) * 0.9 + 0.1", "tf.one_hot"),
        ("y = np.eye(3)[ids]", "numpy"),
        ("y = tf.constant(np.load(path))", "numpy"),
        ("y = tf.zeros_like(z)", "tf.zeros_like"),
        ("y = tf.to_float(tf.equal(a, b))", "tf.equal"),
        ("if a:\n    y = tf.placeholder(tf.float32)\nelse:\n    y = tf.ones([3])", "tf.placeholder"),
        ("it = data.make_one_shot_iterator()\nx, y = it.get_next()", "a dataset iterator"),
        ("x, y = data.make_initializable_iterator().get_next()", "a dataset iterator"),
        ("x, y = tf.train.shuffle_batch([a, b], 3)", "tf.train.shuffle_batch"),
    ],
)
def test_labels_that_no_gradient_passes_stay_as_they_are(given, origin):
    message, after = only(f"{HEAD}{given}\nx = {LOSS.format('y')}")
    assert "labels=y, logits=z" in after
    assert message.endswith(f"without tf.stop_gradient, because no gradient passes y: it comes from {origin}")


@pytest.mark.parametrize("loop", ["for x, y in data:\n", "for y in tf.data.Dataset.from_tensors(a).batch(3):\n"])
def test_the_elements_of_a_data_set_are_constants(loop):
    source = f"{HEAD}data = tf.data.Dataset.zip((a, b)).shuffle(9)\n{loop}    x = {LOSS.format('y')}"
    message, after = only(source)
    assert KEPT not in after
    assert message.endswith("it comes from a data set")


@pytest.mark.parametrize(
    "given",
    [
        "y = net(x)",
        "y = tf.nn.softmax(w)",
        "y = tf.cast(w, tf.float32)",
        "y = tf.constant(w)",
        "y = tf.Variable(1.0)",
        "y = tf.placeholder(tf.float32)\ny = net(y)",
        "y = tf.placeholder(tf.float32)\ny += w",
        "y = tf.placeholder(tf.float32)\nfor y in ys: pass",
        "y = tf.placeholder(tf.float32) * w",
        "y = tf.placeholder(tf.float32)\ndef f():\n    global y\n    y = net()",
        "y = [[0.0, 1.0]]\ny.append(net())",
        "x, y = net()",
        "x, y = it.get_next()",
        "from data import y",
        "def f(y): return y",
        "y = tf.concat(*ys)",
        "y = a if b else tf.zeros([3])",
        "for x, y in batches: pass",
        "with net() as y: pass",
    ],
)
def test_labels_that_a_gradient_may_pass_are_kept_out_of_it(given):
    _, after = only(f"{HEAD}{given}\nx = {LOSS.format('y')}")
    assert f"{KEPT}y)" in after


def test_code_that_is_executed_may_bind_any_name():
    _, after = only(f"{HEAD}y = tf.placeholder(tf.float32)\nclass A:\n    exec(code)\nx = {LOSS.format('y')}")
    assert f"{KEPT}y)" in after


CLASS = (
    f"{HEAD}class A:\n    def __init__(self):\n        self.y = tf.placeholder(tf.float32)\n"
    f"    def loss(self, z):\n        return {LOSS.format('self.y')}"
)


@pytest.mark.parametrize(
    ("rest", "other", "kept"),
    [
        ("", "", False),
        ("    def more(self): self.y = tf.ones([3])\n", "", False),
        ("    def more(self): self.y = net(self.y)\n", "", True),
        ("    def more(self): self.x, self.y = net()\n", "", True),
        ("a.y = net()\n", "", True),
        ("", "model.y = net()\n", True),
        ("", "model.x, model.y = net()\n", True),
        ("", "if model.y == 3: pass\n", False),
    ],
)
def test_an_attribute_is_what_all_files_store_there(rest, other, kept):
    source = CLASS + rest
    program = Program([source.encode(), other.encode()], ["a.py", "b.py"])
    message, after = only(source, program=program)
    assert (f"{KEPT}self.y)" in after) is kept
    assert ("no gradient passes self.y: it comes from tf.placeholder" in message) is not kept


def test_of_an_attribute_in_a_file_alone_not_all_stores_are_seen_unless_it_is_a_script():
    assert KEPT in only(CLASS)[1]
    assert KEPT not in only(f"{CLASS}if __name__ == '__main__':\n    A()\n")[1]
