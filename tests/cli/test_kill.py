"""Killed at any step of a write: every file is the old one or the new one, and `undo` brings all back.

The steps are the calls by which a run changes the disk. A child process is killed before the first, before the second,
and so on, until one lives to the end.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from click.testing import CliRunner

from tfcompat.cli import cli

OLD = "import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, {})\n"
NEW = "import tensorflow.compat.v1 as tf\nimport tfcompat\nx = tfcompat.legacy.layers.dense(x, {})\n"
STEPS = ("open", "write", "fsync", "replace", "rename", "mkdir", "unlink", "chmod", "fchmod")
COUNT = 3

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked, which this system has not"),
    # A test runner's own threads only wait, and the child needs none of them.
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]


def tfcompat(*arguments: str):
    return CliRunner().invoke(cli, list(arguments))


def ended_at(step: int, how: signal.Signals, *arguments: str) -> int:
    """Run a command in a child that gets a signal before some step; its status, or its signal as a negative number."""
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background of a shell it is ignored
        passed = 0

        def counted(call):
            def counting(*given, **named):
                nonlocal passed
                passed += 1
                if passed == step:
                    os.kill(os.getpid(), how)
                return call(*given, **named)

            return counting

        for name in STEPS:
            setattr(os, name, counted(getattr(os, name)))
        os._exit(tfcompat(*arguments).exit_code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number in range(COUNT):
        (tmp_path / f"{number}.py").write_text(OLD.format(number))
    tfcompat("migrate", ".")  # all modules are loaded before there are children
    return tmp_path


def states(folder: Path) -> list[str]:
    kinds = {text.format(number): kind for kind, text in (("old", OLD), ("new", NEW)) for number in range(COUNT)}
    return [kinds[(folder / f"{number}.py").read_text()] for number in range(COUNT)]


def put_back(folder: Path) -> None:
    for number in range(COUNT):
        (folder / f"{number}.py").write_text(OLD.format(number))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_ended_leaves_each_file_old_or_new_and_a_journal(how, folder):
    seen = set()
    for step in range(1, 500):
        status = ended_at(step, how, "migrate", "--write", ".")
        found = states(folder)
        seen.add(tuple(found))
        undone = tfcompat("undo")
        assert undone.exit_code == (0 if Path(".tfcompat/journal").exists() and "saved" in undone.output else 2)
        assert states(folder) == ["old"] * COUNT, f"ended at step {step}, undo: {undone.output}"
        assert sorted(path.name for path in folder.iterdir()) == [
            *([".tfcompat"] if Path(".tfcompat").exists() else []),
            *(f"{number}.py" for number in range(COUNT)),
        ]
        if status == 0:
            break
        assert status == (-signal.SIGKILL if how is signal.SIGKILL else 130)
    assert status == 0
    assert seen >= {("old",) * 3, ("new", "old", "old"), ("new", "new", "old"), ("new",) * 3}


def test_an_undo_that_is_killed_can_be_run_again(folder):
    for step in range(1, 500):
        assert tfcompat("migrate", "--write", ".").exit_code == 0
        status = ended_at(step, signal.SIGKILL, "undo")
        assert set(states(folder)) <= {"old", "new"}
        if status == 0:
            break
        tfcompat("undo")
        assert states(folder) == ["old"] * COUNT
        put_back(folder)
    assert status == 0
    assert states(folder) == ["old"] * COUNT
