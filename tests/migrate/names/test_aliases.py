"""The forms in which people import TensorFlow, executed: old code against old names, new code where those are gone."""

from __future__ import annotations

import pytest
from support.alone import migrate_source
from support.each import each
from support.fakes import run

from tfcompat._symbols import REWRITTEN
from tfcompat.migrate import Options, Program

CALL = "sigmoid_cross_entropy_with_logits(labels=1, logits=2)"
FORMS = {
    "plain": f"import tensorflow\nx = tensorflow.nn.{CALL}\n",
    "usual": f"import tensorflow as tf\nx = tf.nn.{CALL}\n",
    "own name": f"import tensorflow as T\nx = T.nn.{CALL}\n",
    "v1 as tf": f"import tensorflow.compat.v1 as tf\nx = tf.nn.{CALL}\n",
    "v1 spelled out": f"import tensorflow.compat.v1\nx = tensorflow.compat.v1.nn.{CALL}\n",
    "v1 by attribute": f"import tensorflow as tf\ntf1 = tf.compat.v1\nx = tf1.nn.{CALL}\n",
    "onto itself": f"import tensorflow as tf\ntf = tf.compat.v1\nx = tf.nn.{CALL}\n",
    "from compat": f"from tensorflow.compat import v1 as tf\nx = tf.nn.{CALL}\n",
    "from tensorflow": f"from tensorflow import nn\nx = nn.{CALL}\n",
    "from nn": f"from tensorflow.nn import sigmoid_cross_entropy_with_logits as g\nx = g{CALL[33:]}\n",
    "several names": f"from tensorflow import (\n    nn,\n    constant as c,\n)\nx = nn.{CALL}\nc\n",
    "submodule": f"import tensorflow.nn as nn\nx = nn.{CALL}\n",
    "alias of a module": f"import tensorflow as tf\nnn = tf.nn\nx = nn.{CALL}\n",
    "alias of an alias": f"import tensorflow as tf\na = b = tf\nx = b.nn.{CALL}\n",
    "in a function": f"def f():\n    import tensorflow as tf\n    return tf.nn.{CALL}\nx = f()\n",
    "global": f"def f():\n    global tf\n    import tensorflow as tf\nf()\nx = tf.nn.{CALL}\n",
    "try": "try:\n    import tensorflow.compat.v1 as tf\nexcept ImportError:\n    import tensorflow as tf\n"
    f"x = tf.nn.{CALL}\n",
    "try, none": f"try:\n    import tensorflow as tf\nexcept ImportError:\n    tf = None\nx = tf.nn.{CALL}\n",
    "condition": f"import tensorflow as tf\nif True:\n    import tensorflow.compat.v1 as tf\nx = tf.nn.{CALL}\n",
    "one line": f"import os; import tensorflow as tf; x = tf.nn.{CALL}\n",
    "walrus": f"import tensorflow as tf\n(nn := tf.nn)\nx = nn.{CALL}\n",
    "in a class": f"import tensorflow as tf\nclass A:\n    nn = tf.nn\n    x = nn.{CALL}\nx = A.x\n",
    "in a lambda": f"import tensorflow as tf\nx = (lambda tensor: tf.nn.{CALL})(1)\n",
    "in a comprehension": f"import tensorflow as tf\nx = [tf.nn.{CALL} for _ in [1]][0]\n",
    "line break": f"import tensorflow as tf\nx = (tf\n     .nn\n     .{CALL})\n",
    "alias of the function": "import tensorflow as tf\nf = tf.nn.sigmoid_cross_entropy_with_logits\n"
    f"x = f{CALL[33:]}\n",
    "ours is there": f"import tensorflow as tf\nimport tfcompat as tc\nx = tf.nn.{CALL}\n",
    "ours is there, in a function": f"import tensorflow as tf\ndef f():\n    import tfcompat\nx = tf.nn.{CALL}\n",
}
LEFT = {"alias of the function"}  # the assignment itself is a reference, and other files may read it


def execute(source: str, monkeypatch, old_names: bool) -> list[str]:
    old = ["nn.sigmoid_cross_entropy_with_logits"] if old_names else ["nn.relu"]
    new = ["sigmoid_cross_entropy", "legacy.nn.sigmoid_cross_entropy_with_logits"]
    everywhere = [f"{home}{name}" for name in [*old, "constant"] for home in ("", "compat.v1.")]
    value, log = run(source, {"tensorflow": everywhere, "tfcompat": new}, monkeypatch)
    assert value == "loss"
    return log


@pytest.mark.parametrize("target", ["tfcompat", "legacy"])
@pytest.mark.parametrize("form", FORMS)
def test_an_import_form_is_followed_and_the_result_runs_without_the_old_name(form, target, monkeypatch):
    source = FORMS[form]
    arguments = "{'labels': 1, 'logits': 2}"
    assert execute(source, monkeypatch, old_names=True) == [f"sigmoid_cross_entropy_with_logits {arguments}"]
    migration = migrate_source(source.encode(), options=Options(target=target), program=Program())
    new = "sigmoid_cross_entropy" if target == "tfcompat" else "sigmoid_cross_entropy_with_logits"
    keeps_old_name = form in LEFT
    assert execute(migration.after.decode(), monkeypatch, old_names=keeps_old_name) == [f"{new} {arguments}"]
    assert {finding.code for finding in migration.open} == ({"TFC108"} if keeps_old_name else set())


