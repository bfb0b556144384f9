"""What the summary says of code that was just migrated: shims that warn at once, and arguments that are gone."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tfcompat._symbols import SYMBOLS
from tfcompat.cli import cli

HEAD = "import tensorflow.compat.v1 as tf\n"
SHIMS = HEAD + "a = tf.layers.dense(x, 8)\nb = tf.layers.dense(a, 1)\nf = [tf.nn.softmax_cross_entropy_with_logits]\n"
NAMED = HEAD + "l = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=x, name='xent')\n"


def run(source: str, *options: str):
    return CliRunner().invoke(cli, ["migrate", *options, "-"], input=source.encode())


def summary(source: str, *options: str) -> str:
    return " ".join(run(source, *options).stderr.split())


def test_shims_are_told_with_what_replaces_them_and_when_they_go():
    told = summary(SHIMS)
    assert "3 places now use shims, which warn that they are deprecated and will be removed in tfcompat 2.0." in told
    assert f"tfcompat.legacy.layers.dense (2): {SYMBOLS['layers.dense'].by_hand}" in told
    after = SYMBOLS["nn.softmax_cross_entropy_with_logits"].after
    assert f"tfcompat.legacy.nn.softmax_cross_entropy_with_logits (1): write {after}" in told


def test_one_shim_is_told_as_one():
    assert "1 place now uses a shim, which warns that it is deprecated and will be removed in" in summary(
        f"{HEAD}tf.layers.dense(x, 8)\n"
    )


@pytest.mark.parametrize("source", [NAMED, "import keras\nx = 1\n"])
def test_nothing_is_said_of_shims_where_none_is_written(source):
    assert "shim" not in summary(source)


def test_programs_get_all_shims():
    assert json.loads(run(SHIMS, "--format", "json").stdout)["shims"] == [
        {
            "name": "tfcompat.legacy.layers.dense",
            "uses": 2,
            "removal": SYMBOLS["layers.dense"].removal,
            "instead": SYMBOLS["layers.dense"].by_hand,
        },
        {
            "name": "tfcompat.legacy.nn.softmax_cross_entropy_with_logits",
            "uses": 1,
            "removal": "2.0",
            "instead": f"write {SYMBOLS['nn.softmax_cross_entropy_with_logits'].after}",
        },
    ]


def test_many_shims_are_cut_short():
    paths = [path for path, row in SYMBOLS.items() if row.shim and path.startswith(("layers.", "losses."))]
    source = HEAD + "".join(f"f = [tf.{path}]\n" for path in paths)
    found = json.loads(run(source, "--format", "json").stdout)["shims"]
    assert len(found) > 8
    assert f"and {len(found) - 8} more, which --output-format json lists" in summary(source)


def test_a_dropped_name_is_told():
    assert (
        "Removed arguments (to name an operation of a graph, use `tf.identity(loss, name=...)`): <stdin>:2: name='xent'"
        in summary(NAMED)
    )
    (finding,) = json.loads(run(NAMED, "--format", "json").stdout)["findings"]
    assert finding["dropped"] == ["name='xent'"]
    assert "Arguments that are dropped" not in summary(NAMED.replace(", name='xent'", ""))


@pytest.mark.tensorflow
def test_the_advice_gives_the_name_back():
    import tensorflow as tf

    with tf.Graph().as_default() as graph:
        tf.identity(tf.constant(1.0), name="xent")
        assert graph.get_tensor_by_name("xent:0").shape == ()


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("sess.run('xent:0')\n", "'xent:0' looks up a tensor of that name"),
        ("sess.run('model/xent:0')\n", "looks up a tensor of that name"),
        ("t = graph.get_tensor_by_name(given)\n", "(`get_tensor_by_name`) looks up ops by name"),
    ],
)
def test_a_dropped_name_that_is_looked_up_makes_the_fix_unsafe(more, why):
    assert "name= is removed, but" in summary(NAMED + more)
    assert why in summary(NAMED + more)
    assert "[unsafe]" in summary(NAMED + more)
    assert "[unsafe]" not in summary(NAMED.replace(", name='xent'", "") + more)


def test_a_name_may_be_looked_up_in_another_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text(NAMED, encoding="utf-8")
    (tmp_path / "b.py").write_text("import a\nt = graph.get_operation_by_name('xent')\n", encoding="utf-8")
    told = " ".join(CliRunner().invoke(cli, ["migrate", "."]).stderr.split())
    assert "b.py:2 (`get_operation_by_name`) looks up ops by name" in told


def test_a_shim_that_goes_by_another_of_its_names_is_listed():
    told = summary(
        "import tensorflow as tf\nslim = tf.contrib.slim\n"
        "with slim.arg_scope([slim.conv2d], padding='SAME'):\n    y = slim.conv2d(x, 4, [3, 3])\n"
    )
    assert "tfcompat.legacy.contrib.slim.arg_scope (1):" in told


def test_a_file_that_is_not_written_is_not_said_to_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "a.py"
    file.write_text("import tensorflow as tf\nx = tf.placeholder('float')\n")
    file.chmod(0o400)
    result = CliRunner().invoke(cli, ["migrate", "--write", "a.py"])
    assert result.exit_code == 3
    assert "1 file of TensorFlow 1 cannot run yet on TensorFlow 2.16 to 2.21; a.py was not written." in result.stderr


@pytest.mark.parametrize("line", ["print 'x'", "exec 'x'", "raise E, 'x'", "x = 0777", "x = a <> b", "x = `a`"])
def test_python_2_is_not_said_to_run(line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text(f"import tensorflow as tf\nx = tf.placeholder('float')\n{line}\n")
    (tmp_path / "b.py").write_text("import tensorflow as tf\nx = tf.placeholder('float')\nprint('\\d')\n")
    result = CliRunner().invoke(cli, ["migrate", "--write", "."])
    told = "1 of 2 files of TensorFlow 1 can run on TensorFlow 2.16 to 2.21; Python 3 stops at line 3 of a.py."
    assert told in result.stderr
    assert "a.py:3:1: TFC114 [manual] Python 3 cannot parse this line, so the file is Python 2" in result.stderr
    assert result.exit_code == 1
    second = CliRunner().invoke(cli, ["migrate", "--write", "."])
    assert "1 file of TensorFlow 1 cannot run yet on TensorFlow 2.16 to 2.21; Python 3 stops at" in second.stderr
    assert CliRunner().invoke(cli, ["migrate", "--write", "b.py"]).exit_code == 0
