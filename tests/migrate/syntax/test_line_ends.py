"""Lines that end in a carriage return alone: Python ends a line there and the parser does not, so they are refused."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat.migrate import loss_readers

CODE = b"import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n"


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (CODE.replace(b"\n", b"\r"), 1),
        (b"# my script\r" + CODE.replace(b"\n", b"\r"), 1),
        (CODE + b"# a comment\rx = tf.layers.dense(x, 1)\n", 3),
        (CODE + b"y = 'a\rb'\n", 3),
        (CODE + b'y = f"""{\rx}"""\n', 3),
        (CODE + b"y = 1\r\r\n", 3),
        (b'import tensorflow.compat.v1 as tf\rx = tf.get_collection("losses")\r', 1),
    ],
)
def test_a_carriage_return_alone_is_refused_in_one_sentence(raw, line):
    migration = migrate_source(raw, "old.py")
    (finding,) = migration.findings
    assert (finding.code, finding.line, migration.analysed, migration.after) == ("TFC900", line, False, raw)
    assert finding.message == (
        "ends in a lone carriage return, as in old Macintosh files, and cannot be read; convert the file to line feeds "
        "first"
    )


@pytest.mark.parametrize("quotes", [b'"""', b"'''"])
def test_in_a_long_string_it_is_text(quotes):
    migration = migrate_source(CODE + b"y = " + quotes + b"a\rb" + quotes + b"\n")
    assert migration.analysed
    assert b"a\rb" in migration.after
    assert b"tfcompat.legacy.layers.dense" in migration.after


@pytest.mark.parametrize(
    "raw",
    [
        b"from tensorflow import \xef\xbb\xbf nn\nget_collection()\n",
        b"import tensorflow\xef\xbb\xbf as tf\nget_collection()\n",
        b"import tensorflow \xef\xbb\xbftf\nx = tf.get_collection('losses')\n",
        b"import a\xef\xbb\xbf\nget_collection()\n",
    ],
)
def test_a_byte_order_mark_in_the_midst_of_a_file_is_no_fault_of_ours(raw):
    assert migrate_source(raw, "a.py").after == raw
    assert isinstance(loss_readers(raw, "a.py"), list)


def test_a_file_that_is_not_parsed_counts_as_a_reader_of_losses():
    assert loss_readers(b'x = tf.get_collection("losses")\r', "a.py") == ["a.py:1 (not parsed)"]


def test_a_byte_order_mark_in_an_import_is_where_the_sentence_points():
    (finding,) = migrate_source(b'"""Doc."""\nimport tensorflow \xef\xbb\xbftf\nx = 1\n').findings
    assert finding.code == "TFC900"
    assert finding.line == 2
    assert "at '\\ufeff" in finding.message
