"""``--write`` in a checkout: refused where git could not tell or take back what is written."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from click.testing import CliRunner

from tfcompat import files
from tfcompat.cli import cli

OLD = "import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=n", "-c", "user.email=n@example.com"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def tfcompat(*arguments: str):
    return CliRunner().invoke(cli, ["migrate", *arguments])


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    git("init")
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text(OLD)
    (tmp_path / "notes.txt").write_text("x\n")
    git("add", ".")
    git("commit", "-m", "x")
    return tmp_path


def refused(result, *words: str) -> None:
    assert result.exit_code == 2
    assert all(word in result.stderr for word in ("nothing was written", "--allow-dirty", *words)), result.stderr


def test_a_clean_checkout_is_written(checkout):
    (checkout / "new.txt").write_text("an untracked file that is none of our business\n")
    assert tfcompat("--write", ".").exit_code == 0
    assert (checkout / "a.py").read_text() != OLD


@pytest.mark.parametrize("staged", [True, False])
@pytest.mark.parametrize("name", ["a.py", "notes.txt"])
def test_a_change_that_is_not_committed_is_refused_wherever_it_is(name, staged, checkout):
    (checkout / name).write_text(OLD + "y = 1\n")
    if staged:
        git("add", ".")
    refused(tfcompat("--write", "a.py", "b.py"), f"uncommitted changes ({name})")
    assert (checkout / "b.py").read_text() == OLD
    assert tfcompat("--write", "--allow-dirty", ".").exit_code == 0
    assert (checkout / "b.py").read_text() != OLD


def test_what_git_does_not_track_is_refused_where_it_would_be_changed(checkout):
    for number in range(7):
        (checkout / f"new{number}.py").write_text(OLD)
    (checkout / ".git/info/exclude").write_text("ignored.py\n")
    (checkout / "ignored.py").write_text(OLD)
    refused(tfcompat("--write", "."), "untracked files that would be changed", "new3.py, new4.py and 2 more")
    refused(tfcompat("--write", "ignored.py"), "(ignored.py)")
    assert tfcompat("--write", "a.py").exit_code == 0


def test_a_second_run_has_nothing_to_write_and_is_not_refused(checkout):
    assert [tfcompat("--write", ".").exit_code for _ in range(2)] == [0, 0]
    (checkout / "b.py").write_text(OLD)
    refused(tfcompat("--write", "."))


def test_a_diff_is_shown_of_any_checkout(checkout):
    (checkout / "a.py").write_text(OLD + "y = 1\n")
    assert tfcompat(".").exit_code == 1


def test_the_journal_makes_no_checkout_dirty_and_undo_works_from_below(checkout, monkeypatch):
    (checkout / "below").mkdir()
    monkeypatch.chdir(checkout / "below")
    assert tfcompat("--write", "..").exit_code == 0
    assert (checkout / ".tfcompat").is_dir()
    assert CliRunner().invoke(cli, ["undo"]).exit_code == 0
    assert subprocess.run(["git", "status", "--porcelain"], capture_output=True, check=True).stdout == b""


def test_git_that_cannot_say_is_no_yes(checkout):
    (checkout / ".git/index").write_bytes(b"damaged")
    result = tfcompat("--write", "a.py")
    refused(result, "cannot tell from git which files are uncommitted in", "index file")
    assert tfcompat("--write", "--allow-dirty", "a.py").exit_code == 0


def test_a_hook_of_another_checkout_does_not_lead_astray(checkout, monkeypatch, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    git("init", str(other))
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    assert [str(found) for found in files.find(["."])] == ["a.py", "b.py"]
    assert tfcompat("--write", ".").exit_code == 0


def test_a_folder_that_git_may_not_open_is_told_of(checkout, monkeypatch):
    git_itself = shutil.which("git")
    stub = checkout / "git"
    warning = "warning: could not open directory 'closed/': Permission denied"
    stub.write_text(f'#!/bin/sh\ncase "$*" in *ls-files*) echo "{warning}" >&2;; esac\nexec {git_itself} "$@"\n')
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", f"{checkout}{os.pathsep}{os.environ['PATH']}")
    result = tfcompat(".")
    assert result.exit_code == 3
    assert "Error: .: cannot be read completely (git: could not open directory 'closed/'" in result.stderr


def test_without_git_the_journal_is_the_way_back(checkout, monkeypatch):
    (checkout / "a.py").write_text(OLD + "y = 1\n")
    monkeypatch.setenv("PATH", "")
    assert tfcompat("--write", ".").exit_code == 0
