"""Thousands of comment lines below one another, at which the parser takes quadratic time, are parsed in no time."""

from __future__ import annotations

import time

from support.alone import migrate_source

OLD = b"import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n"


def test_a_long_comment_costs_no_more_than_its_bytes():
    source = OLD + b"# a line of a comment\r\n" * 10_000
    started = time.process_time()
    done = migrate_source(source)
    assert time.process_time() - started < 5
    assert done.after.endswith(source[len(OLD) :])
    assert done.changed


def test_what_looks_like_a_comment_in_a_string_stays_a_string():
    inside = b"s = '''\n" + b"# not a comment\n" * 300 + b"'''\n"
    (finding,) = migrate_source(inside + OLD).findings
    assert finding.line == 304
    ended = b"s = '''\n" + b"# not a comment\n" * 300 + b"# '''; y = tf.layers.dense(x, 1)\n"
    assert len(migrate_source(ended + OLD).findings) == 2
