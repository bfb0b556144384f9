"""The collection of losses: who reads it, who fills it for nobody else, and which collection a call names."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat._symbols import SYMBOLS
from tfcompat.migrate import loss_readers

HEAD = "import tensorflow.compat.v1 as tf\n"
LOSS = "tf.losses.sparse_softmax_cross_entropy(y, z)"


def only_finding(source: str):
    """The finding about the loss; what reads the collection may have one of its own."""
    findings = migrate_source(source.encode(), "x.py").findings
    (finding,) = (f for f in findings if f.symbol == "losses.sparse_softmax_cross_entropy")
    return finding


def stays_in_the_collection(finding) -> bool:
    return (finding.code, finding.applicability, finding.applied, finding.differences) == (
        "TFC107",
        "safe",
        True,
        (),
    ) and "becomes `tfcompat.legacy.losses.sparse_softmax_cross_entropy`; the shim, since " in finding.message


@pytest.mark.parametrize(
    "reader",
    [
        "t = tf.losses.get_total_loss()",
        "t = tf.losses.get_losses()",
        "t = slim.losses.get_total_loss()",
        "from tensorflow.compat.v1.losses import get_total_loss as gtl",
        "from tensorflow.compat.v1.losses import get_losses as g\nt = g()",
        "t = getattr(tf.losses, 'get_total_loss')()",
        "t = getattr(tf, 'get_collection')('losses')",
        "t = tf.get_collection('losses')",
        "t = tf.get_collection(key='losses')",
        "t = tf.get_collection_ref(u'losses')",
        "t = tf.get_collection(tf.GraphKeys.LOSSES)",
        "GK = tf.GraphKeys\nt = tf.get_collection(GK.LOSSES)",
        "from tensorflow.compat.v1 import GraphKeys as G\nt = tf.get_collection(G.LOSSES, scope)",
        "key = 'losses'\nt = tf.get_collection(key)",
        "t = tf.get_collection(name())",
        "t = tf.get_collection(f'{name}')",
        "t = tf.get_collection(*given)",
        "get = tf.get_collection",
        "from tensorflow.compat.v1 import get_collection as get\nt = get('losses')",
        "t = tf.get_default_graph().get_collection('losses')",
        "key = tf.GraphKeys.LOSSES",
    ],
)
def test_a_reader_keeps_the_loss_where_it_is(reader):
    finding = only_finding(f"{HEAD}x = {LOSS}\n{reader}\n")
    assert stays_in_the_collection(finding)
    assert "the collection is read at x.py:" in finding.message


@pytest.mark.parametrize(
    "line",
    [
        "t = tf.get_collection('mine')",
        "t = tf.get_collection(tf.GraphKeys.UPDATE_OPS)",
        "GK = tf.GraphKeys\nt = tf.get_collection(GK.TRAINABLE_VARIABLES)",
        "tf.add_to_collection(tf.GraphKeys.LOSSES, x)",
        "t = tf.losses.get_regularization_loss()",
        "t = getattr(tf, 'float32')",
    ],
)
def test_what_reads_another_collection_or_only_writes_is_no_reader(line):
    assert loss_readers(f"{HEAD}{line}\n".encode(), "x.py") == []


def test_readers_say_where_they_are():
    source = f"{HEAD}\nt = tf.get_collection('losses')\nu = tf.losses.get_total_loss()\n".encode()
    assert loss_readers(source, "a.py") == ["a.py:3 (tf.get_collection)", "a.py:4 (losses.get_total_loss)"]
    assert loss_readers(b"tf.get_collection(\n", "b.py") == ["b.py:1 (not parsed)"]


@pytest.mark.parametrize(
    "call",
    [
        f"{LOSS[:-1]}, 1.0, None, 'mine')",
        f"{LOSS[:-1]}, loss_collection='mine')",
        f"{LOSS[:-1]}, loss_collection=mine)",
        f"{LOSS[:-1]}, loss_collection=tf.GraphKeys.UPDATE_OPS)",
    ],
)
def test_a_collection_of_its_own_keeps_the_loss_where_it_is(call):
    finding = only_finding(f"{HEAD}x = {call}\n")
    assert stays_in_the_collection(finding)
    assert "it adds to the collection" in finding.message


@pytest.mark.parametrize("key", ["'losses'", '"losses"', "t1.GraphKeys.LOSSES", "G.LOSSES", "None"])
@pytest.mark.parametrize("way", ["loss_collection={}", "1.0, None, {}"])
def test_the_default_collection_may_be_spelled_out(key, way):
    head = "import tensorflow.compat.v1 as t1\nfrom tensorflow.compat.v1 import GraphKeys as G\n"
    source = f"{head}x = t1.losses.sparse_softmax_cross_entropy(y, z, {way.format(key)})\n"
    assert only_finding(source).applicability == "safe"


@pytest.mark.parametrize(
    "statement",
    [
        LOSS,
        f"{LOSS} if a else None",
        f"a and {LOSS}",
        f"({LOSS})",
        f"{LOSS}, a",
        f"[{LOSS}, a]",
        f"[{LOSS} for z in a]",
        f"_ = {LOSS}",
    ],
)
def test_a_value_that_nothing_uses_has_to_be_read_from_the_collection(statement):
    finding = only_finding(f"{HEAD}{statement}\n")
    assert stays_in_the_collection(finding)
    assert "its value is not used" in finding.message


@pytest.mark.parametrize("statement", [f"x = {LOSS} if a else None", f"f({LOSS})", f"x = [{LOSS}]", f"__ = {LOSS}"])
def test_a_value_that_something_uses_may_leave_the_collection_and_the_assumption_is_said(statement):
    finding = only_finding(f"{HEAD}{statement}\n")
    assert finding.applicability == "safe"
    assert finding.reason == SYMBOLS["losses.sparse_softmax_cross_entropy"].why
    assert "assumes that nothing outside the files of this run reads it" in finding.reason


@pytest.mark.parametrize("home", ["tf.losses", "tf.contrib.losses", "tf.contrib.slim.losses"])
def test_the_sum_that_does_without_the_collection_is_offered_term_by_term(home):
    call = "tf.losses.sparse_softmax_cross_entropy(y, z)"
    source = f"import tensorflow as tf\na = {call}\n{call}\ntotal = {home}.get_total_loss()\n"
    *_, fix, note = migrate_source(source.encode(), "x.py").findings
    assert [(found.code, found.applicability, found.line) for found in (fix, note)] == [
        ("TFC107", "safe", 4),
        ("TFC107", "none", 4),
    ]
    assert fix.applied
    assert not note.open
    assert "write the sum: a + <the loss of line 3> + tf.add_n(<the regularization losses" in note.message


def test_no_sum_is_offered_where_the_total_is_left_to_a_person():
    source = b"import tensorflow as tf\nprint(f'{tf.losses.get_total_loss()}')\n"
    assert [finding.applicability for finding in migrate_source(source).findings] == ["manual"]


def test_slim_by_itself_is_followed():
    source = b"import tf_slim as slim\nx = slim.losses.sparse_softmax_cross_entropy(z, y)\n"
    (finding,) = migrate_source(source).findings
    assert finding.symbol == "contrib.losses.sparse_softmax_cross_entropy"
