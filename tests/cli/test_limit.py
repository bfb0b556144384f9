"""A file that takes too long, or too much of the stack or the memory, is "could not look": the others are handled."""

from __future__ import annotations

import json
import re
import signal
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from tfcompat.cli import _limit, cli
from tfcompat.cli import _plan as planning

OLD = "import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n"
LOSS = "import tensorflow.compat.v1 as tf\nx = tf.losses.sparse_softmax_cross_entropy(a, b)\n"
NOT_CHECKED = "so it was not checked and stays unchanged"
SAID = {
    "time": f"took more than 0.2 s of processor time, {NOT_CHECKED}; raise --time-limit",
    "stack": f"is nested too deeply for Python's stack, {NOT_CHECKED}; split its longest expression",
    "memory": f"needs more memory than there is, {NOT_CHECKED}; run with more memory",
}
# By a timer of the system, and as where there is none.
WAYS = ["timer", "thread"] if hasattr(signal, "setitimer") else ["thread"]


def forever() -> None:
    while True:
        pass


def run_out(how: str) -> None:
    if how == "time":
        forever()
    raise {"stack": RecursionError, "memory": MemoryError}[how]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.py").write_text(OLD)
    (tmp_path / "good.py").write_text(OLD + LOSS)
    return tmp_path


@pytest.fixture(params=WAYS)
def way(request, monkeypatch):
    if request.param == "thread":
        monkeypatch.delattr(signal, "setitimer", raising=False)


def tfcompat(*arguments: str, given: str | None = None):
    return CliRunner().invoke(cli, list(arguments), input=given)


def fails_on_bad(monkeypatch, step: str, how: str) -> None:
    """Let one step of the work on bad.py, and on standard input, run out of something."""
    look = getattr(planning.Look, step)

    def work(self, **given):
        if self.path in ("bad.py", "<stdin>"):
            run_out(how)
        return look(self, **given)

    monkeypatch.setattr(planning.Look, step, work)


@pytest.mark.parametrize("how", SAID)
@pytest.mark.parametrize("command", [("migrate", "--write"), ("check", "--fix", "--select", "TFC1")])
def test_a_file_that_is_not_finished_is_reported_and_the_others_are_handled(command, how, folder, monkeypatch):
    fails_on_bad(monkeypatch, "migrate", how)
    result = tfcompat(*command, "--time-limit", "0.2", ".")
    assert result.exit_code == 3
    assert f"Error: bad.py: {SAID[how]}" in result.stderr
    assert (folder / "bad.py").read_text() == OLD
    assert "tfcompat.legacy.layers.dense" in (folder / "good.py").read_text()


@pytest.mark.parametrize("step", ["loss_readers", "around"])
@pytest.mark.parametrize("how", SAID)
def test_what_cannot_be_asked_of_a_file_counts_as_anything(how, step, folder, monkeypatch):
    (folder / "bad.py").write_text(OLD + "import good\nlogs['loss_softmax']\n")
    fails_on_bad(monkeypatch, step, how)
    result = tfcompat("migrate", "--write", "--time-limit", "0.2", ".")
    assert result.exit_code in (0, 1)
    text = (folder / "good.py").read_text()
    assert "tfcompat.legacy.layers.dense" in text
    if step == "loss_readers":
        assert "tfcompat.legacy.losses.sparse_softmax_cross_entropy" in text, "the collection may be read"


def test_the_cells_of_a_notebook_are_found_in_time_too(folder, monkeypatch):
    (folder / "bad.ipynb").write_text("{}")
    monkeypatch.setattr(planning.Look, "python", property(lambda self: forever() if "ipynb" in self.path else self.raw))
    result = tfcompat("migrate", "--write", "--time-limit", "0.2", ".")
    assert result.exit_code == 3
    assert f"Error: bad.ipynb: {SAID['time']}" in result.stderr
    assert "tfcompat.legacy" in (folder / "good.py").read_text()


@pytest.mark.parametrize("how", SAID)
def test_standard_input_comes_back_as_it_was(how, folder, monkeypatch):
    fails_on_bad(monkeypatch, "migrate", how)
    result = tfcompat("migrate", "--time-limit", "0.2", "-", given=OLD)
    assert (result.exit_code, result.stdout) == (3, OLD)
    assert f"Error: <stdin>: {SAID[how]}" in result.stderr


def test_it_is_not_what_an_option_about_other_languages_ignores(folder, monkeypatch):
    fails_on_bad(monkeypatch, "migrate", "time")
    result = tfcompat("migrate", "--exit-zero-on-unreadable", "--time-limit", "0.2", "--format", "json", ".")
    (problem,) = json.loads(result.stdout)["problems"]
    assert result.exit_code == 3
    assert problem["path"] == "bad.py"
    assert not problem["internal"]


