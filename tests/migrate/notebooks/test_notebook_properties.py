"""Notebooks of any layout: the cells become what Python files become, and the rest of the JSON is what it was."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tfcompat.migrate import Program, migrate_file, migrate_source

STATEMENTS = [
    "import tensorflow.compat.v1 as tf",
    "x = tf.layers.dense(x, 1)",
    "y = tf.losses.sparse_softmax_cross_entropy(\n    ids,  # é\n    z,\n    scope='s',\n)",
    "from tensorflow.compat.v1 import layers",
    "z = layers.dense(x, 2); s = '\\t\"\\u00e9'",
    "t = '''\ntf.layers.dense(x, 1)\n\U0001f600'''",
    "# a comment",
    "",
]


@st.composite
def notebooks(draw) -> tuple[str, list[str]]:
    """The JSON of a notebook, and the texts of its cells."""
    cells = draw(st.lists(st.lists(st.sampled_from(STATEMENTS), min_size=1, max_size=5).map("\n".join), max_size=4))
    indent = draw(st.sampled_from([None, 0, 1, 2, "\t"]))
    told = [{"cell_type": "code", "source": _broken(draw, text), "outputs": [text]} for text in cells]
    text = json.dumps({"metadata": {}, "cells": told, "nbformat": 4}, indent=indent, ensure_ascii=draw(st.booleans()))
    return draw(st.sampled_from([text, text.replace("\n", "\r\n"), text + "\n", text.replace("tf", "\\u0074f")])), cells


def _broken(draw, text: str) -> str | list[str]:
    """A text as one string, by lines, or broken anywhere."""
    how = draw(st.sampled_from(["whole", "lines", "anywhere"]))
    if how == "whole":
        return text
    if how == "lines":
        return text.splitlines(keepends=True)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=5)))
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


@settings(max_examples=150)
@given(notebooks())
def test_cells_become_what_files_become_and_the_rest_stays(book):
    raw, cells = book
    done = migrate_file(raw.encode(), "a.ipynb")
    assert done.analysed
    before, after = json.loads(raw), json.loads(done.after)
    texts = ["".join(cell.pop("source")) for cell in after["cells"]]
    assert after == {**before, "cells": [{k: v for k, v in c.items() if k != "source"} for c in before["cells"]]}
    # As one file that no other imports from. Blank lines may stand where cells meet.
    want = migrate_source(("\n\n" + "\n\n".join(cells) + "\n").encode(), program=Program()).after.decode()
    assert _lines("\n".join(texts)) == _lines(want)
    assert not migrate_file(done.after, "a.ipynb").changed
    if not done.changed:
        assert done.after == raw.encode()


BLOCKS = [
    "if x:\n    x = tf.layers.dense(x, 1)\nelse:\n\n    # no\n    y = 1",
    "def f(x):\n    def g():\n        return tf.layers.dense(x, 3)\n    return g()",
    "class A:\n    x = 1\n\n    def f(self):\n        pass\n",
    "for i in x: z = tf.layers.dense(x, 4)",
    "%matplotlib inline",
    "%time x = tf.layers.dense(x, 5)",
    "u = [\n  1,\n2]",
]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from([*STATEMENTS[:-2], *BLOCKS]), min_size=1, max_size=5).map("\n".join),
            st.sampled_from(["", "  ", "    ", "\t"]),
        ),
        max_size=4,
    )
)
def test_what_ipython_takes_off_all_lines_changes_nothing(cells):
    plain = _sources(text for text, _ in cells)
    indented = _sources("\n".join(indent + line for line in text.split("\n")) for text, indent in cells)
    assert [
        [line.removeprefix(indent) for line in text.split("\n")]
        for text, (_, indent) in zip(indented, cells, strict=True)
    ] == [text.split("\n") for text in plain]


def _sources(cells) -> list[str]:
    """The cells of a notebook, migrated; the call with each import stays where it was."""
    told = [{"cell_type": "code", "source": text} for text in ("import tensorflow.compat.v1 as tf", *cells)]
    done = migrate_file(json.dumps({"metadata": {}, "cells": told, "nbformat": 4}).encode(), "a.ipynb")
    assert not [finding for finding in done.findings if finding.unread]
    return [cell["source"] for cell in json.loads(done.after)["cells"]][1:]


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]
