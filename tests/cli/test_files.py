"""Finding, reading and replacing files: whatever is in a folder, and whatever goes wrong on the way."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess

import pytest
from support.work import grows_at_most

from tfcompat.files import FileError, Snapshot, find, lacking, read, replace


def found(*names) -> tuple[list[str], list[str]]:
    """Paths and errors."""
    every = list(find([str(name) for name in names]))
    return [str(f) for f in every if not isinstance(f, FileError)], [str(f) for f in every if isinstance(f, FileError)]


def tree(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x = 1\n")
    return folder


def test_a_folder_is_its_python_files_without_what_is_installed_or_hidden(tmp_path, monkeypatch):
    monkeypatch.chdir(
        tree(tmp_path, "b.py", "a/c.pyw", "d.txt", "e.pyi", ".venv/f.py", "__pycache__/g.py", "venv/h.py")
    )
    assert found(".") == (["a/c.pyw", "b.py"], [])


def test_in_a_checkout_git_says_which_files_count(tmp_path, monkeypatch):
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    monkeypatch.chdir(tree(tmp_path, "a.py", "ignored.py", "env/b.py", "out/c.py", ".hidden/d.py", "gone.py"))
    (tmp_path / ".gitignore").write_text("ignored.py\nout/\n")
    subprocess.run(["git", "init", "--quiet"], check=True)
    subprocess.run(["git", "add", "gone.py"], check=True)
    (tmp_path / "gone.py").unlink()
    assert found(".") == ([".hidden/d.py", "a.py", "env/b.py"], [])
    assert found("env") == (["env/b.py"], [])
    assert found("out") == (["out/c.py"], []), "a folder that git ignores was named all the same"
    assert found("ignored.py") == (["ignored.py"], [])


def test_a_repository_inside_a_repository_is_looked_into(tmp_path, monkeypatch):
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    monkeypatch.chdir(tree(tmp_path, "a.py", "inner/b.py"))
    for folder in (".", "inner"):
        subprocess.run(["git", "init", "--quiet", folder], check=True)
    assert found(".") == (["a.py", "inner/b.py"], [])


def test_a_file_is_taken_once_and_as_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tree(tmp_path, "script", "a.py"))
    (tmp_path / "link.py").symlink_to("a.py")
    assert found("script", "a.py", ".", "link.py") == (["script", "a.py"], [])


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("missing.py", "missing.py: does not exist; name a Python file or a folder"),
        ("dangling.py", "dangling.py: is a broken link"),
        ("empty", "empty: contains no Python files (searched for .py, .pyw, .ipynb)"),
    ],
)
def test_a_path_that_leads_to_nothing_says_so(name, sentence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "dangling.py").symlink_to("nowhere.py")
    paths, errors = found(name)
    assert paths == []
    assert len(errors) == 1
    assert errors[0].startswith(sentence)


def test_a_link_that_leads_out_of_the_folder_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tree(tmp_path, "outside.py", "in/a.py"))
    (tmp_path / "in/link.py").symlink_to("../outside.py")
    (tmp_path / "in/loop").symlink_to(".")
    paths, (error,) = found("in")
    assert paths == ["in/a.py"]
    assert error == "in/link.py: is a link that leads outside in; name its target to include it"


def test_what_is_no_regular_file_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe.py")
    with pytest.raises(FileError, match=r"pipe\.py: is not a regular file"):
        read(tmp_path / "pipe.py")


def test_a_file_that_cannot_be_read_says_why(tmp_path, monkeypatch):
    path = tree(tmp_path, "a.py") / "a.py"

    def denied(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    with pytest.raises(FileError, match=r"a\.py: cannot be read \(permission denied\)"):
        read(path)


def test_a_folder_that_cannot_be_looked_into_says_why(tmp_path, monkeypatch):
    def walk(folder, onerror):
        onerror(PermissionError(13, "Permission denied", f"{folder}/secret"))
        return iter(())

    monkeypatch.setattr(os, "walk", walk)
    assert found(tmp_path) == ([], [f"{tmp_path}/secret: cannot be opened (permission denied)"])


def test_replacing_keeps_the_mode_and_leaves_nothing_behind(tmp_path):
    path = tree(tmp_path, "a.py") / "a.py"
    path.chmod(0o754)
    replace(read(path), b"y = 2\n")
    assert path.read_bytes() == b"y = 2\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o754
    assert [path.name for path in tmp_path.iterdir()] == ["a.py"]


def test_a_link_stays_a_link(tmp_path):
    tree(tmp_path, "real/a.py")
    link = tmp_path / "link.py"
    link.symlink_to("real/a.py")
    replace(read(link), b"y = 2\n")
    assert link.is_symlink()
    assert (tmp_path / "real/a.py").read_bytes() == b"y = 2\n"


def test_a_file_that_changed_meanwhile_stays_as_it_is(tmp_path):
    path = tree(tmp_path, "a.py") / "a.py"
    old = read(path)
    path.write_text("mine = 1\n")
    with pytest.raises(FileError, match="changed during the run and was left unchanged; run again"):
        replace(old, b"y = 2\n")
    assert path.read_text() == "mine = 1\n"


def test_a_read_only_file_stays_as_it_is(tmp_path):
    path = tree(tmp_path, "a.py") / "a.py"
    path.chmod(0o444)
    with pytest.raises(FileError, match="is read-only and stays unchanged; make it writable first"):
        replace(read(path), b"y = 2\n")
    assert path.read_text() == "x = 1\n"


@pytest.mark.parametrize("step", ["fsync", "fchmod", "fchown"])
def test_a_failure_on_the_way_leaves_the_old_file_and_nothing_else(step, tmp_path, monkeypatch):
    path = tree(tmp_path, "a.py") / "a.py"
    old = read(path)
    if step == "fchown":
        other = list(old.status)
        other[stat.ST_UID] += 1
        old = Snapshot(old.path, old.real, old.raw, os.stat_result(other))

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(FileError, match=r"cannot be written \(no space left on device\); it is unchanged"):
        replace(old, b"y = 2\n")
    assert path.read_text() == "x = 1\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.py"]


def test_an_interrupt_on_the_way_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tree(tmp_path, "a.py") / "a.py"

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace(read(path), b"y = 2\n")
    assert path.read_text() == "x = 1\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.py"]


@pytest.mark.parametrize("blank", ["\n", "\r\n", " \n\t\n", "[\n"])
def test_a_list_of_requirements_takes_time_that_grows_with_its_length(blank, tmp_path):
    def look(lines: int) -> None:
        text = f"{blank * lines}x\n[tool.tfcompat]\ntensorflow<2 # tfcompat\n"
        (tmp_path / "requirements.txt").write_bytes(text.encode())
        (lack,) = lacking([tmp_path / "a.py"])
        assert (lack.names_us, lack.old) == (False, "tensorflow<2")

    assert grows_at_most(30, lambda: look(1_500), lambda: look(12_000))
