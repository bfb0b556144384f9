"""``--verify``: what was measured stands beside each change, and a fix that computes something else is not written."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from tfcompat import evidence
from tfcompat.cli import cli
from tfcompat.migrate.report import Measurement

pytestmark = pytest.mark.tensorflow

HEAD = "import tensorflow.compat.v1 as tf\n"
SIGMOID = "x = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)\n"
SPARSE = "x = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=z)\n"
DENSE = "x = tf.layers.dense(x, 1)\n"
REFERENCE = "f = tf.nn.sigmoid_cross_entropy_with_logits\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tfcompat(*arguments: str, **kwargs):
    return CliRunner().invoke(cli, ["migrate", "--verify", *arguments], **kwargs)


def test_what_was_measured_stands_beside_each_change(folder):
    (folder / "a.py").write_text(HEAD + SIGMOID + SPARSE + DENSE + REFERENCE)
    result = tfcompat("a.py")
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    (sigmoid,) = (i for i, line in enumerate(lines) if line.startswith("a.py:2:5: TFC101 [safe]"))
    assert lines[sigmoid + 1].startswith("    verified: ")
    assert lines[sigmoid + 1].endswith(" ulp gradient")
    assert "not measured: the call creates variables; tests compare those of the shim" in " ".join(
        result.stderr.split()
    )
    assert "not measured: its arguments are only known when the program runs" in " ".join(result.stderr.split())
    assert "2 kinds of call verified, old against new: at most " in result.stderr


def test_json_has_the_numbers_and_both_calls(folder):
    (folder / "a.py").write_text(HEAD + SIGMOID)
    (finding,) = json.loads(tfcompat("--format", "json", "a.py").stdout)["findings"]
    evidence = finding["evidence"]
    assert 0 <= evidence["value_ulp"] <= 4
    assert 0 <= evidence["gradient_ulp"] <= 8
    assert evidence["verified"]
    assert evidence["old"] == "tfcompat.legacy.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)"
    assert evidence["new"] == "tfcompat.sigmoid_cross_entropy(labels=labels, logits=logits)"


def fails(shape):
    differs = "sigmoid" in shape.old
    return Measurement(9.0, 0.0, mismatch="the values differ by 9 ulp") if differs else Measurement()


def test_a_fix_that_computes_something_else_is_a_finding_and_is_not_written(folder, monkeypatch):
    monkeypatch.setattr(evidence, "measure", fails)
    (folder / "a.py").write_text(HEAD + SIGMOID + SPARSE)
    result = tfcompat("--write", "a.py")
    assert result.exit_code == 1
    assert (folder / "a.py").read_text() == HEAD + "import tfcompat\n" + SIGMOID + SPARSE.replace(
        "tf.nn.sparse_softmax_cross_entropy_with_logits", "tfcompat.sparse_softmax_cross_entropy"
    )
    said = " ".join(result.stderr.split())
    assert "a.py:2:5: TFC903 [manual]" in said
    assert "Measured here, the values differ by 9 ulp: tfcompat.sigmoid_cross_entropy(" in said
    assert "1 kind of call computes something else than before, and is not changed." in said


def test_standard_input_is_verified_as_well(monkeypatch):
    monkeypatch.setattr(evidence, "measure", fails)
    result = tfcompat("-", input=HEAD + SIGMOID)
    assert (result.exit_code, result.stdout) == (1, HEAD + SIGMOID)
    assert "TFC903" in result.stderr


def test_each_kind_of_call_is_measured_once(folder, monkeypatch):
    seen = []
    monkeypatch.setattr(evidence, "measure", lambda shape: seen.append(shape) or Measurement())
    for name in ("a.py", "b.py"):
        (folder / name).write_text(HEAD + SIGMOID + SIGMOID.replace("=y", "=other"))
    tfcompat(".")
    assert len(seen) == 1


def test_nothing_is_measured_unless_asked(folder, monkeypatch):
    monkeypatch.setattr(evidence, "measure", None)
    (folder / "a.py").write_text(HEAD + SIGMOID)
    result = CliRunner().invoke(cli, ["migrate", "--format", "json", "a.py"])
    assert json.loads(result.stdout)["findings"][0]["evidence"] is None


def test_user_code_is_never_executed(folder):
    (folder / "a.py").write_text(
        "open('owned', 'w')\n"
        + HEAD
        + "x = tf.nn.sigmoid_cross_entropy_with_logits(labels=open('owned', 'w'), logits=z)\n"
    )
    assert "verified: " in tfcompat("a.py").stderr
    assert not (folder / "owned").exists()


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("tensorflow", "which is not installed: run pip install 'tfcompat[tensorflow]'"),
        ("keras", "with TensorFlow: tfcompat needs Keras"),
    ],
)
def test_without_tensorflow_there_is_one_clear_sentence(module, said, folder):
    (folder / "a.py").write_text(HEAD + SIGMOID)
    script = (
        f"import sys\nsys.modules[{module!r}] = None\n"
        "from tfcompat.cli import main\nsys.argv[1:] = ['migrate', '--verify', 'a.py']\nmain()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
