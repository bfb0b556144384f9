"""Two runs on one tree: each file is old or new as a whole, and `undo` brings all back."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.work import HANGS

from tfcompat import files
from tfcompat.cli import cli
from tfcompat.files import _journal

OLD = "import tensorflow.compat.v1 as tf\nx = tf.losses.sigmoid_cross_entropy(a, b, {})\n" + "# a comment\n" * 200
COUNT = 12

needs_locks = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no locks of folders")


def tfcompat(*arguments: str):
    return CliRunner().invoke(cli, list(arguments))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number in range(COUNT):
        (tmp_path / f"{number}.py").write_text(OLD.format(number))
    return tmp_path


def result_of(*arguments: str) -> dict[str, str]:
    """What one run alone makes of the files, by name."""
    assert tfcompat("migrate", "--write", *arguments, ".").exit_code in (0, 1)
    made = {path.name: path.read_text() for path in Path.cwd().glob("*.py")}
    assert tfcompat("undo").exit_code == 0
    return made


def at_once(*commands: list[str]) -> list[subprocess.CompletedProcess[str]]:
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tfcompat", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for command in commands
    ]
    ended = [(process, *process.communicate(timeout=HANGS)) for process in started]
    return [subprocess.CompletedProcess(each.args, each.returncode, out, err) for each, out, err in ended]


def test_two_processes_write_each_file_whole_and_undo_brings_all_back(folder):
    kinds = [[], ["--to", "legacy"]]
    made = [result_of(*kind) for kind in kinds]
    assert all(made[0][name] != made[1][name] for name in made[0])
    ended = at_once(*(["migrate", "--write", *kind, "."] for kind in (*kinds, *kinds)))
    for path in folder.glob("*.py"):
        assert path.read_text() in (made[0][path.name], made[1][path.name])
    written = sum("changed (" in one.stderr for one in ended)
    for one in ended:
        assert one.returncode in (0, 1, 3)
        assert (one.returncode == 3) == ("changed during the run and was left unchanged; run again" in one.stderr)
    assert written
    for _ in range(written):
        assert tfcompat("undo").exit_code == 0
    assert {path.name: path.read_text() for path in folder.glob("*.py")} == {
        f"{number}.py": OLD.format(number) for number in range(COUNT)
    }
    assert {path.name for path in folder.iterdir()} == {".tfcompat", *made[0]}


@needs_locks
def test_a_run_waits_for_another_and_writes_only_what_is_as_it_was_read(folder, monkeypatch):
    other = files.Journal(folder)
    other.lock()

    def other_ends(_):
        (folder / "0.py").write_text("mine = 1\n")
        other.__exit__(None, None, None)

    monkeypatch.setattr(_journal.time, "sleep", other_ends)
    result = tfcompat("migrate", "--write", ".")
    assert result.exit_code == 3
    assert result.stderr.count("Error: 0.py: changed during the run and was left unchanged; run again") == 1
    assert f"{COUNT - 1} changed" in result.stderr
    with files.Journal(folder) as journal:
        assert len(journal.load(journal.names()[-1]).changes) == COUNT - 1
    assert tfcompat("undo").exit_code == 0
    assert (folder / "0.py").read_text() == "mine = 1\n"
    assert (folder / "1.py").read_text() == OLD.format(1)


@needs_locks
@pytest.mark.parametrize("command", [("migrate", "--write", "."), ("undo",), ("undo", "--clean")])
def test_a_run_that_does_not_end_is_not_waited_for_forever(command, folder, monkeypatch):
    assert tfcompat("migrate", "--write", "0.py").exit_code in (0, 1)
    before = (folder / "0.py").read_text()
    monkeypatch.setattr(_journal, "_PATIENCE", 0)
    with files.Journal(folder) as other:
        other.lock()
        result = tfcompat(*command)
        assert tfcompat("undo", "--dry-run").exit_code == 1, "what writes nothing does not wait"
    assert result.exit_code == 3
    assert f"{folder}: another tfcompat has been writing here for 0 s; wait until it ends" in result.stderr
    assert (folder / "0.py").read_text() == before
    assert (folder / "1.py").read_text() == OLD.format(1)
    assert tfcompat("undo").exit_code == 0, "the advice works"


@needs_locks
def test_a_file_system_without_locks_stops_nothing(folder, monkeypatch):
    import fcntl

    def none(*_):
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    assert tfcompat("migrate", "--write", "0.py").exit_code in (0, 1)
    assert tfcompat("undo").exit_code == 0


def test_threads_of_one_process_write_each_file_whole(folder):
    """An editor's server and a hook may be one process: a lock is one of the open folder, not of the process."""
    (made,) = {tuple(sorted(result_of().items()))}
    threads = [threading.Thread(target=run_quietly) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tuple(sorted((path.name, path.read_text()) for path in folder.glob("*.py"))) == made


def run_quietly() -> None:
    from tfcompat.cli._run import run
    from tfcompat.cli._run_options import Asked
    from tfcompat.migrate import Options

    run(["."], Asked(options=Options(), write=True))
