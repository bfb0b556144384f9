"""What a run is told in: a diff that git and patch take, a summary for people, JSON for programs."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import PurePath

import pytest
from support.alone import migrate_source

from tfcompat.migrate import Options
from tfcompat.migrate.report import Problem, Report, Result, text, unified
from tfcompat.migrate.report import json as as_json

NAMES = ["a.py", "with space.py", 'q"uote.py', "back\\slash.py", "tab\t.py", "ümlaut.py", "in/a/folder.py"]
OLD = b"import tensorflow as tf\nx = tf.layers.dense(x, 1)\ny = 1\n"


@pytest.mark.parametrize(
    "tool", [["git", "apply"], ["patch", "-p1", "--binary", "--quiet", "-i"]], ids=["git", "patch"]
)
@pytest.mark.parametrize(
    "name", ["a.py", "with space.py", 'q"uote.py', "back\\slash.py", "tab\t.py", "ümlaut.py", "in/a/folder.py"]
)
@pytest.mark.parametrize(
    "source",
    [
        OLD,
        OLD.replace(b"\n", b"\r\n"),
        OLD.rstrip(b"\n"),
        b"\xef\xbb\xbf" + OLD,
        b"# coding: latin-1\n# \xfc\n" + OLD,
        OLD + b"\x0c\nz = '\xe2\x80\xa8'\n",
    ],
    ids=["plain", "crlf", "no end", "bom", "latin-1", "form feed"],
)
def test_the_diff_can_be_applied(tool, name, source, tmp_path, monkeypatch):
    if shutil.which(tool[0]) is None:
        pytest.skip(f"{tool[0]} is not installed")
    monkeypatch.chdir(tmp_path)
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(source)
    after = migrate_source(source).after
    (tmp_path / "change.diff").write_bytes(unified(PurePath(name), source, after))
    subprocess.run([*tool, "change.diff"], check=True, cwd=tmp_path)
    assert path.read_bytes() == after


def test_no_change_is_no_diff():
    assert unified(PurePath("a.py"), OLD, OLD) == b""


def report(source: bytes, status: str, *, write: bool = False, **options) -> Report:
    made = Report(Options(**options), write)
    made.results.append(Result(migrate_source(source, "a.py", options=made.options), status))
    return made


SOFTMAX = b"import tensorflow as tf\nx = tf.nn.softmax_cross_entropy_with_logits(labels=a, logits=b)\n"
ORDER = b"import tensorflow as tf\nx = tf.nn.sigmoid_cross_entropy_with_logits(a, b)\n"


def test_the_summary_of_a_diff_says_what_may_differ_what_is_needed_and_how_to_apply_it():
    lines = "\n".join(text.summary(report(SOFTMAX, "pending", era="tf2")))
    assert "1 file checked, 1 would change (1 fix)." in lines
    assert "6 intended differences can apply: run `tfcompat explain differences` to read them." in lines
    assert "needs TensorFlow 2.16.2 or later" in lines
    assert "Nothing is written yet. Run again with --write to apply the diff." in lines


def test_the_summary_of_unsafe_and_manual_findings_says_why_and_what_to_do():
    lines = "\n".join(text.summary(report(SOFTMAX, "unchanged")))
    assert "a.py:2:5: TFC101 [unsafe]" in lines
    assert "(--era decides)" in lines
    assert "1 unsafe fix not applied" in lines
    lines = "\n".join(text.summary(report(ORDER, "unchanged")))
    assert "a.py:2:5: TFC104 [manual]" in lines
    assert "1 place needs a manual change. Run `tfcompat explain TFC104` for details." in lines


def test_differences_lead_to_their_page_if_it_is_published(monkeypatch):
    assert "https" not in "\n".join(text.summary(report(SOFTMAX, "pending", era="tf2")))
    monkeypatch.setenv("TFCOMPAT_DOCS_URL", "https://docs.example.com")
    words = " ".join("\n".join(text.summary(report(SOFTMAX, "pending", era="tf2"))).split())
    assert "See https://docs.example.com/names.html#intended-differences" in words


def test_each_difference_is_told_once():
    made = report(SOFTMAX, "pending", era="tf2")
    made.results *= 2
    assert "\n".join(text.summary(made)).count("intended differences can apply") == 1


def test_the_summary_of_nothing():
    assert list(text.summary(report(b"x = 1\n", "unchanged"))) == ["1 file checked, nothing to change."]


@pytest.mark.parametrize(
    ("source", "status", "problem", "code"),
    [
        (b"x = 1\n", "unchanged", None, 0),
        (OLD, "written", None, 0),
        (OLD, "pending", None, 1),
        (ORDER, "unchanged", None, 1),
        (b"import tensorflow as tf\nx = getattr(tf, y)\n", "unchanged", None, 0),
        (b"import tensorflow as tf\nx = getattr(tf.nn, y)\n", "unchanged", None, 1),
        (b"def f(:\n", "not analysed", None, 3),
        (OLD, "pending", Problem("b.py", "does not exist"), 3),
        (OLD, "pending", Problem("b.py", "fault", internal=True), 4),
    ],
)
def test_the_exit_code_is_the_worst_that_happened(source, status, problem, code):
    made = report(source, status)
    made.problems += [problem] if problem else []
    assert made.exit_code == code


def test_json_has_what_a_program_needs():
    made = report(OLD + ORDER, "pending")
    made.problems.append(Problem("b.py", "does not exist"))
    read = json.loads(as_json.render(made))
    assert read["schema_version"] == 1
    assert read["files"] == [{"path": "a.py", "status": "pending", "findings": 2}]
    fixed, left = read["findings"]
    assert (fixed["path"], fixed["code"], fixed["line"], fixed["column"]) == ("a.py", "TFC103", 2, 5)
    assert (fixed["applicability"], fixed["planned"], fixed["applied"]) == ("safe", True, False)
    assert fixed["edits"] == [{"start": 28, "end": 43, "replacement": "tfcompat.legacy.layers.dense"}]
    assert (left["code"], left["applicability"], left["planned"], left["edits"]) == ("TFC104", "manual", False, [])
    assert "TensorFlow 0.12 reads" in left["reason"]
    assert read["problems"] == [{"path": "b.py", "message": "does not exist", "internal": False}]
    assert read["exit_code"] == 3


def test_json_says_what_was_applied():
    read = json.loads(as_json.render(report(OLD, "written", write=True)))
    assert [finding["applied"] for finding in read["findings"]] == [True]
