"""What one file of a run does with losses counts for the fixes in another, however the files are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tfcompat.cli import cli

LOSS = "import keras\n\n\ndef make():\n    return keras.losses.SparseCategoricalCrossentropy(from_logits=True)\n"
SAFE = "def size(x):\n    return len(x)\n"
ASKS = "import keras\nimport loss\nok = lambda l: isinstance(l, keras.losses.SparseCategoricalCrossentropy)\n"
SOFTMAX = "import keras\nimport loss\nlast = keras.layers.Dense(3, activation='softmax')\n"


def notebook(source: str) -> str:
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": source}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loss.py").write_text(LOSS, encoding="utf-8")
    return tmp_path


def levels(*options: str) -> dict[str, str]:
    """The level of each fix, and why."""
    told = json.loads(CliRunner().invoke(cli, ["migrate", "--format", "json", *options]).stdout)
    return {finding["applicability"]: finding["reason"] for finding in told["findings"] if finding["code"] == "TFC105"}


@pytest.mark.parametrize("options", [("loss.py", "other.py"), (".",), (".", "--jobs", "2")], ids=" ".join)
@pytest.mark.parametrize(
    ("other", "why"),
    [
        (ASKS, "other.py:3 (`keras.losses.SparseCategoricalCrossentropy`) may read the object's class, flag or name"),
        (SOFTMAX, "other.py:3 (`softmax`): Keras undoes a softmax"),
    ],
)
def test_another_file_counts(folder, options, other, why):
    (folder / "other.py").write_text(SAFE, encoding="utf-8")
    assert list(levels(*options)) == ["safe"]
    (folder / "other.py").write_text(other, encoding="utf-8")
    assert why in levels(*options)["unsafe"]


def test_a_file_that_is_not_of_the_run_does_not(folder):
    (folder / "other.py").write_text(ASKS, encoding="utf-8")
    assert list(levels("loss.py")) == ["safe"]


@pytest.mark.parametrize("options", [(".",), (".", "--jobs", "2"), ("one", "two")], ids=" ".join)
def test_a_file_of_another_program_does_not(folder, options):
    (folder / "loss.py").unlink()
    train = "import loss\n\nmodel = build(loss=loss.make())\n"
    for program, shown in (("one", train), ("two", f"{train}print(model.loss.from_logits)\n")):
        (folder / program).mkdir()
        (folder / program / "loss.py").write_text(LOSS, encoding="utf-8")
        (folder / program / "train.py").write_text(shown, encoding="utf-8")
    told = json.loads(CliRunner().invoke(cli, ["migrate", "--format", "json", *options]).stdout)
    found = {finding["path"]: finding for finding in told["findings"] if finding["code"] == "TFC105"}
    assert {path: finding["applicability"] for path, finding in found.items()} == {
        str(Path("one/loss.py")): "safe",
        str(Path("two/loss.py")): "unsafe",
    }
    assert "train.py:4 (`model.loss.from_logits`) may read the object's" in found[str(Path("two/loss.py"))]["reason"]


def test_files_that_a_third_one_imports_are_one_program(folder):
    (folder / "other.py").write_text(ASKS.replace("import loss", ""), encoding="utf-8")
    assert list(levels(".")) == ["safe"]
    (folder / "main.py").write_text("import loss\nimport other\n", encoding="utf-8")
    assert "other.py:3 (`keras.losses" in levels(".")["unsafe"]


def test_a_notebook_counts(folder):
    (folder / "other.ipynb").write_text(notebook(ASKS), encoding="utf-8")
    assert "other.ipynb (`keras.losses.SparseCategoricalCrossentropy`) may read the object's" in levels(".")["unsafe"]


def test_a_notebook_is_told_of_other_files(folder):
    (folder / "loss.py").write_text(ASKS, encoding="utf-8")
    (folder / "train.ipynb").write_text(notebook(f"import loss\n{LOSS}"), encoding="utf-8")
    assert "loss.py:3 (`keras.losses.SparseCategoricalCrossentropy`) may read the object's" in levels(".")["unsafe"]


def test_a_file_that_cannot_be_parsed_may_ask(folder):
    (folder / "other.py").write_text(f"{ASKS}def f(:\n", encoding="utf-8")
    assert "other.py:4 (`not parsed`)" in levels(".")["unsafe"]
