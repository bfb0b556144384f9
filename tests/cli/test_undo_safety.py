"""``tfcompat undo`` under attack: it stays in its folder, and trusts the user's own journal alone."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tfcompat import files
from tfcompat.cli import cli
from tfcompat.files._folder import Folder

if TYPE_CHECKING:
    from pathlib import Path

OLD = "import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n"
PRECIOUS, EVIL = "precious = 1\n", "evil = 1\n"
NAME = "20260101T000000.000000000-1"

needs_modes = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there are owners and modes to look at")


def tfcompat(*arguments: str):
    return CliRunner().invoke(cli, list(arguments))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def plant(home: Path, name: str, *, mode: int = 0o700) -> Path:
    """A journal as one of ours would be, which puts EVIL where PRECIOUS is."""
    run = home / ".tfcompat/journal" / NAME
    run.mkdir(parents=True)
    (run / "0").write_text(EVIL)
    listed = {"path": name, "before": digest(EVIL), "after": digest(PRECIOUS)}
    (run / "run.json").write_text(json.dumps({"schema_version": 2, "files": [listed]}))
    for path in (run, run.parent, run.parent.parent):
        path.chmod(mode)
    for path in run.iterdir():
        path.chmod(mode & 0o666)
    return run


@pytest.fixture
def shared(tmp_path):
    """A folder with something precious in it, and beside it."""
    (tmp_path / "precious.py").write_text(PRECIOUS)
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / "precious.py").write_text(PRECIOUS)
    return folder


def untouched(shared: Path) -> bool:
    return all((folder / "precious.py").read_text() == PRECIOUS for folder in (shared, shared.parent))


def test_a_planted_journal_would_work_if_nothing_were_wrong_with_it(shared, monkeypatch):
    plant(shared, "precious.py")
    monkeypatch.chdir(shared)
    assert tfcompat("undo").exit_code == 0
    assert (shared / "precious.py").read_text() == EVIL


@pytest.mark.parametrize("checkout", [False, True])
def test_a_journal_outside_is_not_taken_and_both_places_are_named(checkout, shared, monkeypatch):
    plant(shared, "precious.py")
    inner = shared / "repo/below"
    inner.mkdir(parents=True)
    if checkout:
        subprocess.run(["git", "init", "-q", shared / "repo"], check=True)
    monkeypatch.chdir(inner)
    result = tfcompat("undo")
    assert result.exit_code == 2
    looked_in = (shared / "repo" if checkout else inner) / ".tfcompat/journal"
    assert f"nothing to undo: there is no run in {looked_in} (" in result.stderr
    assert f"{shared} has a journal: `tfcompat undo {shared}` uses that" in result.stderr
    assert untouched(shared)
    assert tfcompat("undo", str(shared)).exit_code == 0
    assert (shared / "precious.py").read_text() == EVIL


def test_a_refused_run_leaves_another_project_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text(OLD)
    tfcompat("migrate", "--write", "a.py")
    new = (tmp_path / "a.py").read_text()
    repository = tmp_path / "repo"
    subprocess.run(["git", "init", "-q", repository], check=True)
    (repository / "b.py").write_text(OLD)
    monkeypatch.chdir(repository)
    assert tfcompat("migrate", "--write", "b.py").exit_code == 2
    assert tfcompat("undo").exit_code == 2
    assert (tmp_path / "a.py").read_text() == new


@needs_modes
@pytest.mark.parametrize("what", [".tfcompat", ".tfcompat/journal", f".tfcompat/journal/{NAME}", "run.json", "0"])
def test_what_belongs_to_another_user_is_not_taken(what, shared, monkeypatch):
    run = plant(shared, "precious.py")
    theirs = run / what if what in ("run.json", "0") else shared / what
    if os.geteuid() == 0:
        os.chown(theirs, 12345, 12345)
    else:
        pytest.skip("only the superuser gives files away; the next test has another way")
    monkeypatch.chdir(shared)
    for arguments in ([], ["--dry-run"], ["--list"]) if what != "0" else ([],):
        result = tfcompat("undo", *arguments)
        assert result.exit_code == 3
        assert f"{theirs}: belongs to another user (uid 12345), but a journal is only used if" in result.stderr
    assert untouched(shared)


@needs_modes
def test_a_journal_of_one_user_is_not_anothers(shared, monkeypatch):
    plant(shared, "precious.py")
    own = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    monkeypatch.chdir(shared)
    for arguments in (["undo"], ["undo", "--clean"], ["undo", "--list"]):
        result = tfcompat(*arguments)
        assert result.exit_code == 3
        assert f"belongs to another user (uid {own})" in result.stderr
        assert "remove it, or run as its owner" in result.stderr
    assert untouched(shared)
    assert (shared / ".tfcompat/journal" / NAME / "0").exists()


@needs_modes
def test_nothing_is_put_into_a_journal_of_another_user(shared, monkeypatch):
    plant(shared, "precious.py")
    (shared / "a.py").write_text(OLD)
    own = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    monkeypatch.chdir(shared)
    result = tfcompat("migrate", "--write", "a.py")
    assert result.exit_code == 3
    assert "remove it, or run as its owner; nothing was changed" in result.stderr
    assert (shared / "a.py").read_text() == OLD


@needs_modes
@pytest.mark.parametrize("mode", [0o755, 0o770, 0o777, 0o705])
def test_what_others_may_write_or_came_with_a_clone_is_not_taken_until_it_is_closed(mode, shared, monkeypatch):
    plant(shared, "precious.py", mode=mode)
    monkeypatch.chdir(shared)
    result = tfcompat("undo")
    assert result.exit_code == 3
    assert f"{shared}/.tfcompat: is open to other users (mode {mode:04o})" in result.stderr
    assert untouched(shared)
    advice = "chmod -R go= .tfcompat"
    assert advice in result.stderr
    subprocess.run(advice.split(), check=True)
    assert tfcompat("undo").exit_code == 0


@needs_modes
@pytest.mark.parametrize("what", ["run.json", "0"])
def test_a_file_of_the_journal_that_others_may_write_is_not_taken(what, shared, monkeypatch):
    (plant(shared, "precious.py") / what).chmod(0o666)
    monkeypatch.chdir(shared)
    result = tfcompat("undo")
    assert result.exit_code == 3
    assert f"/{what}: is open to other users (mode 0666)" in result.stderr
    assert untouched(shared)


@needs_modes
def test_a_file_system_that_keeps_no_modes_has_a_way_back(shared, monkeypatch):
    plant(shared, "precious.py", mode=0o777)
    create = Folder.create

    def open_to_all(folder, name):
        handle = create(folder, name)
        os.fchmod(handle, 0o777)
        return handle

    monkeypatch.setattr(Folder, "create", open_to_all)
    monkeypatch.chdir(shared)
    assert tfcompat("undo").exit_code == 0
    assert (shared / "precious.py").read_text() == EVIL
    assert [path.name for path in (shared / ".tfcompat").iterdir()] == ["journal"]


def test_a_journal_that_was_committed_is_not_taken(tmp_path, monkeypatch):
    source, clone = tmp_path / "source", tmp_path / "clone"
    plant(source, "precious.py")
    (source / "precious.py").write_text(PRECIOUS)
    git = ["git", "-C", str(source), "-c", "user.name=x", "-c", "user.email=x@example.com"]
    subprocess.run(["git", "init", "-q", source], check=True)
    subprocess.run([*git, "add", "-f", "."], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "x"], check=True)
    subprocess.run(["git", "clone", "-q", source, clone], check=True, umask=0o022)
    monkeypatch.chdir(clone)
    result = tfcompat("undo")
    assert result.exit_code == 3
    assert "is open to other users (mode 0755)" in result.stderr
    assert (clone / "precious.py").read_text() == PRECIOUS


@pytest.mark.parametrize(
    "name",
    [
        "{}/precious.py",
        "../precious.py",
        "below/../../precious.py",
        "./precious.py",
        "below//precious.py",
        "",
        "..",
        "precious.py\0",
        ".git/config",
        "below/.GIT/hooks/pre-commit",
        ".tfcompat/journal/run.json",
    ],
)
def test_a_path_that_no_run_can_have_written_is_refused(name, shared, monkeypatch):
    (shared / "below").mkdir()
    (shared / ".git").mkdir()
    (shared / ".git/config").write_text(PRECIOUS)
    run = plant(shared, name := name.format(shared.parent))
    monkeypatch.chdir(shared)
    for arguments in ([], ["--dry-run"], ["--list"]):
        result = tfcompat("undo", *arguments)
        assert result.exit_code == 3
        assert f"{run}/run.json: names {name!r}, which no run can have written from here" in result.stderr
    assert untouched(shared)
    assert (shared / ".git/config").read_text() == PRECIOUS


@pytest.mark.parametrize("how", ["folder", "file", "nested"])
def test_a_link_is_not_followed_to_what_is_to_be_restored(how, shared, monkeypatch):
    outside = shared.parent
    if how == "file":
        (shared / "link.py").symlink_to(outside / "precious.py")
        name, link = "link.py", "link.py"
    elif how == "folder":
        (shared / "link").symlink_to(outside)
        name, link = "link/precious.py", "link"
    else:
        (shared / "a").mkdir()
        (shared / "a/b").symlink_to("../..")
        name, link = "a/b/precious.py", "a/b"
    plant(shared, name)
    monkeypatch.chdir(shared)
    for arguments in ([], ["--dry-run"]):
        result = tfcompat("undo", *arguments)
        assert result.exit_code == 3
        assert f"{shared / link}: is a link, which is not followed here" in result.stderr
    assert untouched(shared)


@pytest.mark.parametrize("what", [".tfcompat", ".tfcompat/journal", f".tfcompat/journal/{NAME}"])
def test_a_journal_behind_a_link_is_not_taken_written_or_removed(what, shared, monkeypatch):
    elsewhere = shared.parent / "elsewhere"
    elsewhere.mkdir()
    plant(elsewhere, "precious.py")
    (shared / what).parent.mkdir(parents=True, exist_ok=True)
    for folder in (shared / what).parents:
        if folder != shared and folder.is_relative_to(shared):
            folder.chmod(0o700)
    (shared / what).symlink_to(elsewhere / what)
    (shared / "a.py").write_text(OLD)
    monkeypatch.chdir(shared)
    result = tfcompat("undo")
    assert result.exit_code == 3
    assert f"{shared / what}: is a link, which is not followed here" in result.stderr
    if what != f".tfcompat/journal/{NAME}":
        assert tfcompat("undo", "--clean").exit_code == 3
        refused = tfcompat("migrate", "--write", "a.py")
        assert refused.exit_code == 3
        assert f"{shared / what}: is a link, which is not followed here; nothing was changed" in refused.stderr
        assert (shared / "a.py").read_text() == OLD
    assert (elsewhere / ".tfcompat/journal" / NAME / "0").read_text() == EVIL
    assert untouched(shared)


@pytest.mark.parametrize("what", ["run.json", "0"])
def test_a_file_of_the_journal_that_is_a_link_is_not_read(what, shared, monkeypatch):
    run = plant(shared, "precious.py")
    (run / what).rename(shared / "moved")
    (run / what).symlink_to(shared / "moved")
    monkeypatch.chdir(shared)
    result = tfcompat("undo")
    assert result.exit_code == 3
    assert f"{run / what}: is a link, which is not followed here" in result.stderr
    assert untouched(shared)


def test_removing_runs_removes_no_file_behind_a_link(shared, monkeypatch):
    run = plant(shared, "precious.py")
    (run / "1").symlink_to(shared.parent / "precious.py")
    monkeypatch.chdir(shared)
    assert tfcompat("undo", "--clean").exit_code == 0
    assert not (shared / ".tfcompat").exists()
    assert untouched(shared)


def test_what_is_no_run_of_ours_stays_in_the_journal(shared, monkeypatch):
    run = plant(shared, "precious.py")
    (run.parent / "zzz").mkdir()
    (run / "folder").mkdir()
    monkeypatch.chdir(shared)
    tfcompat("undo", "--clean")
    assert (run.parent / "zzz").is_dir()
    assert tfcompat("undo").exit_code == 2


@pytest.mark.skipif(os.open not in os.supports_dir_fd, reason="folders are held open here")
def test_a_folder_that_becomes_a_link_while_it_is_looked_at_leads_nowhere_else(shared, monkeypatch):
    (shared / "inner").mkdir()
    (shared / "inner/precious.py").write_text(PRECIOUS)
    plant(shared, "inner/precious.py")
    below = Folder.below

    def swapped(folder, name):
        found = below(folder, name)
        if name == "inner" and not (shared / "inner").is_symlink():
            (shared / "inner").rename(shared / "moved")
            (shared / "inner").symlink_to(shared.parent)
        return found

    monkeypatch.chdir(shared)
    with files.Journal(shared) as journal:
        run = journal.load(NAME)
        monkeypatch.setattr(Folder, "below", swapped)
        run.restore(run.changes[0])
    assert (shared / "moved/precious.py").read_text() == EVIL
    assert untouched(shared)


def test_a_link_that_is_put_in_place_of_the_file_meanwhile_is_not_written_through(shared, monkeypatch):
    plant(shared, "precious.py")
    create = Folder.create

    def swapped(folder, name):
        (shared / "precious.py").unlink()
        (shared / "precious.py").symlink_to(shared.parent / "precious.py")
        return create(folder, name)

    monkeypatch.setattr(Folder, "create", swapped)
    monkeypatch.chdir(shared)
    result = tfcompat("undo")
    assert result.exit_code == 3
    assert "precious.py: is a link, which is not followed here" in result.stderr
    assert (shared.parent / "precious.py").read_text() == PRECIOUS


def test_a_journal_moves_with_its_folder(tmp_path, monkeypatch):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/a.py").write_text(OLD)
    monkeypatch.chdir(tmp_path / "a")
    tfcompat("migrate", "--write", ".")
    monkeypatch.chdir(tmp_path)
    shutil.move("a", "b")
    (tmp_path / "a").mkdir()
    assert tfcompat("undo", "b").exit_code == 0
    assert (tmp_path / "b/a.py").read_text() == OLD


@pytest.mark.parametrize(
    "listed",
    [
        "[" * 100_000,
        "[]",
        '{"schema_version": 2, "files": [7]}',
        '{"schema_version": 2, "files": {"a": 1}}',
        "1" * 5_000,
    ]
    + [
        json.dumps({"schema_version": 2, "files": [{"path": path, "before": "", "after": ""}]})
        for path in (7, "\ud800")
    ],
    ids=range(7),
)
def test_a_journal_that_was_tampered_with_is_a_sentence(listed, shared, monkeypatch):
    run = plant(shared, "precious.py")
    (run / "run.json").write_text(listed)
    monkeypatch.chdir(shared)
    for arguments in ([], ["--dry-run"], ["--list"]):
        result = tfcompat("undo", *arguments)
        assert result.exit_code == 3
        assert f"{run}/run.json: is not a journal (" in result.stderr
    assert untouched(shared)
