"""What one file of a run does with losses counts for the fixes in another, however the files are named."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tfcompat.cli import cli

LOSS = "import keras\n\n\ndef make():\n    return keras.losses.SparseCategoricalCrossentropy(from_logits=True)\n"
SAFE = "def size(x):\n    return len(x)\n"
ASKS = "import keras\n\nok = lambda l: isinstance(l, keras.losses.SparseCategoricalCrossentropy)\n"
SOFTMAX = "import keras\n\nlast = keras.layers.Dense(3, activation='softmax')\n"


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
        (ASKS, "other.py:3 (`keras.losses.SparseCategoricalCrossentropy`) may ask for its class, flag or name"),
        (SOFTMAX, "other.py:3 (`softmax`) may be where that comes from"),
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


def test_a_notebook_counts(folder):
    (folder / "other.ipynb").write_text(notebook(ASKS), encoding="utf-8")
    assert "other.ipynb (`keras.losses.SparseCategoricalCrossentropy`) may ask" in levels(".")["unsafe"]


def test_a_notebook_is_told_of_other_files(folder):
    (folder / "loss.py").write_text(ASKS, encoding="utf-8")
    (folder / "train.ipynb").write_text(notebook(LOSS), encoding="utf-8")
    assert "loss.py:3 (`keras.losses.SparseCategoricalCrossentropy`) may ask" in levels(".")["unsafe"]


def test_a_file_that_cannot_be_parsed_may_ask(folder):
    (folder / "other.py").write_text(f"{ASKS}def f(:\n", encoding="utf-8")
    assert "other.py:4 (`not parsed`)" in levels(".")["unsafe"]
