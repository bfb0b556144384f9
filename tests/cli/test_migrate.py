"""``tfcompat migrate``: what is printed where, what is written, and which exit code says it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tfcompat import files
from tfcompat.cli import _plan as planning
from tfcompat.cli import cli

OLD = "import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n"
NEW = "import tensorflow.compat.v1 as tf\nimport tfcompat\nx = tfcompat.legacy.layers.dense(x, 1)\n"
LOSS = "import tensorflow.compat.v1 as tf\nx = tf.losses.sparse_softmax_cross_entropy(a, b)\n"
UNSAFE = "import tensorflow as tf\nx = tf.nn.softmax_cross_entropy_with_logits(labels=a, logits=b)\n"
ORDER = "import tensorflow as tf\nx = tf.nn.sigmoid_cross_entropy_with_logits(a, b)\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tfcompat(*arguments: str, **kwargs):
    return CliRunner().invoke(cli, ["migrate", *arguments], **kwargs)


def test_a_diff_is_shown_and_nothing_written(folder):
    (folder / "a.py").write_text(OLD)
    result = tfcompat("a.py")
    assert result.exit_code == 1
    assert result.stdout.startswith("--- a/a.py\n+++ b/a.py\n@@ ")
    assert "+import tfcompat\n" in result.stdout
    assert "Run again with --write" in result.stderr
    assert (folder / "a.py").read_text() == OLD


def test_write_applies_it_and_a_second_run_is_clean(folder):
    (folder / "a.py").write_text(OLD)
    result = tfcompat("--write", ".")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 changed (1 fix)" in result.stderr
    assert (folder / "a.py").read_text() == NEW
    again = tfcompat("--write", ".")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "1 file checked, nothing to change.\n")


def test_after_write_what_is_left_is_exit_code_1(folder):
    (folder / "a.py").write_text(OLD + ORDER)
    result = tfcompat("--write", "a.py")
    assert result.exit_code == 1
    assert "TFC104" in result.stderr


def test_unsafe_fixes_wait_for_their_option(folder):
    (folder / "a.py").write_text(UNSAFE)
    assert tfcompat("--write", "a.py").exit_code == 1
    assert (folder / "a.py").read_text() == UNSAFE
    assert tfcompat("--write", "--unsafe", "a.py").exit_code == 0
    assert "tfcompat.softmax_cross_entropy(labels=tf.stop_gradient(a), logits=b)" in (folder / "a.py").read_text()


def test_target_and_era_are_options(folder):
    (folder / "a.py").write_text(ORDER)
    assert "sigmoid_cross_entropy(logits=a, labels=b)" in tfcompat("--era", "tf0.12", "a.py").stdout
    (folder / "a.py").write_text(LOSS)
    assert "+x = tfcompat.legacy.losses.sparse_softmax_cross_entropy(a, b)" in tfcompat("--to", "legacy", "a.py").stdout


def test_a_collection_that_another_file_reads_is_still_filled(folder):
    (folder / "loss.py").write_text(LOSS)
    assert tfcompat("loss.py").exit_code == 1
    assert "+x = tfcompat.SparseSoftmaxCrossEntropy" in tfcompat(".").stdout
    (folder / "train.py").write_text("import tensorflow as tf\nimport loss\ntotal = tf.losses.get_total_loss()\n")
    result = tfcompat("--write", "--format", "json", ".")
    assert "x = tfcompat.legacy.losses.sparse_softmax_cross_entropy(" in (folder / "loss.py").read_text()
    assert "TFC107" in result.stdout
    assert "the collection is read at train.py:3 (losses.get_total_loss)" in result.stdout


@pytest.mark.parametrize(
    ("reader", "reads"),
    [
        ("tf.losses.get_losses()", True),
        ("slim.losses.get_total_loss()", True),
        ("tf.get_collection(tf.GraphKeys.LOSSES)", True),
        ("tf.get_collection('losses')", True),
        ("graph.get_collection_ref('losses')", True),
        ("tf.get_collection('mine')", False),
        ("tf.get_collection(tf.GraphKeys.UPDATE_OPS)", False),
        ("x  # get_total_loss", False),
        ("'get_total_loss'", False),
    ],
)
def test_what_reads_the_collection_is_told_from_what_mentions_it(reader, reads, folder):
    (folder / "loss.py").write_text(LOSS)
    (folder / "train.py").write_text(f"import loss\nx = {reader}\n")
    assert ("+x = tfcompat.legacy.losses" in tfcompat(".").stdout) is reads


def test_a_reader_that_cannot_be_parsed_counts_as_one(folder):
    (folder / "loss.py").write_text(LOSS)
    (folder / "train.py").write_text("import loss\nget_total_loss(\n")
    result = tfcompat("--format", "json", ".")
    assert result.exit_code == 3
    assert "the collection is read at train.py:2 (not parsed)" in result.stdout


def test_one_bad_input_stops_no_other(folder):
    (folder / "a.py").write_text(OLD)
    (folder / "bad.py").write_text("def f(:\n")
    (folder / "latin.py").write_bytes(b"x = '\xfc'\n")
    (folder / "empty").mkdir()
    result = tfcompat("--write", "bad.py", "latin.py", "missing.py", "empty", "a.py")
    assert result.exit_code == 3
    assert (folder / "a.py").read_text() == NEW
    lines = result.stderr.splitlines()
    assert "Error: bad.py: line 1: TFC900 is not Python that the parser can read, at ':'; correct it first" in lines
    assert any(line.startswith("Error: latin.py: line 1: TFC901 is not utf-8 (byte 0xfc)") for line in lines)
    assert "Error: missing.py: does not exist; name a Python file or a folder" in lines
    assert "Error: empty: contains no Python files (searched for .py, .pyw, .ipynb)" in lines
    assert "2 changed" not in result.stderr


def test_a_file_that_cannot_be_written_stops_no_other(folder):
    for name in ("a.py", "b.py"):
        (folder / name).write_text(OLD)
    (folder / "a.py").chmod(0o444)
    result = tfcompat("--write", ".")
    assert result.exit_code == 3
    assert "Error: a.py: is read-only and stays unchanged" in result.stderr
    assert [(folder / name).read_text() for name in ("a.py", "b.py")] == [OLD, NEW]


def test_json_is_the_only_thing_on_standard_output(folder):
    (folder / "a.py").write_text(OLD)
    result = tfcompat("--format", "json", "a.py", "missing.py")
    read = json.loads(result.stdout)
    assert result.exit_code == read["exit_code"] == 3
    assert read["files"][0]["status"] == "pending"
    assert result.stderr == "Error: missing.py: does not exist; name a Python file or a folder\n"


def test_standard_input_is_filtered():
    result = tfcompat("-", input=OLD.encode())
    assert (result.exit_code, result.stdout) == (0, NEW)
    assert "1 changed (1 fix)" in result.stderr


def test_standard_input_that_cannot_be_read_comes_back_unchanged():
    result = tfcompat("-", input=b"def f(:\n")
    assert (result.exit_code, result.stdout_bytes) == (3, b"def f(:\n")
    assert "Error: <stdin>: line 1: TFC900" in result.stderr


def test_standard_input_keeps_its_bytes():
    source = b"\xef\xbb\xbf# coding: utf-8\r\nx = 1"
    assert tfcompat("-", input=source).stdout_bytes == source


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["-", "a.py"],
            "- reads standard input and writes standard output; it cannot be combined with other paths, --write or "
            "--patch",
        ),
        (
            ["-", "--write"],
            "- reads standard input and writes standard output; it cannot be combined with other paths, --write or "
            "--patch",
        ),
        (["--to", "nowhere", "a.py"], "'nowhere' is not one of 'tfcompat', 'legacy'"),
        (["--era", "tf3", "a.py"], "'tf3' is not one of 'auto', 'tf0.12', 'tf1', 'tf2'"),
        (["--wirte", "a.py"], "No such option"),
    ],
)
def test_a_wrong_command_line_is_exit_code_2_and_one_sentence(arguments, sentence):
    result = tfcompat(*arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr


def test_a_fault_of_ours_in_one_file_is_a_sentence_and_stops_no_other(folder, monkeypatch):
    for name in ("a.py", "b.py"):
        (folder / name).write_text(OLD)
    migrate = planning.Look.migrate

    def broken(self, **given):
        if self.path == "a.py":
            raise ZeroDivisionError("division by zero")
        return migrate(self, **given)

    monkeypatch.setattr(planning.Look, "migrate", broken)
    result = tfcompat("--write", ".")
    assert result.exit_code == 4
    assert (
        "Error: a.py: internal error in tfcompat, not in your input (ZeroDivisionError: division by zero)"
        in result.stderr
    )
    assert "TFCOMPAT_TRACEBACK=1" in result.stderr
    assert (folder / "b.py").read_text() == NEW
    monkeypatch.setenv("TFCOMPAT_TRACEBACK", "1")
    assert isinstance(tfcompat(".").exception, ZeroDivisionError)


def test_a_fault_of_ours_elsewhere_is_a_sentence_too(monkeypatch):
    def broken(names, exclude):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(files, "find", broken)
    result = tfcompat("a.py")
    assert result.exit_code == 4
    assert result.stderr.startswith("Error: internal error in tfcompat, not in your input (ZeroDivisionError")


def test_an_interrupt_is_quiet(monkeypatch):
    def interrupted(names, exclude):
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "find", interrupted)
    result = tfcompat("a.py")
    assert (result.exit_code, result.output) == (130, "")
