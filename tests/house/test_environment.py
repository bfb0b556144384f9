"""The script behind ``make``: a wrong Python gets one sentence, and an environment that is complete is left alone."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

import tfcompat

ROOT = Path(tfcompat.__file__).parents[1]
RUNNING = f"{sys.version_info[0]}.{sys.version_info[1]}"


@pytest.fixture
def venv():
    """The script as a module."""
    spec = spec_from_file_location("environment_script", ROOT / ".ci" / "environment.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def installed(venv, monkeypatch) -> list[list[str]]:
    """The commands that would have installed something; none of them runs."""
    commands: list[list[str]] = []
    monkeypatch.setattr(venv.subprocess, "check_call", lambda command, **_: commands.append(command))
    return commands


@pytest.mark.parametrize("release", [(2, 7), (3, 9), (3, 14)])
def test_a_python_out_of_range_gets_one_sentence(venv, monkeypatch, capsys, release):
    monkeypatch.setattr(sys, "version_info", (*release, 0))
    with pytest.raises(SystemExit) as stopped:
        venv.main(".venv", ["dev"])
    assert stopped.value.code == 2
    assert capsys.readouterr().err == (
        f"tfcompat needs Python 3.10 to 3.13, but {sys.executable} is Python {release[0]}.{release[1]}; "
        "choose another with PYTHON=, e.g. make demo PYTHON=python3.12\n"
    )


def answers(*, missing: str = "", tf_keras: str = ""):
    """Stands for an environment that holds this Python, and lacks what is said."""

    def output(*command: str) -> str:
        if "import sys" in command[2]:
            return RUNNING
        return tf_keras if "tf_keras" in command[2] else missing

    return output


def test_a_complete_environment_is_left_alone(venv, installed, monkeypatch, capsys):
    monkeypatch.setattr(venv, "output", answers())
    venv.main(".venv", ["tensorflow-cpu", "dev"])
    assert installed == []
    assert capsys.readouterr().out == ""


def test_only_an_incomplete_environment_is_installed_into(venv, installed, monkeypatch, capsys):
    monkeypatch.setattr(venv, "output", answers(missing="mypy==2.4.1"))
    venv.main(".venv", ["dev"])
    assert capsys.readouterr().out == "Installing into .venv: mypy==2.4.1\n"
    assert [command[-2:] for command in installed] == [["--editable", f"{ROOT}[dev]"]]


def test_tf_keras_comes_without_its_dependencies(venv, installed, monkeypatch):
    monkeypatch.setattr(venv, "output", answers(tf_keras="tf_keras~=2.21.0"))
    venv.main(".venv", ["dev"])
    assert [command[-2:] for command in installed] == [["--no-deps", "tf_keras~=2.21.0"]]


def test_an_environment_of_another_python_is_not_replaced_silently(venv, installed, monkeypatch, capsys):
    monkeypatch.setattr(venv, "output", lambda *_: "3.9")
    monkeypatch.setenv("PYTHON_CHOSEN", "1")
    with pytest.raises(SystemExit):
        venv.main(".venv", ["dev"])
    assert capsys.readouterr().err == (
        f".venv holds Python 3.9, but PYTHON= asks for {RUNNING}; remove the folder, or choose another with VENV=\n"
    )
    assert installed == []


def test_a_folder_that_is_something_else_is_left_alone(venv, installed, monkeypatch, capsys, tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "mine.py").touch()
    monkeypatch.setattr(venv, "ROOT", str(tmp_path))
    with pytest.raises(SystemExit):
        venv.main("src", ["dev"])
    assert capsys.readouterr().err == "src is not empty and no virtual environment; choose another folder with VENV=\n"
    assert (tmp_path / "src" / "mine.py").exists()
    assert installed == []


def test_a_tensorflow_that_is_there_is_enough(venv, installed, monkeypatch):
    monkeypatch.setattr(venv, "output", answers(missing="mypy==2.4.1"))
    venv.main(".venv", ["tensorflow-cpu", "dev"])
    assert installed[0][-1] == f"{ROOT}[tensorflow,dev]"


def test_what_is_missing_is_found_by_asking_the_environment(venv, tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["pip"]\n[project.optional-dependencies]\n'
        'dev = ["pytest>=1", "pytest>=1000", "no-such-distribution", "absent; python_version < \'3\'"]\n',
        encoding="utf-8",
    )
    found = subprocess.run(
        [sys.executable, "-c", venv.MISSING, str(tmp_path), "dev"], capture_output=True, text=True, check=True
    )
    assert found.stdout.splitlines() == ["pytest>=1000", "no-such-distribution", "tfcompat (this checkout)"]
