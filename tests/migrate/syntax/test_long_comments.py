"""Thousands of comment lines below one another, at which the parser takes quadratic time, are parsed in no time."""

from __future__ import annotations

from support.alone import migrate_source
from support.work import grows_at_most

OLD = b"import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n"


def test_a_long_comment_costs_no_more_than_its_bytes():
    few, source = (OLD + b"# a line of a comment\r\n" * lines for lines in (1_250, 10_000))
    done = migrate_source(source)
    assert grows_at_most(30, lambda: migrate_source(few), lambda: migrate_source(source))
    assert done.after.endswith(source[len(OLD) :])
    assert done.changed


def test_what_looks_like_a_comment_in_a_string_stays_a_string():
    inside = b"s = '''\n" + b"# not a comment\n" * 300 + b"'''\n"
    (finding,) = migrate_source(inside + OLD).findings
    assert finding.line == 304
    ended = b"s = '''\n" + b"# not a comment\n" * 300 + b"# '''; y = tf.layers.dense(x, 1)\n"
    assert len(migrate_source(ended + OLD).findings) == 2
