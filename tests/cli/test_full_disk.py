"""A disk that is full at any moment, or becomes read-only, or closed: nothing is half-written, and `undo` works."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from tfcompat import files
from tfcompat.cli import cli

OLD = "import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, {})\n" + "# a comment of some length\n" * 400
NAMES = [f"{number}.py" for number in range(3)]
PAGE = 4096

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only the superuser of Linux mounts a small disk"
)


def tfcompat(*arguments: str):
    return CliRunner().invoke(cli, list(arguments))


@pytest.fixture
def disk(tmp_path, monkeypatch):
    """A file system of 40 pages, with three files to migrate."""
    place = Path(tempfile.mkdtemp(prefix="tfcompat-disk-"))  # not below tmp_path, which is closed to other users
    place.chmod(0o755)
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={40 * PAGE}", "none", place], check=False)
    if made.returncode:
        pytest.skip("this container may not mount")
    monkeypatch.chdir(place)
    for number, name in enumerate(NAMES):
        (place / name).write_text(OLD.format(number))
    yield place
    monkeypatch.chdir(tmp_path)
    subprocess.run(["umount", "--lazy", place], check=True)
    place.rmdir()


def texts() -> list[str]:
    return [Path(name).read_text() for name in NAMES]


def left_free(pages: int) -> Path:
    """Fill the disk up to some pages."""
    filler = Path("filler")
    free = os.statvfs(".").f_bavail
    filler.write_bytes(b"x" * PAGE * (free - pages))
    assert os.statvfs(".").f_bavail == pages
    return filler


def test_a_disk_that_is_full_at_any_moment_leaves_each_file_whole(disk):
    old = texts()
    assert tfcompat("migrate", "--write", ".").exit_code == 0
    new = texts()
    assert tfcompat("undo").exit_code == 0
    codes, seen = set(), set()
    for pages in range(40):
        if pages > os.statvfs(".").f_bavail:
            break
        filler = left_free(pages)
        result = tfcompat("migrate", "--write", ".")
        now = texts()
        assert all(text in (before, after) for text, before, after in zip(now, old, new, strict=True))
        for name, text, before in zip(NAMES, now, old, strict=True):
            assert ("no space left on device" in result.stderr and text == before) or text != before, name
        assert {path.name for path in disk.iterdir()} <= {*NAMES, "filler", ".tfcompat"}
        journals = [path for path in disk.glob(".tfcompat/journal/*") if path.is_dir()]
        assert all(not path.name.endswith(".part") for path in journals)
        codes.add(result.exit_code)
        seen.add(sum(text in new for text in now))
        if "the journal for undo cannot be written" in result.stderr:
            assert "nothing was changed" in result.stderr
            assert now == old
        undone = tfcompat("undo")
        assert undone.exit_code in ((0, 3) if journals else (2,))
        assert undone.exit_code != 3 or "no space left on device); it is unchanged" in undone.stderr
        filler.unlink()
        if undone.exit_code == 3:
            assert tfcompat("undo").exit_code == 0, "once there is space, the rest is restored"
        assert texts() == old
        tfcompat("undo", "--clean")
    assert codes == {0, 3}
    assert seen >= {0, 3}


def test_a_disk_that_becomes_read_only_in_the_middle_leaves_each_file_whole(disk, monkeypatch):
    old = texts()
    apply, done = files.Run.apply, []

    def then_closed(run, *given, **more):
        if len(done) == 1:
            subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        done.append(1)
        return apply(run, *given, **more)

    monkeypatch.setattr(files.Run, "apply", then_closed)
    result = tfcompat("migrate", "--write", ".")
    assert result.exit_code == 3
    assert result.stderr.count("cannot be written (read-only file system); it is unchanged") == 2
    assert [text == before for text, before in zip(texts(), old, strict=True)] == [False, True, True]
    undone = tfcompat("undo")
    assert undone.exit_code == 3
    assert "read-only file system" in undone.stderr
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    assert tfcompat("undo").exit_code == 0
    assert texts() == old


def test_a_user_who_loses_a_permission_in_the_middle_leaves_each_file_whole(disk, monkeypatch):
    old = texts()
    nobody = 65534
    disk.chmod(0o777)
    for name in NAMES:
        os.chown(name, nobody, os.getegid())
    apply, done = files.Run.apply, []
    tfcompat("migrate", "--write", ".")  # all modules are loaded before this user may not read them
    assert tfcompat("undo").exit_code == 0
    tfcompat("undo", "--clean")

    def then_closed(run, *given, **more):
        if len(done) == 1:
            os.seteuid(0)
            disk.chmod(0o755)
            os.seteuid(nobody)
        done.append(1)
        return apply(run, *given, **more)

    monkeypatch.setattr(files.Run, "apply", then_closed)
    codes = []
    os.seteuid(nobody)
    try:
        result = tfcompat("migrate", "--write", ".")
        codes.append(tfcompat("undo").exit_code)
        os.seteuid(0)
        disk.chmod(0o777)
        os.seteuid(nobody)
        codes.append(tfcompat("undo").exit_code)
    finally:
        os.seteuid(0)
    assert result.exit_code == 3
    assert result.stderr.count("cannot be written (permission denied); it is unchanged") == 2
    assert codes == [3, 0]
    assert texts() == old