@pytest.mark.parametrize("seconds", ["nan", "inf", "-inf", "1e400", "1e12", "-1", "x"])
@pytest.mark.parametrize("command", ["migrate", "check"])
def test_a_limit_that_is_no_number_of_seconds_is_a_usage_error(command, seconds, folder):
    result = tfcompat(command, f"--time-limit={seconds}", "good.py")
    assert result.exit_code == 2
    said = (
        f"Invalid value for '--time-limit': '{seconds}' is not a number of seconds from 0 to 1,000,000; write 0 for no"
    )
    assert said in " ".join(result.stderr.split())


@pytest.mark.parametrize("seconds", ["0", "0.5e2", "1000000"])
def test_a_limit_that_is_a_number_of_seconds_is_taken(seconds, folder):
    assert tfcompat("migrate", f"--time-limit={seconds}", "good.py").exit_code == 1


def test_worker_processes_have_the_limit_too(folder):
    # So short that no file is finished; the files are many, because a few are not given to several processes.
    for number in range(20):
        (folder / f"{number}.py").write_text(OLD * 500)
    result = tfcompat("migrate", "--jobs", "2", "--time-limit", "0.000001", *(f"{number}.py" for number in range(20)))
    assert result.exit_code == 3
    assert result.stderr.count(f"of processor time, {NOT_CHECKED}") == 20


def test_a_loop_is_interrupted(way):
    with pytest.raises(_limit.TooLongError), _limit.limited(0.05):
        forever()


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="without a timer, only its end is seen")
def test_a_regular_expression_is_interrupted():
    with pytest.raises(_limit.TooLongError), _limit.limited(0.05):
        re.match(r"(a*)*b", "a" * 40)


def test_a_handler_of_exceptions_does_not_stop_it(way):
    def careless():
        try:
            forever()
        except Exception:  # noqa: BLE001 - what this is about
            pytest.fail("it was taken for an error of the file")

    with pytest.raises(_limit.TooLongError), _limit.limited(0.05):
        careless()


def test_what_is_fast_leaves_no_trace(way):
    before = signal.getsignal(signal.SIGINT), getattr(signal, "SIGVTALRM", None) and signal.getsignal(signal.SIGVTALRM)
    for _ in range(3):
        with _limit.limited(0.05):
            pass
    end = time.process_time() + 0.2
    while time.process_time() < end:
        pass
    assert before[0] is signal.getsignal(signal.SIGINT)
    assert before[1] == (getattr(signal, "SIGVTALRM", None) and signal.getsignal(signal.SIGVTALRM))


def test_an_interrupt_of_the_user_is_still_one(way):
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a process in the background ignores it
    try:
        with pytest.raises(KeyboardInterrupt), _limit.limited(60):
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("seconds", [0, 60])
def test_in_another_thread_and_without_a_limit_nothing_is_interrupted(seconds):
    done = []

    def work():
        with _limit.limited(seconds):
            done.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    with _limit.limited(0):
        done.append(signal.getsignal(signal.SIGINT))
    assert done[0] is done[1]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="a regular expression is only interrupted by a timer")
def test_patterns_that_take_forever_are_a_sentence(folder):
    name = "a" * 120 + ".py"
    (folder / name).write_text(OLD)
    Path("pyproject.toml").write_text(f"[tool.tfcompat]\nexclude = ['{'*a' * 30}b']\n")
    result = tfcompat("migrate", "--time-limit", "0.2", ".")
    assert result.exit_code == 2
    assert f"in the settings, took more than 0.2 s for '{name}'; write them with fewer stars" in result.stderr


@pytest.mark.parametrize("how", SAID)
def test_the_language_server_stays_and_says_so(how, monkeypatch):
    pytest.importorskip("pygls", reason="the extra is not installed")
    from tfcompat.cli import _language_server as language_server
    from tfcompat.cli._run_options import Asked
    from tfcompat.migrate import Options

    said = []
    monkeypatch.setattr(language_server, "migrate_file", lambda *_, **given: run_out(how))
    monkeypatch.setattr(language_server.server, "window_log_message", lambda params: said.append(params.message))
    done = language_server._migrated(OLD.encode(), "bad.py", Asked(options=Options(), time_limit=0.2))
    assert not done.analysed
    assert done.after == OLD.encode()
    assert [message.startswith(f"bad.py: {SAID[how]}") for message in said] == [True]
