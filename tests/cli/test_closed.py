"""Folders that may not be entered, or are gone: a sentence and an exit code, whatever the command."""

from __future__ import annotations

import os
import pathlib
from pathlib import Path

import pytest
from click.testing import CliRunner

from tfcompat.cli import cli

WRONG = "import tensorflow as tf\n"


@pytest.fixture
def closed(monkeypatch):
    """Close a folder, also for the superuser."""

    def close(folder: Path) -> None:
        stat = os.stat

        def looked(path, *given, **options):
            if not isinstance(path, int) and "dir_fd" not in options and folder in Path(Path.cwd() / path).parents:
                raise PermissionError(13, "Permission denied", os.fspath(path))
            return stat(path, *given, **options)

        monkeypatch.setattr(os, "stat", looked)
        if accessor := getattr(pathlib, "_NormalAccessor", None):  # Python 3.10 keeps a reference
            monkeypatch.setattr(accessor, "stat", staticmethod(looked))

    return close


@pytest.mark.parametrize("options", [["--baseline"], ["--write-baseline", "--baseline"], ["--output"]], ids=" ".join)
@pytest.mark.parametrize("name", ["x" * 300 + ".py", "closed/known.py"], ids=["long", "closed"])
def test_a_name_that_cannot_be_looked_up_is_no_internal_error(options, name, tmp_path, monkeypatch, closed):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text("x = 1\n")
    (tmp_path / "closed").touch()  # so that nobody writes below it
    closed(tmp_path / "closed")
    result = CliRunner().invoke(cli, ["check", *options, name, "a.py"])
    assert result.exit_code == (3 if options == ["--output"] else 2)
    assert "cannot be read (" in result.stderr or "cannot be written (" in result.stderr


@pytest.mark.parametrize("command", [["check"], ["check", "a.py"], ["migrate", "--write", "a.py"], ["check", "-"]])
def test_a_current_folder_below_a_closed_one_is_a_sentence(command, tmp_path, monkeypatch, closed):
    (tmp_path / "closed/here").mkdir(parents=True)
    (tmp_path / "closed/here/a.py").write_text(WRONG)
    monkeypatch.chdir(tmp_path / "closed/here")
    closed(tmp_path / "closed")
    result = CliRunner().invoke(cli, command, input="x = 1\n")
    assert result.exit_code == 2
    assert "cannot be searched for pyproject.toml (permission denied); open the folders above it" in result.stderr


@pytest.mark.parametrize("command", [["check"], ["undo"], ["migrate", "ELSEWHERE"]], ids=" ".join)
def test_a_current_folder_that_is_gone_is_a_sentence(command, tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    (tmp_path / "a.py").write_text(WRONG)
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    result = CliRunner().invoke(cli, [part.replace("ELSEWHERE", str(tmp_path)) for part in command])
    assert result.exit_code == 2
    assert "the current folder does not exist any more; change to another folder" in result.stderr
