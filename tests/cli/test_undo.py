"""``tfcompat undo``: back to what was, run by run, and never over somebody's work."""

from __future__ import annotations

import json
import re
import shlex
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
    assert shown.output.splitlines()[0].endswith(f"saved the old content of 2 files in {written}.")
    assert f"would restore {written / 'a.py'}\n" in shown.output
    assert "Nothing is restored yet. Run again without --dry-run." in shown.output
    assert (written / "a.py").read_text() != OLD
    done = tfcompat("undo")
    assert done.exit_code == 0
    assert done.output.splitlines()[1:] == [
        f"to restore: {written / 'a.py'}",
        f"to restore: {written / 'b.py'}",
        "2 files restored.",
    ]
    assert [(written / name).read_text() for name in ("a.py", "b.py")] == [OLD, OLD]


def test_write_is_taken_for_what_it_does_anyway(written):
    assert tfcompat("undo", "--write").exit_code == 0
    assert (written / "a.py").read_text() == OLD


def test_to_show_and_to_write_at_once_is_refused(written):
    result = tfcompat("undo", "--write", "--dry-run")
    assert result.exit_code == 2
    assert "--dry-run and --write contradict each other; use one of them" in result.stderr
    assert (written / "a.py").read_text() != OLD


def test_each_run_is_taken_back_for_itself(written):
    (written / "c.py").write_text(OLD)
    tfcompat("migrate", "--write", ".")
    assert "saved the old content of 1 file in" in tfcompat("undo").output
    assert "saved the old content of 2 files in" in tfcompat("undo").output
    result = tfcompat("undo")
    assert result.exit_code == 2
    assert f"nothing to undo: there is no run in {written}/.tfcompat/journal (" in result.stderr


def test_a_file_that_changed_since_stays_and_the_others_come_back(written):
    (written / "a.py").write_text("mine = 1\n")
    result = tfcompat("undo")
    assert result.exit_code == 3
    assert f"Error: {written / 'a.py'}: changed since, and stays as it is; its old content is in " in result.stderr
    assert [(written / name).read_text() for name in ("a.py", "b.py")] == ["mine = 1\n", OLD]
    kept = Path(result.stderr.split("its old content is in ")[1].strip())
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
        ("{", "is not a journal (JSONDecodeError); it is damaged"),
        ("[]", "is not a journal (TypeError); it is damaged"),
        ('{"schema_version": 2, "files": [{}]}', "is not a journal (KeyError); it is damaged"),
        ('{"schema_version": 1}', "was written by another version of tfcompat; use that version to undo"),
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


@pytest.mark.parametrize(("setting", "kept"), [("", 10), ("keep-runs = 2\n", 2)])
def test_the_journal_keeps_the_last_runs(setting, kept, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text(f"[tool.tfcompat]\n{setting}")
    for _ in range(12):
        (tmp_path / "a.py").write_text(OLD)
        assert tfcompat("migrate", "--write", "a.py").exit_code == 0
    assert len(list((tmp_path / ".tfcompat/journal").iterdir())) == kept


def test_a_run_says_where_the_old_content_lies_and_what_restores_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text(OLD)
    said = tfcompat("migrate", "--write", "a.py").stderr
    assert f"Run `tfcompat undo` to undo this; the old content is in {entry(tmp_path)}\n" in said


def test_files_of_another_project_go_into_a_journal_there(tmp_path, monkeypatch):
    for folder in ("here", "it's there"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.py").write_text(OLD)
    monkeypatch.chdir(tmp_path / "here")
    there = tmp_path / "it's there"
    said = tfcompat("migrate", "--write", ".", "../it's there").stderr
    (command,) = re.findall(rf"Run `(tfcompat undo [^`]+)` to undo this; the old content is in {there}/.tfcompat", said)
    assert tfcompat("undo").exit_code == 0
    assert (tmp_path / "here/a.py").read_text() == OLD
    assert (there / "a.py").read_text() != OLD
    assert tfcompat(*shlex.split(command)[1:]).exit_code == 0
    assert (there / "a.py").read_text() == OLD


def test_the_runs_are_listed(written):
    (written / "c.py").write_text(OLD)
    tfcompat("migrate", "--write", ".")
    shown = tfcompat("undo", "--list")
    assert shown.exit_code == 0
    head, last, first = shown.output.splitlines()
    assert head == f"{written}/.tfcompat/journal holds 2 runs:"
    assert re.fullmatch(r"  \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC      1 file      \d+ B", last)
    assert re.fullmatch(r"  \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC     2 files      \d+ B", first)
    assert (written / "c.py").read_text() != OLD


def test_a_run_that_cannot_be_used_hides_no_other_in_the_list(written):
    (entry(written) / "run.json").write_text("{")
    (written / "c.py").write_text(OLD)
    tfcompat("migrate", "--write", ".")
    shown = tfcompat("undo", "--list")
    assert shown.exit_code == 3
    assert "1 file" in shown.stdout
    assert ": cannot be used" in shown.stdout
    assert "run.json: is not a journal (JSONDecodeError); it is damaged" in shown.stderr


def test_the_journal_is_cleaned(written):
    assert re.fullmatch(r"Removed 1 run \(\d+ B\) from .*journal\.\n", tfcompat("undo", "--clean").output)
    assert sorted(path.name for path in written.iterdir()) == ["a.py", "b.py"]
    assert tfcompat("undo", "--list").output == f"{written}/.tfcompat/journal holds 0 runs.\n"
    assert tfcompat("undo", "--clean").exit_code == 0
    assert tfcompat("undo").exit_code == 2
    assert (written / "a.py").read_text() != OLD


@pytest.mark.parametrize("given", [["--list", "--clean"], ["--clean", "--dry-run"], ["--list", "--write"]])
def test_things_that_exclude_each_other_are_refused(given, written):
    result = tfcompat("undo", *given)
    assert result.exit_code == 2
    assert "--list, --clean and --dry-run cannot be combined; use one of them" in result.stderr
    assert entry(written).is_dir()


@pytest.mark.parametrize("value", ["0", "true", "'10'", "2.0"])
def test_a_number_of_runs_that_is_none_is_refused(value, written):
    (written / "pyproject.toml").write_text(f"[tool.tfcompat]\nkeep-runs = {value}\n")
    result = tfcompat("migrate", ".")
    assert result.exit_code == 2
    assert "keep-runs in [tool.tfcompat]:" in result.stderr
    assert "is not a whole number of at least 1" in result.stderr


def test_the_journal_says_what_it_kept(written):
    told = json.loads((entry(written) / "run.json").read_text())
    assert [file["path"] for file in told["files"]] == ["a.py", "b.py"]
    assert (entry(written) / "0").read_text() == OLD
    assert (written / ".tfcompat/.gitignore").read_text() == "*\n"


def test_an_interrupt_while_files_are_written_says_how_to_go_back(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text(OLD)

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(files.Run, "apply", interrupted)
    result = tfcompat("migrate", "--write", "a.py")
    assert result.exit_code == 130
    assert "`tfcompat undo` restores the old" in result.stderr
