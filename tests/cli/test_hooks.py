"""The published pre-commit hooks look at the whole checkout at once."""

from __future__ import annotations

from pathlib import Path

import pytest

HOOKS = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8").split("- id: ")[1:]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.split()[0])
def test_a_hook_runs_once_over_all_files(hook):
    # With file names, one process would not know what the files of another read from the collection of losses.
    assert "\n  args: [.]\n" in hook
    assert "\n  pass_filenames: false\n" in hook
    assert "\n  require_serial: true\n" in hook
