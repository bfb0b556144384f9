"""The ``.pyi`` files of ``tfcompat.legacy`` are those of the table, and a type checker reads a deprecation in them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import tfcompat

pytest.importorskip("tensorflow")
ROOT = Path(tfcompat.__file__).parent

SAMPLE = """\
import tfcompat.legacy as tf1
from tfcompat.legacy.contrib.slim import fully_connected

loss = tf1.nn.softmax_cross_entropy_with_logits(labels=[[1.0]], logits=[[2.0]])  # deprecated
total = tf1.losses.sparse_softmax_cross_entropy([0], [[2.0]])  # deprecated
layer = tf1.layers.Dense(2)  # deprecated
logits = fully_connected([[1.0]], 2)  # deprecated
done = tf1.install(overwrite=True)
print(done.added, tf1.nn.no_such_loss)  # unknown
tf1.layers.dense([[1.0]])  # deprecated, incomplete
"""


def test_the_stubs_are_those_of_the_table():
    from tfcompat.legacy import _stubs

    committed = {
        file.relative_to(ROOT / "legacy"): file.read_text(encoding="utf-8") for file in (ROOT / "legacy").rglob("*.pyi")
    }
    assert committed == _stubs.stubs(), "run python -m tfcompat.legacy._stubs"


def test_what_is_left_over_goes_and_what_is_missing_comes(tmp_path, monkeypatch):
    from tfcompat.legacy import _stubs

    monkeypatch.setattr(_stubs, "_FOLDER", tmp_path)
    for name in _stubs.stubs():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "gone.pyi").write_text("", encoding="utf-8")
    _stubs.write()
    assert {file.relative_to(tmp_path) for file in tmp_path.rglob("*.pyi")} == set(_stubs.stubs())


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    """What pyright says of the sample, by line: rule and message."""
    folder = tmp_path_factory.mktemp("sample")
    (folder / "sample.py").write_text(SAMPLE, encoding="utf-8")
    settings = {"include": ["sample.py"], "extraPaths": [str(ROOT.parent)], "typeCheckingMode": "standard"}
    settings |= {"reportDeprecated": "error"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "basedpyright", "--outputjson", "--pythonpath", sys.executable]
    run = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    return [
        (d["range"]["start"]["line"] + 1, d.get("rule", ""), d["message"])
        for d in json.loads(run.stdout)["generalDiagnostics"]
    ]


def lines(word):
    return {number for number, line in enumerate(SAMPLE.splitlines(), 1) if word in line}


def test_pyright_reports_each_use_as_deprecated(findings):
    deprecated = {line: message for line, rule, message in findings if rule == "reportDeprecated"}
    assert lines("# deprecated") <= set(deprecated)
    assert "tfcompat.softmax_cross_entropy(labels=tf.stop_gradient(labels), logits=logits)" in deprecated[4]
    assert "will be removed in tfcompat 2.0" in deprecated[6]


def test_pyright_knows_names_and_signatures(findings):
    assert {line for line, rule, _ in findings if rule == "reportAttributeAccessIssue"} == lines("# unknown")
    assert {line for line, rule, _ in findings if rule == "reportCallIssue"} == lines("incomplete")
