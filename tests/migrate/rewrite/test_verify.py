"""The check before a result is offered: each way in which a bad edit can damage a file is caught."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat.migrate import Edit, Options
from tfcompat.migrate import engine as _engine
from tfcompat.migrate.rewrite.refused import RefusedError
from tfcompat.migrate.rewrite.verify import verified
from tfcompat.migrate.syntax.source import parse
from tfcompat.migrate.syntax.splices import fits, splice

SOURCE = b"import tensorflow as tf\nx = f(a, b)  # why\ny = 1\n"


def fault(edits: list[Edit], result: bytes) -> str:
    """Return why a result of `SOURCE` is refused, or nothing."""
    try:
        assert verified(parse(SOURCE), edits, result).text == result
    except RefusedError as error:
        return error.reason
    return ""


def refuse(*_):
    raise RefusedError("the result differs")


def verdict(*edits: Edit) -> str:
    return fault(list(edits), splice(SOURCE, edits))


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (Edit(28, 29, b"g"), ""),
        (Edit(30, 30, b"q="), "the result is no longer Python that compiles"),
        (Edit(28, 29, b"("), "the result cannot be read again"),
        (Edit(28, 29, b"'"), "the result cannot be read again"),
        (Edit(29, 29, b"g"), "the result differs outside the planned changes"),
        (Edit(34, 34, b"  #"), "the result cannot be read again"),
        (Edit(30, 31, b"a, *a, q=1, q=2"), "the result is no longer Python that compiles"),
    ],
)
def test_an_edit_that_does_harm_is_told_from_one_that_does_not(edit, sentence):
    assert verdict(edit).startswith(sentence)
    assert bool(verdict(edit)) is bool(sentence)


def test_a_comment_that_a_result_lost_is_missed():
    assert "differs outside" in fault([], SOURCE.replace(b"  # why", b""))
    start = SOURCE.index(b"b)")
    lost = Edit(start, SOURCE.index(b"\ny"), b"b)")
    assert fault([lost], splice(SOURCE, [lost])) == "the comment # why would be lost"


def test_a_changed_word_outside_the_edits_is_missed():
    assert "differs outside" in fault([], SOURCE.replace(b"y = 1", b"y = 2"))


def test_a_result_that_fails_the_check_is_refused_whole(monkeypatch):
    monkeypatch.setattr(_engine, "verified", refuse)
    migration = migrate_source(b"import tensorflow as tf\nx = tf.layers.dense(x, 1)\ny = tf.layers.dense(a, b=c)\n")
    assert not migration.changed
    assert [(finding.code, finding.applied) for finding in migration.findings] == [("TFC903", False), ("TFC103", False)]
    assert migration.findings[0].reason == "the result differs"
    assert migration.findings[0].edits == ()


def test_a_result_that_a_second_run_would_change_is_refused(monkeypatch):
    """Edits that change nothing pass the first check here, so only the second pass can object."""
    monkeypatch.setattr(_engine, "splice", lambda text, edits: text)
    monkeypatch.setattr(_engine, "verified", lambda source, *_: source)
    (finding,) = migrate_source(b"import tensorflow as tf\nx = tf.layers.dense(x, 1)\n").findings
    assert finding.code == "TFC903"
    assert finding.reason == "a second run would change line 2 once more"


@pytest.mark.parametrize(
    ("taken", "edit", "result"),
    [
        ([(2, 5)], Edit(5, 7, b""), True),
        ([(2, 5)], Edit(0, 2, b""), True),
        ([(2, 5)], Edit(2, 2, b"x"), True),
        ([(2, 5)], Edit(5, 5, b"x"), True),
        ([(2, 5)], Edit(3, 3, b"x"), False),
        ([(2, 5)], Edit(4, 6, b""), False),
        ([(2, 5)], Edit(1, 3, b""), False),
        ([(2, 5)], Edit(1, 9, b""), False),
        ([(3, 3)], Edit(2, 5, b""), False),
        ([(3, 3)], Edit(3, 3, b"x"), True),
    ],
)
def test_edits_fit_where_no_byte_is_replaced_twice(taken, edit, result):
    assert fits(list(taken), [edit]) is result


def test_a_fix_inside_an_argument_that_another_fix_drops_is_left_out():
    call = b"tf.nn.sigmoid_cross_entropy_with_logits(labels=a, logits=b, name=tf.layers.dense(x, 1))"
    source = b"import tensorflow.compat.v1 as tf\nx = " + call + b"\n"
    migration = migrate_source(source, options=Options(unsafe=True))
    assert [finding.applied for finding in migration.findings] == [True, False]
    assert migration.after.endswith(b"x = tfcompat.sigmoid_cross_entropy(labels=a, logits=b)\n")
