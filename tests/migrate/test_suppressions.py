"""``# tfcompat: ignore[CODE] reason``: what it spares, and that one which suppresses nothing is told of."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat.migrate import Options

HEAD = "import tensorflow.compat.v1 as tf\n"
UNUSED = "TFC902"


def codes(source: str, **options) -> list[str]:
    return [finding.code for finding in migrate_source(source.encode(), "a.py", options=Options(**options)).findings]


def changed(source: str) -> bool:
    return migrate_source(source.encode(), "a.py").changed


@pytest.mark.parametrize(
    "statement",
    [
        "x = tf.layers.dense(x, 1)  # tfcompat: ignore[TFC103] why\n",
        "x = tf.layers.dense(x, 1)  #tfcompat:ignore[ tfc103 , ]\n",
        "x = tf.layers.dense(x, 1)  # noqa: E501  # tfcompat: ignore[TFC103]\n",
        "x = tf.layers.dense(  # tfcompat: ignore[TFC103]\n    x,\n    1,\n)\n",
        "x = tf.layers.dense(\n    x,  # tfcompat: ignore[TFC103]\n    1,\n)\n",
        "x = tf.layers.dense(\n    x,\n    1,\n)  # tfcompat: ignore[TFC103]\n",
        "# tfcompat: ignore[TFC103] why\nx = tf.layers.dense(x, 1)\n",
        "# tfcompat: ignore[TFC103] why\n# and more of it\nx = tf.layers.dense(x, 1)\n",
        "with g(tf.layers.dense(x, 1)):  # tfcompat: ignore[TFC103]\n    pass\n",
        "if a:\n    pass\nelif tf.layers.dense(x, 1):  # tfcompat: ignore[TFC103]\n    pass\n",
        "@d\ndef f(x=tf.layers.dense(x, 1)):  # tfcompat: ignore[TFC103]\n    pass\n",
        "@d(tf.layers.dense(x, 1))  # tfcompat: ignore[TFC103]\ndef f():\n    pass\n",
        "def f(x):\n    return tf.layers.dense(x, 1)  # tfcompat: ignore[TFC103]\n",
        "y = [tf.layers.dense(i, 1) for i in x if i]  # tfcompat: ignore[TFC103]\n",
        "# tfcompat: ignore-file[TFC103] all of it\n\n\nx = tf.layers.dense(x, 1)\ny = tf.layers.dense(x, 1)\n",
    ],
)
def test_a_comment_on_a_statement_spares_it(statement):
    assert codes(HEAD + statement) == []
    assert not changed(HEAD + statement)


@pytest.mark.parametrize(
    "source",
    [
        "x = tf.layers.dense(x, 1)\n\n# tfcompat: ignore[TFC103]\n",
        "x = 1  # tfcompat: ignore[TFC103]\nx = tf.layers.dense(x, 1)\n",
        "# tfcompat: ignore[TFC103]\n\nx = tf.layers.dense(x, 1)\n",
        "x = tf.layers.dense(x, 1)  # tfcompat: ignore[TFC101]\n",
        "with f():  # tfcompat: ignore[TFC103]\n    x = tf.layers.dense(x, 1)\n",
        "with g(tf.layers.dense(x, 1)):\n    pass  # tfcompat: ignore[TFC103]\n",
    ],
)
def test_a_comment_elsewhere_spares_nothing_and_is_told_of(source):
    assert codes(HEAD + source) == ["TFC103", UNUSED]
    assert changed(HEAD + source)


def test_one_statement_is_spared_and_the_other_is_rewritten():
    after = migrate_source(
        (HEAD + "x = tf.layers.dense(x, 1)  # tfcompat: ignore[TFC103] why\ny = tf.layers.dense(x, 1)\n").encode()
    ).after.decode()
    assert "x = tf.layers.dense(x, 1)  # tfcompat: ignore[TFC103] why\n" in after
    assert "y = tfcompat.legacy.layers.dense(x, 1)\n" in after


@pytest.mark.parametrize(
    ("comment", "message", "reason"),
    [
        ("ignore[TFC103] why", "`# tfcompat: ignore[TFC103]` suppresses no TFC103", "none is found in this statement"),
        ("ignore-file[TFC103]", "`# tfcompat: ignore-file[TFC103]` suppresses no TFC103", "none is found in this file"),
        ("ignore[TFC1O3]", "`# tfcompat: ignore[TFC1O3]` names TFC1O3, which is not a code", "did you mean TFC103?"),
        ("ignore[x]", "`# tfcompat: ignore[x]` names X, which is not a code", "`tfcompat rules` lists the codes"),
        ("ignore why", "`# tfcompat: ignore` names no code, and suppresses nothing", "name the code to suppress"),
        ("ignore[]", "`# tfcompat: ignore[]` names no code, and suppresses nothing", "name the code to suppress"),
    ],
)
def test_what_is_wrong_with_a_comment_is_said_where_it_stands(comment, message, reason):
    (finding,) = migrate_source(f"a = 1\nb = 2  # tfcompat: {comment}\n".encode(), "a.py").findings
    assert (finding.code, finding.line, finding.column) == (UNUSED, 2, 8)
    assert finding.message == message
    assert finding.reason.startswith(reason)
    assert finding.open


def test_of_several_codes_each_has_to_be_needed():
    source = HEAD + "x = tf.layers.dense(x, 1)  # tfcompat: ignore[TFC103, TFC104]\n"
    (finding,) = migrate_source(source.encode(), "a.py").findings
    assert finding.message.endswith("suppresses no TFC104")


def test_a_code_that_is_not_looked_for_is_not_called_unused():
    source = "x = 1  # tfcompat: ignore[TFC103]\n"
    assert codes(source) == [UNUSED]
    assert codes(source, select=("TFC101",)) == []
    assert codes(source, ignore=("TFC103",)) == []
    assert codes(source, ignore=(UNUSED,)) == []


def test_a_string_is_no_comment():
    assert codes("x = '# tfcompat: ignore[TFC103]'\n") == []


def test_a_fix_that_is_refused_is_spared_by_either_code():
    source = HEAD + "tfcompat = 1\nx = tf.layers.dense(x, 1)  # tfcompat: ignore[{}]\n"
    assert codes(source.format("TFC903")) == []
    assert codes(source.format("TFC101")) == ["TFC903", UNUSED]