@pytest.mark.parametrize(
    "source",
    [
        f"import tensorflow as tf\ndef f(tf):\n    return tf.nn.{CALL}\n",
        f"import tensorflow as tf\ndef f(*tf):\n    return tf.nn.{CALL}\n",
        f"import tensorflow as tf\ndef f(a=1, *, tf: int = 2):\n    return tf.nn.{CALL}\n",
        f"import tensorflow as tf\ndef f():\n    for _, tf in x:\n        tf.nn.{CALL}\n",
        f"import tensorflow as tf\ndef f():\n    with x as (tf, y):\n        tf.nn.{CALL}\n",
        f"import tensorflow as tf\ndef f():\n    try: pass\n    except E as tf: tf.nn.{CALL}\n",
        f"import tensorflow as tf\ndef f():\n    try: pass\n    except E, tf: tf.nn.{CALL}\n",
        f"import tensorflow as tf\ndef f():\n    tf += 1\n    tf.nn.{CALL}\n",
        f"import tensorflow as tf\ndef f():\n    tf, y = x\n    tf.nn.{CALL}\n",
        f"import tensorflow as tf\ndef f():\n    def tf(): pass\n    tf.nn.{CALL}\n",
        f"import tensorflow as tf\ndef f():\n    class tf: pass\n    tf.nn.{CALL}\n",
        f"import tensorflow as tf\ndef f():\n    match x:\n        case [tf, *y]: tf.nn.{CALL}\n",
        f"import tensorflow as tf\ndef f():\n    match x:\n        case y as tf: tf.nn.{CALL}\n",
        f"import tensorflow as tf\nx = [tf.nn.{CALL} for tf in y]\n",
        f"import tensorflow as tf\nx = lambda tf: tf.nn.{CALL}\n",
        f"import tensorflow as tf\ndef f():\n    from mine import tf\n    tf.nn.{CALL}\n",
        f"from . import tensorflow as tf\ntf.nn.{CALL}\n",
    ],
)
def test_a_name_that_is_shadowed_is_not_taken_for_tensorflow_and_its_legacy_name_is_shown(source):
    migration = migrate_source(source.encode())
    assert migration.analysed
    assert not migration.changed
    assert [(finding.code, finding.applicability) for finding in migration.findings] == [("TFC109", "manual")]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (f"import tensorflow as tf\ntf = other()\nx = tf.nn.{CALL}\n", "tf is bound on lines 1, 2"),
        (f"import tensorflow as tf\ndel tf\nx = tf.nn.{CALL}\n", "tf is bound on lines 1, 2"),
        (f"from tensorflow import *\nx = nn.{CALL}\n", "may come from `from tensorflow import *`"),
        (f"from ops import *\nx = tf.nn.{CALL}\n", "may come from `from ops import *`"),
        (f"x = tf.nn.{CALL}\n", "tf is not bound in this file"),
    ],
)
def test_what_is_not_certain_is_reported_and_left(source, why):
    migration = migrate_source(source.encode())
    (finding,) = migration.findings
    assert (finding.code, finding.applicability, migration.changed) == ("TFC109", "manual", False)
    assert why in finding.reason


@pytest.mark.parametrize(
    ("call", "applicability", "symbol"),
    [
        ("getattr(tf.nn, 'sigmoid_cross_entropy_with_logits')", "manual", "nn.sigmoid_cross_entropy_with_logits"),
        ("getattr(tf.nn, name)", "manual", ""),
        ("getattr(tf, name)", "none", ""),
    ],
)
def test_a_name_that_is_looked_up_is_reported(call, applicability, symbol):
    (finding,) = migrate_source(f"import tensorflow as tf\nx = {call}\n".encode()).findings
    assert (finding.code, finding.applicability, finding.symbol) == ("TFC109", applicability, symbol)


@pytest.mark.parametrize("call", ["getattr(tf, 'float32')", "getattr(tf.nn, 'relu')", "getattr(a, b)"])
def test_a_look_up_that_finds_no_legacy_name_is_no_finding(call):
    assert migrate_source(f"import tensorflow as tf\nx = {call}\n".encode()).findings == ()


@each("symbol", REWRITTEN.values())
def test_a_symbol_is_found_in_each_of_its_homes(symbol):
    for home in symbol.homes:
        start = f"import {home} as tf" if home else f"import {symbol.path.split('.')[0]}"
        found = migrate_source(f"{start}\nvalue = {symbol.before}\n".encode()).findings
        kept = symbol.action == "manual" and home == "tensorflow.compat.v1"  # a note, where the name still works
        findings = [finding for finding in found if kept or finding.applicability != "none"]  # notes stand beside them
        assert [finding.symbol for finding in findings] == ([] if symbol.action == "none" else [symbol.path])


@each("symbol", [row for row in REWRITTEN.values() if row.aliases])
def test_a_symbol_is_found_by_its_other_names(symbol):
    for alias in symbol.aliases:
        source = f"import {alias.rpartition('.')[0]}\nvalue = {alias}\n"
        assert [finding.symbol for finding in migrate_source(source.encode()).findings] == [symbol.path]
