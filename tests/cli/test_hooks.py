"""The published pre-commit hooks look at the whole checkout at once."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOOKS = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8").split("- id: ")[1:]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.split()[0])
def test_a_hook_runs_once_over_all_files(hook):
    # With file names, one process would not know what the files of another read from the collection of losses.
    assert re.search(r"\n  args: \[(?:--write, --allow-dirty, )?\.\]\n", hook)
    assert "\n  pass_filenames: false\n" in hook
    assert "\n  require_serial: true\n" in hook


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_hooks_work_in_a_checkout_with_staged_changes(tmp_path):
    git = ["git", "-c", "user.name=n", "-c", "user.email=n@example.com", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    (tmp_path / "a.py").write_text("import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n")
    subprocess.run([*git, "add", "."], check=True)
    codes = {hook.split()[0]: run(hook, tmp_path) for hook in HOOKS}
    assert codes == {"tfcompat-check": 0, "tfcompat-migrate": 0}
    changed = subprocess.run([*git, "diff", "--name-only"], check=True, capture_output=True).stdout
    assert changed == b"a.py\n", "pre-commit fails a hook that changes files"
    assert {run(hook, tmp_path) for hook in HOOKS} == {0}


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.split()[0])
def test_a_hook_is_named_as_what_it_runs(hook):
    name, entry = re.match(r"(\S+)\n  name: (.*)\n", hook).groups()
    assert f"\n  entry: {entry}\n" in hook
    assert name == entry.replace(" ", "-")


def test_with_the_arguments_that_the_page_shows_a_hook_writes_nothing(tmp_path):
    (tmp_path / "a.py").write_text(text := "import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n")
    page = (Path(__file__).parents[2] / "docs/ci.md").read_text(encoding="utf-8")
    name, given = re.search(r"- id: (\S+)\n +args: (\[.*\])  #", page).groups()
    hook = next(hook for hook in HOOKS if hook.split()[0] == name)
    assert run(re.sub(r"args: .*", f"args: {given}", hook), tmp_path) == 1
    assert (tmp_path / "a.py").read_text() == text


def run(hook: str, folder: Path) -> int:
    """The exit code of a hook's command, as pre-commit runs it."""
    entry, given = (re.search(rf"\n  {key}: (.*)\n", hook)[1] for key in ("entry", "args"))
    command = [sys.executable, "-m", *shlex.split(entry), *given.strip("[]").split(", ")]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode
