"""What cannot be read: which files the exit code is about, and how it leaves them out."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tfcompat.cli import cli

DENSE = "import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n"
WRONG = (
    "import keras\nm = keras.Sequential([keras.layers.Dense(3, activation='softmax')])\n"
    "m.compile('sgd', keras.losses.CategoricalCrossentropy(from_logits=True))\n"
)
HOLE = "x = ___ of y\n"
OPTION = "--exit-zero-on-unreadable"


def notebook(*cells: str) -> str:
    told = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": cell} for cell in cells]
    return json.dumps({"cells": told, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exercise.ipynb").write_text(notebook("x = 1", HOLE))
    (tmp_path / "good.py").write_text("x = 1\n")
    return tmp_path


def tfcompat(*arguments: str):
    return CliRunner().invoke(cli, list(arguments))


@pytest.mark.parametrize("command", ["migrate", "check"])
def test_the_summary_names_the_files_of_exit_code_3(command, folder):
    result = tfcompat(command, ".")
    assert result.exit_code == 3
    assert f"The exit code is 3 because of exercise.ipynb; use {OPTION} to ignore what is not Python." in result.stderr


@pytest.mark.parametrize("command", ["migrate", "check"])
@pytest.mark.parametrize("how", ["option", "setting"])
def test_a_cell_with_holes_may_be_left_out_of_the_exit_code(how, command, folder):
    if how == "setting":
        (folder / "pyproject.toml").write_text("[tool.tfcompat]\nexit-zero-on-unreadable = true\n")
    result = tfcompat(command, ".", *([OPTION] if how == "option" else []))
    assert result.exit_code == 0
    assert "Error: exercise.ipynb: cell 1, line 1: TFC900" in result.stderr
    assert "The exit code ignores what could not be read: exercise.ipynb." in result.stderr
    if how == "setting":
        assert tfcompat(command, ".", "--no-exit-zero-on-unreadable").exit_code == 3


@pytest.mark.parametrize(("command", "text"), [("migrate", DENSE), ("check", WRONG)])
def test_findings_still_count(command, text, folder):
    (folder / "good.py").write_text(text)
    assert tfcompat(command, OPTION, ".").exit_code == 1


def test_whole_files_and_encodings_may_be_left_out_too(folder):
    (folder / "bad.py").write_text("def f(:\n")
    (folder / "latin.py").write_bytes(b"# \xff\n")
    assert tfcompat("migrate", OPTION, ".").exit_code == 0
    assert "could not be read: bad.py, exercise.ipynb, latin.py." in tfcompat("migrate", OPTION, ".").stderr


def test_paths_that_are_wrong_never_are(folder):
    result = tfcompat("migrate", OPTION, ".", "missing.py")
    assert result.exit_code == 3
    assert "The exit code is 3 because of missing.py, exercise.ipynb;" in result.stderr
    result = tfcompat("migrate", OPTION, "good.py", "missing.py")
    assert "The exit code is 3 because of missing.py.\n" in result.stderr


def test_many_files_are_counted(folder):
    for number in range(8):
        (folder / f"{number}.py").write_text("def f(:\n")
    assert "because of 0.py, 1.py, 2.py, 3.py, 4.py and 4 more;" in tfcompat("migrate", ".").stderr


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_other_formats_say_the_same(form, folder):
    told = json.loads(tfcompat("migrate", OPTION, "--format", form, ".").stdout)
    if form == "json":
        assert told["exit_code"] == 0
    else:
        (invocation,) = told["runs"][0]["invocations"]
        assert (invocation["exitCode"], invocation["executionSuccessful"]) == (0, True)
        assert len(invocation["toolExecutionNotifications"]) == 1


@pytest.mark.parametrize("command", ["migrate", "check"])
def test_a_link_that_leads_nowhere_is_skipped_and_counted(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.py").write_text("x = 1\n")
    (tmp_path / ".#good.py").symlink_to("somebody@somewhere.123")
    result = tfcompat(command, ".")
    assert result.exit_code == 0
    assert "1 broken link skipped (.#good.py)" in result.stderr
    assert tfcompat(command, ".#good.py").exit_code == 3
    assert "excluded" in tfcompat(command, "--exclude", ".*", ".").stderr


@pytest.mark.parametrize("name", ["tfcompat.py", "tfcompat/__init__.py"])
def test_a_module_with_the_name_of_the_package_is_said(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "src/inner").mkdir(parents=True)
    (tmp_path / "src/inner/a.py").write_text(DENSE)
    said = "has the name of this package, so `import tfcompat` may find it instead; rename it"
    assert said not in tfcompat("migrate", ".").stderr
    (tmp_path / "src" / name).parent.mkdir(exist_ok=True)
    (tmp_path / "src" / name).write_text("")
    assert f"  src/{name} {said}\n" in tfcompat("migrate", ".").stderr
    assert said not in tfcompat("migrate", "src/inner").stderr
    (tmp_path / "src/inner/tfcompat.py").write_text("")
    assert f"  src/inner/tfcompat.py {said}\n" in tfcompat("migrate", "src/inner/a.py").stderr
    (tmp_path / "src/inner/a.py").write_text("x = 1\n")
    assert said not in tfcompat("migrate", ".").stderr
