"""``tfcompat`` as a process: streams, pipes and terminals, which no in-process runner has."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

OLD = "import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def process(*arguments: str, **kwargs) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-W", "error", "-c", "from tfcompat.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, check=False, **kwargs)


def test_the_process_keeps_streams_and_bytes_apart(folder):
    (folder / "a.py").write_bytes(b"# coding: latin-1\r\n# \xfc\r\n" + OLD.replace("\n", "\r\n").encode())
    done = process("migrate", "a.py")
    assert done.returncode == 1
    assert b"# \xfc\r\n" in done.stdout
    assert b"+import tfcompat\r\n" in done.stdout
    assert b"+import" not in done.stderr


def test_the_package_runs_as_a_module_too():
    done = subprocess.run([sys.executable, "-m", "tfcompat", "--version"], capture_output=True, check=True)
    assert done.stdout.decode().split()[0] == "tfcompat"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are text")
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_file_name_that_is_no_utf_8_goes_through_any_stream(form, folder):
    name = b"n\xff.py"
    (folder / os.fsdecode(name)).write_text(OLD + "y = tf.layers.dense(b=a)\n")
    strict = {**os.environ, "PYTHONIOENCODING": "utf-8:strict", "PYTHONUTF8": "0", "LC_ALL": "C.UTF-8"}
    done = process("migrate", "--format", form, ".", env=strict)
    assert (done.returncode, b"internal error in tfcompat" in done.stderr) == (1, False)
    if form == "json":
        assert os.fsencode(json.loads(done.stdout)["files"][0]["path"]) == name
    else:
        assert b"+++ b/n\xff.py\n" in done.stdout
        assert b"n\\xff.py:3:5: TFC103" in done.stderr


def test_a_closed_pipe_is_quiet(folder):
    (folder / "a.py").write_text(OLD)
    command = [sys.executable, "-c", "from tfcompat.cli import main; main()", "migrate", "a.py"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        child.stdout.close()
        assert (child.stderr.read(), child.wait()) == (b"", 141)


@pytest.mark.parametrize("no_color", ["", "1"])
def test_a_diff_on_a_terminal_has_colours_unless_asked_not_to(no_color, folder):
    pty = pytest.importorskip("pty", reason="a terminal is a Unix thing")
    (folder / "a.py").write_text(OLD.replace("x, 1", "'\x1b[2J', 1"))
    inner, outer = pty.openpty()
    command = [sys.executable, "-c", "from tfcompat.cli import main; main()", "migrate", "a.py"]
    environment = {**os.environ, "NO_COLOR": no_color, "TERM": "xterm"}
    subprocess.run(command, stdout=outer, stderr=subprocess.DEVNULL, env=environment, check=False)
    os.close(outer)
    shown = os.read(inner, 100_000)
    os.close(inner)
    assert (b"\x1b[32m" in shown) is not bool(no_color)
    assert b"\x1b[2J" not in shown
