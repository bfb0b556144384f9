"""How calls are read: the era's order of arguments, gradients to labels, and the calls that are left to a person."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat.migrate import Options

SOFTMAX = "tf.nn.softmax_cross_entropy_with_logits"
SIGMOID = "tf.nn.sigmoid_cross_entropy_with_logits"
LOSS = "tf.losses.sparse_softmax_cross_entropy"


def only_finding(source: str, **options):
    (finding,) = migrate_source(source.encode(), options=Options(**options)).findings
    return finding


@pytest.mark.parametrize(
    ("head", "era", "wrapped", "applicability"),
    [
        ("import tensorflow.compat.v1 as tf", "auto", True, "safe"),
        ("import tensorflow.compat.v1 as tf", "tf2", True, "safe"),  # this name stops them in every release
        ("import tensorflow.compat.v2 as tf", "auto", False, "safe"),
        ("import tensorflow as tf", "auto", True, "unsafe"),
        ("import tensorflow as tf", "tf1", True, "safe"),
        ("import tensorflow as tf", "tf0.12", True, "safe"),
        ("import tensorflow as tf", "tf2", False, "safe"),
        ("import tensorflow as tf\ns = tf.Session()", "auto", True, "safe"),
        ("import tensorflow as tf\ns = tf.contrib.x()", "auto", True, "safe"),
        ("import tensorflow as tf\ns = tf.reset_default_graph()", "auto", True, "safe"),
        ("import tensorflow as tf\no = tf.optimizers.Adam()", "auto", False, "safe"),
        ("import tensorflow as tf\nm = tf.keras.Model()\no = tf.optimizers.Adam()", "auto", False, "safe"),
        ("import tensorflow as tf\nm = tf.keras.Model()\ns = tf.Session()", "auto", True, "safe"),
        ("import tensorflow as tf\nx = tf.compat.v1.placeholder()", "auto", True, "unsafe"),
        ("try:\n import tensorflow.compat.v1 as tf\nexcept E:\n import tensorflow as tf", "auto", True, "safe"),
    ],
)
def test_the_era_decides_whether_labels_are_wrapped(head, era, wrapped, applicability):
    source = f"{head}\nx = {SOFTMAX}(labels=labels, logits=z)\n".encode()
    migration = migrate_source(source, options=Options(era=era, unsafe=True))
    (finding,) = migration.findings
    assert (b"labels=tf.stop_gradient(labels)" in migration.after) is wrapped
    assert finding.applicability == applicability
    assert ("read as TensorFlow 1 (--era decides)" in finding.reason) is (applicability == "unsafe")


@pytest.mark.parametrize(
    ("labels", "constant"),
    [
        ("[[0.0, 1.0]]", True),
        ("-1.0", True),
        ("tf.one_hot(i, 3)", True),
        ("tf.constant([0.0, 1.0])", True),
        ("tf.constant(x)", False),  # eagerly, the constant of a tensor is the tensor
        ("tf.constant(shape=[2], value=x)", False),
        ("tf.constant(dtype=d, value=[1.0])", True),
        ("tf.stop_gradient(x)", True),
        ("once", True),
        ("twice", False),
        ("[x]", False),
        ("tf.cast(x, y)", False),
        ("other.one_hot(x)", False),
        ("parameter", False),
    ],
)
def test_labels_that_are_provably_constant_are_not_wrapped(labels, constant):
    source = (
        "import tensorflow as tf\n\n\ndef f(x, y, i, parameter, other):\n    once = tf.one_hot(i, 3)\n"
        f"    twice = tf.one_hot(i, 3)\n    twice = x\n    return {SOFTMAX}(labels={labels}, logits=y)\n"
    )
    finding = only_finding(source)
    assert finding.applicability == ("safe" if constant else "unsafe")
    assert any(b"stop_gradient(" in edit.replacement for edit in finding.edits) is not constant


@pytest.mark.parametrize(
    ("imports", "wrapped", "added"),
    [
        ("from tensorflow.compat.v1 import nn", "tf.stop_gradient(y)", "import tensorflow as tf\n"),
        ("from tensorflow.compat.v1 import nn\nimport tensorflow as T", "T.stop_gradient(y)", ""),
        ("from tensorflow.compat.v1 import nn\ntf = 3", "tensorflow.stop_gradient(y)", "import tensorflow\n"),
    ],
)
def test_stop_gradient_is_reached_by_whatever_name_tensorflow_has_here(imports, wrapped, added):
    source = f"{imports}\nx = nn.softmax_cross_entropy_with_logits(labels=y, logits=z)\n"
    after = migrate_source(source.encode()).after.decode()
    assert f"labels={wrapped}" in after
    assert after.count("import tensorflow") == source.replace("import nn", "").count("import tensorflow") + bool(added)
    assert added in after


def test_without_any_name_for_tensorflow_the_shim_is_written_which_needs_none():
    source = "from tensorflow.compat.v1 import nn\ntf = tensorflow = _tf = 3\nx = nn."
    finding = only_finding(f"{source}softmax_cross_entropy_with_logits(labels=y, logits=z)\n")
    assert "becomes `tfcompat.legacy.nn.softmax_cross_entropy_with_logits`" in finding.message
    assert "all names for its import (tf, tensorflow, _tf) are taken" in finding.message


def test_an_unknown_order_shows_both_readings_and_the_way_out():
    finding = only_finding(f"import tensorflow as tf\nx = {SOFTMAX}(net(\n    x), y)\n")
    assert (finding.code, finding.applicability) == ("TFC104", "manual")
    assert "TensorFlow 0.12 reads (logits=net( x), labels=y)" in finding.reason
    assert "TensorFlow 2.0 to 2.21 reads (labels=net( x), logits=y)" in finding.reason
    assert "Choose with --era tf0.12 or --era tf2, or write keywords" in finding.reason


@pytest.mark.parametrize(
    ("other", "level", "order"),
    [
        (f"{SIGMOID}(logits=p, targets=q)", "safe", ("logits", "labels")),
        (f"{SIGMOID}(targets=q, logits=p)", "safe", ("logits", "labels")),
        (f"{SIGMOID}(labels=q, logits=p)", "unsafe", ("labels", "logits")),
        (f"{SIGMOID}(_sentinel=None, labels=q, logits=p)", "manual", ()),
        (f"{SOFTMAX}(labels=q, logits=p)", "manual", ()),  # every release accepts these
        (f"{SIGMOID}(labels=q, logits=p); {SIGMOID}(targets=q, logits=p)", "manual", ()),
        (f"try: {SIGMOID}(logits=p, targets=q)\nexcept: pass", "manual", ()),
    ],
)
def test_the_keywords_of_other_calls_decide_the_order(other, level, order):
    source = f"import tensorflow as tf\n{other}\nx = tf.nn.sparse_softmax_cross_entropy_with_logits(a, b)\n"
    migration = migrate_source(source.encode(), options=Options(unsafe=True))
    finding = migration.findings[-1]
    assert finding.applicability == level
    assert finding.code == ("TFC104" if level == "manual" else "TFC101")
    if order:
        assert f"x = tfcompat.sparse_softmax_cross_entropy({order[0]}=a, {order[1]}=b)" in migration.after.decode()
    if level == "unsafe":
        assert finding.reason.startswith("read as tf2, because line 2 rules out the others; --era decides")


def test_an_order_that_all_likely_releases_agree_on_is_certain():
    call = "tf.nn.weighted_cross_entropy_with_logits(a, b, 2.0)"
    source = f"import tensorflow as tf\n{SIGMOID}(labels=q, logits=p)\nx = {call}\n"
    assert migrate_source(source.encode()).findings[-1].applicability == "safe"


@pytest.mark.parametrize(
    "ids", ["tf.argmax(y, 1)", "tf.cast(y, tf.int32)", "tf.cast(y, dtype='int64')", "tf.to_int64(y)"]
)
@pytest.mark.parametrize("order", ["logits, labels", "labels, logits"])
def test_class_ids_are_no_logits(ids, order):
    first, second = (ids if word == "labels" else "z" for word in order.split(", "))
    source = f"import tensorflow as tf\nx = tf.nn.sparse_softmax_cross_entropy_with_logits({first}, {second})\n"
    migration = migrate_source(source.encode())
    one, two = order.split(", ")
    assert f"x = tfcompat.sparse_softmax_cross_entropy({one}={first}, {two}={second})" in migration.after.decode()
    assert migration.findings[0].applicability == "safe"


@pytest.mark.parametrize(
    "value", ["tf.cast(y, tf.float32)", "mine.argmax(y)", "tf.argmax", "tf.cast(y, kind)", "tf.identity(y)"]
)
def test_what_may_be_logits_decides_nothing(value):
    call = f"tf.nn.sparse_softmax_cross_entropy_with_logits({value}, z)"
    finding = only_finding(f"import tensorflow as tf\nx = {call}\n")
    assert finding.code == "TFC104"


def test_an_era_that_refuses_the_call_says_so():
    finding = only_finding(f"import tensorflow as tf\nx = {SIGMOID}(a, b)\n", era="tf1")
    assert finding.reason.startswith("tf1 accepts no such call; TensorFlow 0.12 reads")


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (f"{LOSS}(a, b, wieghts=c)", "no TensorFlow release has a parameter wieghts= here; did you mean weights=?"),
        (f"{LOSS}(a)", "one is missing, given twice, or has to be a keyword"),
        (f"{LOSS}(a, b, labels=c)", "one is missing, given twice, or has to be a keyword"),
        (f"{SIGMOID}(labels=None, logits=b)", "one is missing, given twice, or has to be a keyword"),
        (f"{SOFTMAX}(labels=a, logits=b, dim=1, axis=1)", "one is missing, given twice, or has to be a keyword"),
        (f"f'{{{LOSS}(a, b)}}'", "it is inside an f-string"),
        ("(tf.losses  # why\n .sparse_softmax_cross_entropy)", "a comment inside the name"),
        ("(tf.losses  # why\n .sparse_softmax_cross_entropy(a, b))", "a comment inside the name"),
    ],
)
def test_a_call_that_only_a_person_can_rewrite_says_why(call, reason):
    finding = only_finding(f"import tensorflow.compat.v1 as tf\nx = {call}\n")
    assert finding.applicability == "manual"
    assert finding.edits == ()
    assert reason in finding.message + finding.reason


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ("*a", "*args or **kwargs may contain any argument"),
        ("a, b, **c", "*args or **kwargs may contain any argument"),
        ("a, b, reduction=c", "reduction= is c, expected one of tf.losses.Reduction.NONE"),
    ],
)
def test_what_the_new_name_cannot_take_goes_to_the_shim_and_says_why(arguments, why):
    finding = only_finding(f"import tensorflow.compat.v1 as tf\nx = {LOSS}({arguments})\n")
    assert (finding.code, finding.applicability, finding.applied) == ("TFC102", "safe", True)
    assert f"becomes `tfcompat.legacy.losses.sparse_softmax_cross_entropy`; the shim, since {why}" in finding.message


def test_what_is_dropped_is_said():
    finding = only_finding(f"import tensorflow.compat.v1 as tf\nx = {LOSS}(a, b, scope='s')\n")
    assert finding.applicability == "safe"
    assert "scope= is removed" in finding.message


def test_a_dropped_argument_that_runs_something_makes_the_fix_unsafe():
    finding = only_finding(f"import tensorflow.compat.v1 as tf\nx = {SIGMOID}(labels=a, logits=b, name=next(names))\n")
    assert finding.applicability == "unsafe"
    assert "name= is computed by code that no longer runs" in finding.reason


@pytest.mark.parametrize(
    ("source", "era", "applicability", "reason"),
    [
        (f"import tensorflow.compat.v1 as tf\nx = {SOFTMAX}\n", "auto", "safe", "with the same signature"),
        (f"import tensorflow as tf\nx = {SOFTMAX}\n", "auto", "unsafe", "the arguments of its calls cannot be seen"),
        (f"import tensorflow as tf\nx = {SOFTMAX}\n", "tf2", "manual", "read as TensorFlow 2, which does"),
        (f"import tensorflow as tf\nx = {SOFTMAX}(labels=a, logits=b)\n", "auto", "unsafe", "--era decides"),
        (f"import tensorflow as tf\nx = {SOFTMAX}(labels=a, logits=b)\n", "tf2", "manual", "which does"),
        (f"import tensorflow as tf\nx = {SIGMOID}(a, b)\n", "tf2", "manual", "pass the arguments by keyword"),
        (f"import tensorflow as tf\nx = {SIGMOID}(labels=a, logits=b)\n", "tf2", "safe", "with the same signature"),
        ("import tensorflow as tf\nx = tf.layers.dense(**a)\n", "auto", "safe", "with the same signature"),
        (f"import tensorflow as tf\n{SIGMOID} = f\n", "auto", "manual", "assigned to or deleted here"),
    ],
)
def test_the_shim_is_written_only_where_it_is_the_same_callable(source, era, applicability, reason):
    finding = only_finding(source, era=era, target="legacy")
    assert finding.applicability == applicability
    assert reason in finding.reason


def test_the_shims_have_no_intended_differences():
    source = f"import tensorflow.compat.v1 as tf\nx = {SIGMOID}(labels=a, logits=b)\n"
    assert only_finding(source, target="legacy").differences == ()
    assert only_finding(source).differences != ()
