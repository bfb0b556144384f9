"""Bytes in, the same bytes out but for the edits: encodings, line ends, and the files that cannot be read at all."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

TEXT = "import tensorflow as tf\n# Zürich\nx = tf.layers.dense('ü', 1)"
AFTER = "import tensorflow as tf\nimport tfcompat\n# Zürich\nx = tfcompat.legacy.layers.dense('ü', 1)"


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n", "  ", "\t# end"], ids=repr)
@pytest.mark.parametrize(
    ("encoding", "head", "mark"),
    [
        ("utf-8", "", b""),
        ("utf-8", "", b"\xef\xbb\xbf"),
        ("utf-8", "# -*- coding: utf-8 -*-\n", b"\xef\xbb\xbf"),
        ("latin-1", "# -*- coding: latin-1 -*-\n", b""),
        ("cp1252", "#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n", b""),
        ("iso8859-15", "# coding=iso-8859-15\n", b""),
    ],
)
def test_encoding_mark_line_ends_and_last_line_stay(encoding, head, mark, end, newline):
    before, after = (mark + (head + text + end).replace("\n", newline).encode(encoding) for text in (TEXT, AFTER))
    assert migrate_source(before).after == after


@pytest.mark.parametrize(
    ("raw", "code", "line", "sentence"),
    [
        (b"x = 1\ny = '\xfc'\n", "TFC901", 2, "is not utf-8 (byte 0xfc)"),
        ("# ü\n".encode("latin-1"), "TFC901", 1, "is not utf-8 (byte 0xfc)"),
        (b"# coding: ascii\nx = '\xc3\xbc'\n", "TFC901", 2, "is not ascii (byte 0xc3)"),
        ("x = 1\n".encode("utf-16"), "TFC901", 1, "is UTF-16"),
        ("x = 1\n".encode("utf-32"), "TFC901", 1, "is UTF-32"),
        ("x = 1\n".encode("utf-16-le"), "TFC901", 1, "contains a NUL byte"),
        (b"# coding: no-such-thing\n", "TFC901", 1, "unknown encoding: no-such-thing"),
        (
            b"# coding: rot13\nk = 1\n",
            "TFC901",
            1,
            "does not work ('rot13' is not a text encoding",
        ),
        (b"# coding: utf-7\nx = '+ADw-'\n", "TFC901", 1, "encoded back unchanged"),
        (b"\xef\xbb\xbf# coding: latin-1\n", "TFC901", 1, "encoding"),
        (b"x = 1\n\ndef f(:\n    pass\n", "TFC900", 3, "at ':'"),
        (b"x = (1,\n", "TFC900", 1, "not Python that the parser can read"),
        (b"a = 1\rb = 2\r", "TFC900", 1, "ends in a lone carriage return"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_why(raw, code, line, sentence):
    migration = migrate_source(raw, "old.py")
    (finding,) = migration.findings
    assert (finding.path, finding.code, finding.line, finding.applicability) == ("old.py", code, line, "manual")
    assert sentence in finding.message
    assert not migration.analysed
    assert migration.after == raw


def test_an_empty_file_is_no_problem():
    assert migrate_source(b"").findings == ()


@pytest.mark.parametrize(
    "source",
    [
        b"print 'x' % 3\nprint >>f, x\nexec 'x' in d\nraise E, 'x'\nx = `3` <> 0777\n",
        b"match x:\n    case {'k': v, **rest} | P(a=b): pass\n",
        b"type X[T] = list[T]\nasync def f[T](x: T) -> None: await x\n",
        b"try: pass\nexcept* E as e: pass\n",
        b"x = f'{a!r:>{b}}'\nif (y := 3): pass\n",
        b"\x0cimport os\n",
    ],
)
def test_python_2_and_the_newest_python_are_both_read(source):
    assert migrate_source(source).analysed


def test_columns_count_characters():
    source = "import tensorflow as tf\nx = 'ü'; y = tf.layers.dense(x, 1)\n".encode()
    (finding,) = migrate_source(source).findings
    assert (finding.line, finding.column) == (2, 14)


@pytest.mark.parametrize(
    "source",
    [
        b"x = " + b"tf.layers.dense(" * 1000 + b"x" + b", 1)" * 1000,
        b"x = tf.layers.dense(f()" + b".a" * 20000 + b", 1)",
        b"".join(b"a%d = a%d\n" % (i + 1, i) for i in range(2000)) + b"tf.layers.dense(a, 1)",
        b"x = tf.layers.dense(x, 1); " * 500,
        b"x = '" + b"a" * 1_000_000 + b"'; x = tf.layers.dense(x, 1)",
    ],
    ids=["deep", "long chain", "aliases", "one line", "long line"],
)
def test_nothing_is_too_deep_or_too_long(source):
    migration = migrate_source(b"import tensorflow as tf\na0 = 1\n" + source)
    assert b"tf.layers" not in migration.after.replace(b"tfcompat.legacy.layers", b"")
