"""``tfcompat undo``: back to what was, run by run, and never over somebody's work."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from tfcompat import files
from tfcompat.cli import cli

OLD = "import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n"


def tfcompat(*arguments: str):
    return CliRunner().invoke(cli, list(arguments))


@pytest.fixture
def written(tmp_path, monkeypatch):
    """A folder with two files that were migrated."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text(OLD)
    assert tfcompat("migrate", "--write", ".").exit_code == 0
    return tmp_path


def test_it_restores_and_shows_first_when_asked_to(written):
    shown = tfcompat("undo", "--dry-run")
    assert shown.exit_code == 1
    assert shown.output.splitlines()[0].endswith("changed 2 files.")
    assert f"would restore {written / 'a.py'}\n" in shown.output
    assert "Nothing is restored yet: run again without --dry-run." in shown.output
    assert (written / "a.py").read_text() != OLD
    done = tfcompat("undo")
    assert done.exit_code == 0
    assert f"restored {written / 'b.py'}\n" in done.output
    assert [(written / name).read_text() for name in ("a.py", "b.py")] == [OLD, OLD]


def test_write_is_taken_for_what_it_does_anyway(written):
    assert tfcompat("undo", "--write").exit_code == 0
    assert (written / "a.py").read_text() == OLD


def test_to_show_and_to_write_at_once_is_refused(written):
    result = tfcompat("undo", "--write", "--dry-run")
    assert result.exit_code == 2
    assert "--dry-run restores nothing, and --write asks for it; leave one of them out" in result.stderr
    assert (written / "a.py").read_text() != OLD


def test_each_run_is_taken_back_for_itself(written):
    (written / "c.py").write_text(OLD)
    tfcompat("migrate", "--write", ".")
    assert "changed 1 file." in tfcompat("undo").output
    assert "changed 2 files." in tfcompat("undo").output
    result = tfcompat("undo")
    assert result.exit_code == 2
    assert "there is nothing to undo: no run wrote files from this folder or one around it" in result.stderr


def test_a_file_that_changed_since_stays_and_the_others_come_back(written):
    (written / "a.py").write_text("mine = 1\n")
    result = tfcompat("undo")
    assert result.exit_code == 3
    assert f"Error: {written / 'a.py'}: changed since, and stays as it is; what it held before is " in result.stderr
    assert [(written / name).read_text() for name in ("a.py", "b.py")] == ["mine = 1\n", OLD]
    kept = Path(result.stderr.split("what it held before is ")[1].strip())
    assert kept.read_text() == OLD
    assert tfcompat("undo", "--dry-run").exit_code == 3


def test_a_file_that_is_gone_says_so(written):
    (written / "a.py").unlink()
    result = tfcompat("undo")
    assert result.exit_code == 3
    assert "a.py: cannot be read (no such file or directory)" in result.stderr
    assert (written / "b.py").read_text() == OLD


def test_a_link_and_a_mode_are_kept_on_the_way_there_and_back(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "real").write_text(OLD)
    (tmp_path / "real").chmod(0o755)
    (tmp_path / "a.py").symlink_to("real")
    tfcompat("migrate", "--write", "a.py")
    tfcompat("undo")
    assert (tmp_path / "a.py").is_symlink()
    assert (tmp_path / "real").read_text() == OLD
    assert stat.S_IMODE((tmp_path / "real").stat().st_mode) == 0o755


def entry(folder: Path) -> Path:
    (found,) = (folder / ".tfcompat/journal").iterdir()
    return found


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "is no journal (JSONDecodeError); it is damaged"),
        ("[]", "is no journal (TypeError); it is damaged"),
        ('{"schema_version": 1, "files": [{}]}', "is no journal (KeyError); it is damaged"),
        ('{"schema_version": 2}', "was written by another version of tfcompat; use that one to undo"),
    ],
)
def test_a_damaged_journal_is_refused(content, sentence, written):
    (entry(written) / "run.json").write_text(content)
    result = tfcompat("undo")
    assert result.exit_code == 3
    assert sentence in result.stderr


def test_content_that_is_not_what_was_saved_is_not_put_back(written):
    (entry(written) / "0").write_text("something else\n")
    result = tfcompat("undo")
    assert result.exit_code == 3
    assert f"is not the content that {written / 'a.py'} had; the journal is damaged" in result.stderr
    assert "tfcompat.legacy" in (written / "a.py").read_text()


def test_without_a_journal_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text(OLD)
    (tmp_path / ".tfcompat").write_text("a file where the folder is to be")
    result = tfcompat("migrate", "--write", "a.py")
    assert result.exit_code == 3
    assert "the journal for undo cannot be written (not a directory); nothing was changed" in result.stderr
    assert (tmp_path / "a.py").read_text() == OLD


def test_the_journal_keeps_the_last_twenty_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text(OLD)
    old = files.read(tmp_path / "a.py")
    for _ in range(23):
        files.begin([(old, b"")])
    assert len(list((tmp_path / ".tfcompat/journal").iterdir())) == 20


def test_the_journal_says_what_it_kept(written):
    told = json.loads((entry(written) / "run.json").read_text())
    assert [Path(file["path"]).name for file in told["files"]] == ["a.py", "b.py"]
    assert (entry(written) / told["files"][0]["saved"]).read_text() == OLD
    assert (written / ".tfcompat/.gitignore").read_text() == "*\n"


def test_an_interrupt_while_files_are_written_says_how_to_go_back(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text(OLD)

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(files.Run, "apply", interrupted)
    result = tfcompat("migrate", "--write", "a.py")
    assert result.exit_code == 130
    assert "`tfcompat undo` takes back the new" in result.stderr
