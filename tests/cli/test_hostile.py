"""Files and folders that stand in the way: none is damaged, none hangs the run, and each is told of."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tfcompat import files
from tfcompat.cli import cli
from tfcompat.files._folder import Folder

HEAD = "import tensorflow.compat.v1 as tf\n"
OLD = HEAD + "x = tf.layers.dense(x, 1)\n"
NEW = HEAD + "import tfcompat\nx = tfcompat.legacy.layers.dense(x, 1)\n"

UNUSUAL = {
    "crlf": OLD.replace("\n", "\r\n").encode(),
    "mixed": b"# a\r\n# b\n" + OLD.encode(),
    "form feed": b"\x0c\n" + OLD.replace("x =", "\x0c\nx =").encode(),
    "tabs": HEAD.encode() + b"if 1:\n\tx = tf.layers.dense(x, 1)\n",
    "no final newline": OLD.rstrip("\n").encode(),
    "mark": b"\xef\xbb\xbf" + OLD.encode(),
    "latin-1": b"# coding: latin-1\n# \xe9\n" + OLD.encode(),
    "emacs": b"#!/usr/bin/python\n# -*- coding: cp1252 -*-\n# \x80\n" + OLD.encode(),
    "shift_jis": "# coding: shift_jis\n# \u30bd\n".encode("shift_jis") + OLD.encode(),
    "long line": OLD.encode() + b"y = '" + b"a" * 1_000_000 + b"'\n",
    "long line before": b"y = [" + b"1, " * 300_000 + b"]; z = 1\n" + OLD.encode(),
    "ten megabytes": OLD.encode() + (b"# " + b"a line of a comment, once more, " * 10 + b"\n") * 32_000,
    "deep": OLD.encode() + b"y = " + b"(" * 3_000 + b"1" + b")" * 3_000 + b"\n",
    "deep lists": OLD.encode() + b"y = " + b"[" * 3_000 + b"]" * 3_000 + b"\n",
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.py").write_text(OLD)
    return tmp_path


def written(*arguments: str):
    """Write into the folder; whatever else is there, the good file is migrated."""
    result = CliRunner().invoke(cli, ["migrate", "--write", *(arguments or ["."])])
    assert Path("good.py").read_text() == NEW
    return result


def attributes_work(folder: Path) -> bool:
    try:
        os.setxattr(folder / "good.py", "user.tfcompat", b"x")
    except (AttributeError, OSError):
        return False
    return True


@pytest.mark.parametrize("name", UNUSUAL)
def test_unusual_text_is_migrated_and_every_other_byte_stays(name, folder):
    raw = UNUSUAL[name]
    (folder / "odd.py").write_bytes(raw)
    assert written().exit_code == 0
    after = (folder / "odd.py").read_bytes()
    newline = b"\r\n" if raw.find(b"\r\n") == raw.find(b"\n") - 1 else b"\n"
    added = b"import tfcompat" + newline
    assert added in after
    assert after.replace(added, b"", 1).replace(b"tfcompat.legacy.layers", b"tf.layers") == raw


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (OLD.encode("utf-16"), "TFC901 is UTF-16, which Python does not read; save it as UTF-8"),
        (OLD.encode("utf-16-le"), "TFC901 contains a NUL byte"),
        (OLD.encode("utf-32"), "TFC901 is UTF-32"),
        (b"x = '\0'\n", "TFC901 contains a NUL byte"),
        (b"# coding: latin-1\n# coding\n\xff(\n", "TFC900 is not Python"),
        (b"# coding: nothing-of-the-kind\n", "TFC901 names an encoding that does not work"),
        (b"\xef\xbb\xbf# coding: latin-1\n", "TFC901 names an encoding that does not work"),
    ],
)
def test_text_that_cannot_be_trusted_is_refused_and_stays(raw, said, folder):
    (folder / "odd.py").write_bytes(raw)
    result = written()
    assert result.exit_code == 3
    assert f"Error: odd.py: line 1: {said}" in result.stderr or f"{said}" in result.stderr
    assert (folder / "odd.py").read_bytes() == raw


def test_an_empty_file_stays_empty(folder):
    (folder / "empty.py").write_bytes(b"")
    assert written().exit_code == 0
    assert (folder / "empty.py").read_bytes() == b""


def test_a_pipe_does_not_hang_the_run(folder):
    os.mkfifo(folder / "pipe.py")
    result = written()
    assert result.exit_code == 3
    assert "Error: pipe.py: is not a regular file" in result.stderr
    assert stat.S_ISFIFO((folder / "pipe.py").stat().st_mode)


def test_a_file_that_becomes_a_pipe_while_it_is_opened_does_not_hang_the_run(folder, monkeypatch):
    path = folder / "odd.py"
    path.write_text(OLD)
    look = Path.stat

    def swapped(this, **given):
        status = look(this, **given)
        if this == path and stat.S_ISREG(status.st_mode):
            path.unlink()
            os.mkfifo(path)
        return status

    monkeypatch.setattr(Path, "stat", swapped)
    with pytest.raises(files.FileError, match="is not a regular file"):
        files.read(path)


def test_links_are_followed_inside_the_given_paths_and_kept(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "a.py"
    outside.write_text(OLD)
    for name in ("in", "b"):
        (folder / name).mkdir()
    (folder / "in/out.py").symlink_to(outside)
    (folder / "in/loop.py").symlink_to("loop.py")
    (folder / "in/again").symlink_to("..")
    (folder / "in/good.py").symlink_to("../good.py")
    (folder / "b/target.py").write_text(OLD)
    (folder / "in/target.py").symlink_to("../b/target.py")
    result = written("in", "good.py", "b")
    assert result.exit_code == 3
    lines = sorted(line for line in result.stderr.splitlines() if line.startswith("Error"))
    assert lines == ["Error: in/out.py: is a link that leads outside in; name its target to include it"]
    assert "1 broken link skipped (in/loop.py)" in result.stderr
    assert outside.read_text() == OLD
    assert (folder / "b/target.py").read_text() == NEW
    assert (folder / "in/target.py").is_symlink()


def test_a_file_that_changes_while_the_run_goes_on_is_not_overwritten(folder, monkeypatch):
    (folder / "odd.py").write_text(OLD)
    begin = files.Journal.begin

    def slow(journal, changes, **given):
        (folder / "odd.py").write_text("mine = 1\n")
        return begin(journal, changes, **given)

    monkeypatch.setattr(files.Journal, "begin", slow)
    result = written()
    assert result.exit_code == 3
    assert "Error: odd.py: changed during the run and was left unchanged; run again" in result.stderr
    assert (folder / "odd.py").read_text() == "mine = 1\n"


@pytest.mark.parametrize("then", ["write", "unlink"])
def test_a_file_that_changes_while_the_new_one_is_written_is_not_overwritten(then, folder, monkeypatch):
    path = folder / "good.py"
    old, sync = files.read(path), os.fsync

    def slow(handle):
        path.write_text("mine = 1\n") if then == "write" else path.unlink()
        sync(handle)

    monkeypatch.setattr(os, "fsync", slow)
    with pytest.raises(files.FileError, match="changed during the run"):
        files.replace(old, b"new = 1\n")
    assert [file.read_text() for file in folder.iterdir()] == ["mine = 1\n"] * (then == "write")


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(30, "Read-only file system")])
def test_a_folder_that_may_not_be_written_to_stops_no_other(error, folder, monkeypatch):
    (folder / "closed").mkdir()
    (folder / "closed/a.py").write_text(OLD)
    create = Folder.create

    def closed(place, name):
        if place.path.name == "closed":
            raise error
        return create(place, name)

    monkeypatch.setattr(Folder, "create", closed)
    result = written()
    assert result.exit_code == 3
    assert f"Error: closed/a.py: cannot be written ({error.strerror.lower()}); it is unchanged" in result.stderr
    assert (folder / "closed/a.py").read_text() == OLD


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_folders_that_are_really_closed_are_told_of(folder):
    for name, mode in (("unreadable", 0o000), ("unwritable", 0o555)):
        (folder / name).mkdir()
        (folder / name / "a.py").write_text(OLD)
        (folder / name).chmod(mode)
    result = written()
    for name in ("unreadable", "unwritable"):
        (folder / name).chmod(0o755)
        assert (folder / name / "a.py").read_text() == OLD
        assert name in result.stderr
    assert result.exit_code == 3


def test_attributes_are_kept(folder):
    if not attributes_work(folder):
        pytest.skip("this file system has no extended attributes")
    written()
    assert os.getxattr(folder / "good.py", "user.tfcompat") == b"x"


@pytest.mark.skipif(not hasattr(os, "listxattr"), reason="extended attributes are a Linux thing")
def test_attributes_that_cannot_be_given_stop_nothing_and_other_errors_do(folder, monkeypatch):
    def failing(number):
        def fail(*_):
            raise OSError(number, os.strerror(number))

        return fail

    monkeypatch.setattr(os, "listxattr", lambda _: ["user.a"])
    monkeypatch.setattr(os, "getxattr", lambda *_: b"")
    monkeypatch.setattr(os, "setxattr", failing(28))
    with pytest.raises(files.FileError, match="no space left on device"):
        files.replace(files.read(folder / "good.py"), b"")
    monkeypatch.setattr(os, "setxattr", failing(95))
    assert written().exit_code == 0


def test_a_name_as_long_as_a_name_can_be_is_written(folder):
    name = "a" * 252 + ".py"
    (folder / name).write_text(OLD)
    assert written().exit_code == 0
    assert (folder / name).read_text() == NEW


def test_names_that_are_code_or_commands_are_names(folder):
    names = ["<script>.py", "$(touch x).py", "a b.py", "-rf.py", "n\nl.py", "'\".py"]
    for name in names:
        (folder / name).write_text(OLD)
    assert written().exit_code == 0
    assert all((folder / name).read_text() == NEW for name in names)
    read = json.loads(CliRunner().invoke(cli, ["migrate", "--format", "json", "."]).stdout)
    assert {file["path"] for file in read["files"]} == {"good.py", *names}


def test_a_limit_of_memory_or_files_is_a_sentence(folder):
    resource = pytest.importorskip("resource", reason="limits are a Unix thing")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    (folder / "big.py").write_text(OLD + "# comment\n" * 100_000)
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, {hard}));"
        "from tfcompat.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code, "migrate", "--write", "."], capture_output=True, check=False)
    assert done.returncode == 3
    assert b"the journal for undo cannot be written (file too large); nothing was changed" in done.stderr
    assert (folder / "good.py").read_text() == OLD
    assert soft == resource.getrlimit(resource.RLIMIT_FSIZE)[0]
