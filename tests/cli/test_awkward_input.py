"""Paths and files that fail in unusual ways: each is one sentence, and stops no other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from tfcompat import files
from tfcompat.cli import _plan as planning
from tfcompat.cli import cli

OLD = "import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n"
LOSS = "import tensorflow.compat.v1 as tf\nx = tf.losses.sparse_softmax_cross_entropy(a, b)\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tfcompat(*arguments: str):
    return CliRunner().invoke(cli, ["migrate", *arguments])


def test_a_file_with_carriage_returns_alone_stops_no_other(folder):
    (folder / "bad.py").write_bytes(b'import tensorflow.compat.v1 as tf\rx = tf.get_collection("losses")\r')
    (folder / "good.py").write_text(OLD)
    result = tfcompat("--write", "bad.py", "good.py")
    assert result.exit_code == 3
    assert "Error: bad.py: line 1: TFC900 ends in a lone carriage return" in result.stderr
    assert "tfcompat.legacy.layers.dense" in (folder / "good.py").read_text()


def test_a_fault_of_ours_while_the_readers_are_looked_for_stops_no_other(folder, monkeypatch):
    (folder / "bad.py").write_text("import good\n")
    (folder / "good.py").write_text(OLD + LOSS)
    look = planning.Look.loss_readers

    def broken(self):
        if self.path == "bad.py":
            raise ZeroDivisionError("division by zero")
        return look(self)

    monkeypatch.setattr(planning.Look, "loss_readers", broken)
    tfcompat("--write", "bad.py", "good.py")
    assert "tfcompat.legacy.layers.dense" in (folder / "good.py").read_text()
    assert "tfcompat.legacy.losses.sparse_softmax_cross_entropy" in (folder / "good.py").read_text()
    monkeypatch.setenv("TFCOMPAT_TRACEBACK", "1")
    assert isinstance(tfcompat("bad.py").exception, ZeroDivisionError)


def test_a_name_that_is_too_long_stops_no_other(folder):
    (folder / "a.py").write_text(OLD)
    result = tfcompat("x" * 300, "a.py")
    assert result.exit_code == 3
    assert f"Error: {'x' * 300}: cannot be read (file name too long)\n" in result.stderr
    assert "+import tfcompat" in result.stdout


def test_a_path_behind_a_closed_folder_stops_no_other(folder, monkeypatch):
    (folder / "a.py").write_text(OLD)
    look = Path.stat

    def closed(path, **given):
        if "closed" in path.parts:
            raise PermissionError(13, "Permission denied")
        return look(path, **given)

    monkeypatch.setattr(Path, "stat", closed)
    result = tfcompat("closed/b.py", "a.py")
    assert result.exit_code == 3
    assert "Error: closed/b.py: cannot be read (permission denied)\n" in result.stderr
    assert "+import tfcompat" in result.stdout


def test_a_file_in_a_folder_that_may_not_be_looked_at_is_an_error_and_not_missed(folder, monkeypatch):
    for name in ("a.py", "b.py"):
        (folder / name).write_text(OLD)
    look = Path.lstat

    def closed(path):
        if path.name == "b.py":
            raise PermissionError(13, "Permission denied")
        return look(path)

    monkeypatch.setattr(Path, "lstat", closed)
    assert [str(found) for found in files.find(["."])] == ["a.py", "b.py"]


def test_one_of_two_names_of_a_file_is_not_written(folder):
    (folder / "a.py").write_text(OLD)
    os.link(folder / "a.py", folder / "b.py")
    result = tfcompat("--write", "a.py")
    assert result.exit_code == 3
    assert "Error: a.py: is one file with several names (hard links)" in result.stderr
    assert (folder / "a.py").read_text() == OLD
    assert (folder / "a.py").samefile(folder / "b.py")


def test_a_computed_look_up_is_shown_and_is_left_to_do(folder):
    (folder / "a.py").write_text("import tensorflow.compat.v1 as tf\nx = getattr(tf.losses, name)(y, z)\n")
    result = tfcompat("a.py")
    assert result.exit_code == 1
    assert "a.py:2:5: TFC109 [manual] `getattr(tf.losses, name)` looks a name up" in result.stderr


def test_a_note_is_shown_and_asks_for_nothing(folder):
    (folder / "a.py").write_text("import tensorflow as tf\nx = getattr(tf, name)\n")
    result = tfcompat("a.py")
    assert result.exit_code == 0
    assert "a.py:2:5: TFC109 [note] `getattr(tf, name)` looks a name up" in result.stderr
