"""Calls whose arguments stand in each other's way: inserted at one place, bound on the way, dropped, or hidden."""

from __future__ import annotations

import ast

import pytest
from support.alone import migrate_source

from tfcompat.migrate import Options

HEAD = "import tensorflow.compat.v1 as tf\nimport tfcompat\n"
SOFTMAX = "tf.nn.softmax_cross_entropy_with_logits"
SPARSE = "tf.nn.sparse_softmax_cross_entropy_with_logits"
SIGMOID = "tf.nn.sigmoid_cross_entropy_with_logits"


def assert_same_code(text: str, expected: str):
    """Lines apart: a call that grows too long for its line is broken."""
    assert ast.dump(ast.parse(text)) == ast.dump(ast.parse(expected))


def only(source: str):
    migration = migrate_source(source.encode())
    (finding,) = migration.findings
    return migration, finding


def after(call: str) -> str:
    return migrate_source(f"{HEAD}x = {call}\n".encode()).after.decode().removeprefix(f"{HEAD}x = ").rstrip()


@pytest.mark.parametrize("alias", ["tf", "T", "_t", "zz", "labels", "l", "é"])
def test_what_is_inserted_at_one_place_keeps_its_order_whatever_tensorflow_is_called(alias):
    source = f"import tensorflow.compat.v1 as {alias}\nx = {alias}{SOFTMAX[2:]}(None, y, z)\n"
    assert f"(labels={alias}.stop_gradient(y), logits=z)" in migrate_source(source.encode()).after.decode()


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (f"{SIGMOID}(None, y := 1, z)", "tfcompat.sigmoid_cross_entropy(labels=(y := 1), logits=z)"),
        (f"{SIGMOID}(None, (y := 1), z)", "tfcompat.sigmoid_cross_entropy(labels=(y := 1), logits=z)"),
        (f"{SPARSE}(None, y, z := 1)", "tfcompat.sparse_softmax_cross_entropy(labels=y, logits=(z := 1))"),
        (
            f"{SOFTMAX}(None, y := 1, z)",
            "tfcompat.softmax_cross_entropy(labels=(tf.stop_gradient(y := 1)), logits=z)",
        ),
    ],
)
def test_a_positional_argument_that_binds_a_name_gets_parentheses_with_its_keyword(call, expected):
    assert after(call) == expected


@pytest.mark.parametrize("value", ["'a'", "n", "a.b", "'a' + b", "f'{n}_{a.b}'", "'%s' % (n,)", "a if b else None"])
def test_a_dropped_argument_that_does_nothing_is_dropped_safely(value):
    _, finding = only(f"{HEAD}x = {SIGMOID}(labels=y, logits=z, name={value})\n")
    assert (finding.applicability, finding.applied) == ("safe", True)


@pytest.mark.parametrize("value", ["await g", "f()", "f'{f()}'", "a[0]", "[n for n in a]", "lambda: 1"])
def test_a_dropped_argument_that_runs_code_makes_the_fix_unsafe(value):
    _, finding = only(f"{HEAD}x = {SIGMOID}(labels=y, logits=z, name={value})\n")
    assert finding.applicability == "unsafe"
    assert "name= is computed by code that no longer runs" in finding.reason


@pytest.mark.parametrize("value", ["(n := 'a')", "f((n := 'a'))", "(yield)"])
def test_a_dropped_argument_that_binds_goes_to_the_shim_which_takes_it(value):
    call = f"nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z, name={value})"
    migration, finding = only(f"{HEAD}x = tf.{call}\n")
    assert finding.applicability == "safe"
    assert_same_code(migration.after.decode(), f"{HEAD}x = tfcompat.legacy.{call}\n")
    assert f"the shim, since name= is removed, but {value} has other effects" in finding.message


def test_an_argument_is_not_moved_in_front_of_one_that_binds_a_name():
    call = "losses.sparse_softmax_cross_entropy((y := 1), z, reduction=tf.losses.Reduction.MEAN)"
    migration, finding = only(f"{HEAD}x = tf.{call}\n")
    ours = call.replace("tf.losses.Reduction", "tfcompat.legacy.losses.Reduction")
    assert_same_code(migration.after.decode(), f"{HEAD}x = tfcompat.legacy.{ours}\n")
    assert "reduction= would be evaluated before the argument that binds a name" in finding.message


@pytest.mark.parametrize("arguments", ["x, 10, **kw", "x, **kw", "**kw", "x, units=10, **a, **b"])
def test_hidden_keywords_go_on_to_the_shim_which_has_the_same_ones(arguments):
    assert after(f"tf.layers.dense({arguments})") == f"tfcompat.legacy.layers.dense({arguments})"


@pytest.mark.parametrize(
    ("call", "level"),
    [
        ("layers.dense(*args)", "unsafe"),
        ("layers.dense(x, *args, **kw)", "unsafe"),
        ("layers.dense(x, 1, None, True, None, None, None, None, None, None, **kw)", "unsafe"),
        ("layers.dense(x, 1, **kw)", "safe"),
        ("nn.sigmoid_cross_entropy_with_logits(labels=y, **kw)", "safe"),
        ("nn.weighted_cross_entropy_with_logits(*args)", "safe"),
        ("losses.sparse_softmax_cross_entropy(*args, **kw)", "safe"),
    ],
)
def test_hidden_arguments_go_on_to_the_shim_which_is_the_same_callable_or_is_doubted(call, level):
    migration = migrate_source(f"{HEAD}x = tf.{call}\n".encode(), options=Options(unsafe=True))
    assert_same_code(migration.after.decode(), f"{HEAD}x = tfcompat.legacy.{call}\n")
    (finding,) = migration.findings
    assert finding.applicability == level
    assert finding.differences == ()
    if level == "unsafe":
        assert "the arguments of its calls cannot be seen" in finding.reason


@pytest.mark.parametrize("head", ["tf.Session()", "tf.optimizers.Adam()", ""])
def test_hidden_arguments_of_an_unknown_release_are_doubted(head):
    _, finding = only(f"import tensorflow as tf\n{head}\nx = {SIGMOID}(*args)\n")
    assert finding.applicability == ("safe" if "Session" in head else "unsafe")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_comments_inside_an_argument_that_goes_stay(newline):
    call = "(\n    labels=y,\n    name=  # one\n        f(  # two\n          'a'),  # three\n    logits=z)\n"
    source = f"{HEAD}x = {SIGMOID}{call}"
    migration = migrate_source(source.replace("\n", newline).encode(), options=Options(unsafe=True))
    expected = (
        f"{HEAD}x = tfcompat.sigmoid_cross_entropy(\n    labels=y,\n    # one\n    # two\n    # three\n    logits=z)\n"
    )
    assert migration.after.decode() == expected.replace("\n", newline)
