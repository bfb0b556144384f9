"""The texts of a row: before and after run and say the same, after is what the migrator writes, named names exist."""

from __future__ import annotations

import ast
import re
from functools import reduce

import numpy as np
import pytest
import tensorflow as tf
from support.alone import migrate_source
from support.each import each
from support.kerases import becomes_of_keras, by_keras
from support.rows import run

import tfcompat
from tfcompat._symbols import DIFFERENCES, REWRITTEN, SYMBOLS, by_qualified_name
from tfcompat.migrate import Options, all_rules

pytestmark = pytest.mark.without_keras

tf1 = tf.compat.v1
WITH_SHIM = [path for path, row in SYMBOLS.items() if row.shim and row.kind != "constants"]


@pytest.mark.parametrize("path", by_keras(WITH_SHIM, becomes_of_keras))
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_before_and_after_say_the_same(path):
    row = SYMBOLS[path]
    before = run(row.before, tf=tfcompat.legacy)
    if row.after:
        np.testing.assert_allclose(run(row.after, tf=tf, tfcompat=tfcompat), before, rtol=1e-6)


@pytest.mark.parametrize("path", by_keras(path for path, row in SYMBOLS.items() if row.action == "none"))
def test_a_name_that_still_means_this_runs_as_it_is(path):
    run(SYMBOLS[path].before, tf=tf)


@each("path", REWRITTEN)
def test_after_is_what_the_migrator_writes(path):
    row = SYMBOLS[path]
    home = next(home for home in ("tensorflow.compat.v1", *row.homes) if home in row.homes)
    start = f"import {home} as tf" if home else f"import {row.path.split('.')[0]}"
    options = Options(unsafe=row.action == "unsafe")
    room = "#" * 200  # no line of the result is longer, so that none is broken
    result = migrate_source(f"{start}\n{room}\nvalue = {row.before}\n".encode(), options=options)
    assert result.after.decode().splitlines()[-1] == f"value = {row.after or row.before}"
    assert {f.code for f in result.findings} == (set() if row.action == "none" else {row.code})


@each("path", SYMBOLS)
def test_a_row_is_whole(path):
    row = SYMBOLS[path]
    assert bool(row.after) == bool(row.successor)
    assert row.successor or row.by_hand
    assert row.successor or row.action in ("manual", "none")
    assert bool(row.removal) == row.shim
    assert row.code in all_rules()
    assert set(row.differences) <= set(DIFFERENCES)
    assert row.why.endswith(".")
    assert not row.by_hand.endswith(".")  # it is the end of a sentence
    assert all(by_qualified_name(name) is (None if row.action == "none" else row) for name in row.qualified_names)
    for era in row.eras:
        ast.parse(f"def f{era.signature}: ...")
    assert row.path.rpartition(".")[2] in ast.unparse(ast.parse(row.before))


def named(text: str) -> set[str]:
    """The dotted names in prose."""
    return {name.rstrip(".") for name in re.findall(r"\b(?:tfcompat|tf|keras)\.[\w.]+", text)}


def exists(name: str) -> bool:
    """Whether a name leads somewhere: in the library, or among the legacy names themselves."""
    from tfcompat._keras import keras

    root, *path = name.split(".")
    below = ".".join(path)
    if root == "tf" and any(f"{old}.".startswith(f"{below}.") for old in SYMBOLS):
        return True
    for module in {"tf": (tf, tf1), "tfcompat": (tfcompat,), "keras": (keras,)}[root]:
        try:
            reduce(getattr, path, module)
        except AttributeError:
            continue
        return True
    return False


@pytest.mark.keras
def test_the_names_in_the_texts_of_a_row_exist():
    texts = [
        (path, text)
        for path, row in SYMBOLS.items()
        for text in (row.why, row.by_hand, *(row.successor.doubts.values() if row.successor else ()))
    ]
    assert [(path, name) for path, text in texts for name in sorted(named(text)) if not exists(name)] == []


@pytest.mark.keras
def test_the_names_in_the_intended_differences_exist():
    assert {name for text in DIFFERENCES.values() for name in named(text) if not exists(name)} == set()


def test_no_two_rows_share_a_name():
    names = [name for row in SYMBOLS.values() for name in row.qualified_names]
    assert len(names) == len(set(names))
