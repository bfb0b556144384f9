"""Where the diff of a run applies: git takes it as it is, in the folder that the run names."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from click.testing import CliRunner

from tfcompat.cli import cli

OLD = "import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n"
WHERE = re.compile(r"the names in the diff are relative to (.*)\n")

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A current folder with a file in it, and one beside it."""
    for name in ("in", "beside"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.py").write_text(OLD)
    (tmp_path / "b.py").write_text(OLD)
    monkeypatch.chdir(tmp_path / "in")
    return tmp_path


@pytest.mark.parametrize("checkout", [True, False])
@pytest.mark.parametrize(
    ("paths", "files"),
    [
        (["a.py"], ["in/a.py"]),
        (["../in/a.py"], ["in/a.py"]),
        (["../b.py"], ["b.py"]),
        (["../beside", "a.py"], ["beside/a.py", "in/a.py"]),
        ([".."], ["b.py", "beside/a.py", "in/a.py"]),
        (["{}/beside/a.py"], ["beside/a.py"]),
        (["link/../b.py"], ["b.py"]),
    ],
)
def test_git_applies_the_diff_where_the_run_says(paths, files, checkout, folder):
    (folder / "in/link").symlink_to(folder / "beside")
    if checkout:
        subprocess.run(["git", "init", "--quiet", ".."], check=True)
    result = CliRunner().invoke(cli, ["migrate", *(path.format(folder) for path in paths)])
    said = WHERE.search(result.stderr)
    place = said[1] if said else folder / "in"
    subprocess.run(["git", "apply", "-"], input=result.stdout_bytes, cwd=place, check=True)
    changed = [name for name in ("b.py", "beside/a.py", "in/a.py") if (folder / name).read_text() != OLD]
    assert changed == files


def test_nothing_is_said_where_the_diff_applies_here(folder):
    assert not WHERE.search(CliRunner().invoke(cli, ["migrate", "a.py"]).stderr)


def test_outside_the_checkout_is_named_as_git_sees_it(folder):
    subprocess.run(["git", "init", "--quiet", ".."], check=True)
    result = CliRunner().invoke(cli, ["migrate", "../beside/a.py"])
    assert result.stdout.startswith("--- a/beside/a.py\n+++ b/beside/a.py\n")
    assert WHERE.search(result.stderr)[1] == str(folder)
