"""JSON for programs: what it says of standard input, and what the offsets of its edits count."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tfcompat.cli import cli

HEAD = "import tensorflow.compat.v1 as tf\n"
OLD = HEAD + "x = 'ü'; y = tf.layers.dense(x, 1)\n"
NEW = HEAD + "import tfcompat\nx = 'ü'; y = tfcompat.legacy.layers.dense(x, 1)\n"


def report(source: bytes) -> dict:
    result = CliRunner().invoke(cli, ["migrate", "--format", "json", "-"], input=source)
    read = json.loads(result.stdout)
    assert result.exit_code == read["exit_code"]
    return read


@pytest.mark.parametrize(("head", "encoding"), [("", "utf-8"), ("", "utf-8-sig"), ("# coding: latin-1\n", "latin-1")])
def test_standard_input_comes_back_migrated_in_the_report(head, encoding):
    read = report((head + OLD).encode(encoding))
    (file,) = read["files"]
    assert (file["path"], file["status"], file["source"]) == ("<stdin>", "written", head + NEW)


def test_standard_input_that_cannot_be_read_has_no_source():
    (file,) = report(b"def f(:\n")["files"]
    assert (file["status"], file["source"]) == ("not analysed", None)


def test_a_file_has_no_source_in_the_report(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text(OLD, encoding="utf-8")
    result = CliRunner().invoke(cli, ["migrate", "--format", "json", "a.py"])
    assert "source" not in json.loads(result.stdout)["files"][0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_edits_count_bytes_of_utf_8_without_a_mark(encoding):
    (finding,) = report(OLD.encode(encoding))["findings"]
    (edit,) = finding["edits"]
    assert OLD.encode()[edit["start"] : edit["end"]] == b"tf.layers.dense"
    assert edit["replacement"] == "tfcompat.legacy.layers.dense"
    assert finding["imports"] == ["import tfcompat"]
