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
    assert "\n  args: [.]\n" in hook
    assert "\n  pass_filenames: false\n" in hook
    assert "\n  require_serial: true\n" in hook


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_hooks_work_in_a_checkout_with_staged_changes(tmp_path):
    git = ["git", "-c", "user.name=n", "-c", "user.email=n@example.com", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    (tmp_path / "a.py").write_text("import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n")
    subprocess.run([*git, "add", "."], check=True)
    codes = {hook.split()[0]: run(hook, tmp_path) for hook in reversed(HOOKS)}
    assert codes == {"tfcompat-mistakes": 0, "tfcompat-check": 1, "tfcompat-migrate": 0}
    changed = subprocess.run([*git, "diff", "--name-only"], check=True, capture_output=True).stdout
    assert changed == b"a.py\n", "pre-commit fails a hook that changes files"
    assert {run(hook, tmp_path) for hook in HOOKS} == {0}


def run(hook: str, folder: Path) -> int:
    """The exit code of a hook's command, as pre-commit runs it."""
    entry, given = (re.search(rf"\n  {key}: (.*)\n", hook)[1] for key in ("entry", "args"))
    command = [sys.executable, "-m", *shlex.split(entry), *given.strip("[]").split(", ")]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode
