"""What becomes of the file of a baseline, whatever happens to the run."""

from __future__ import annotations

import errno
import json
import stat

import pytest
from click.testing import CliRunner

from tfcompat.cli import cli
from tfcompat.files import _replace

MODEL = "m = tf.keras.Sequential([tf.keras.layers.Dense(1)])\n"
WRONG = f"import tensorflow as tf\n{MODEL}m.compile(loss='binary_crossentropy')\n"
ONE = {"path": "a.py", "code": "TFC202", "fingerprint": "x", "count": 1}


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text(WRONG)
    return lambda name="known.json": CliRunner().invoke(cli, ["check", "--write-baseline", "--baseline", name, "a.py"])


def test_a_report_of_tfcompat_itself_is_not_overwritten(store, tmp_path):
    (tmp_path / "clean.py").write_text("x = 1\n")
    CliRunner().invoke(cli, ["check", "--format", "json", "--output", "report.json", "clean.py"])
    before = (tmp_path / "report.json").read_bytes()
    result = store("report.json")
    assert (result.exit_code, (tmp_path / "report.json").read_bytes()) == (2, before)
    assert "report.json has more in it than a tfcompat baseline, so --write-baseline does not" in result.stderr


@pytest.mark.parametrize("more", [{"note": "ours"}, {"findings": [{**ONE, "why": "it is a test"}]}], ids=["one", "all"])
def test_notes_in_a_baseline_are_read_over_and_not_overwritten(more, store, tmp_path):
    (tmp_path / "known.json").write_text(json.dumps({"schema_version": 1, "findings": [ONE], **more}))
    assert CliRunner().invoke(cli, ["check", "--baseline", "known.json", "a.py"]).exit_code == 1
    before = (tmp_path / "known.json").read_bytes()
    assert store().exit_code == 2
    assert (tmp_path / "known.json").read_bytes() == before


def test_what_is_known_of_other_files_stays(store, tmp_path):
    others = [{**ONE, "path": "deleted.py"}, {**ONE, "path": "unchecked.py", "count": 2}]
    (tmp_path / "unchecked.py").write_text(WRONG)
    (tmp_path / "known.json").write_text(json.dumps({"schema_version": 1, "findings": others}))
    assert "Stored 3 known errors" in store().stderr
    listed = json.loads((tmp_path / "known.json").read_text())["findings"]
    assert [(one["path"], one["count"]) for one in listed] == [("a.py", 1), ("unchecked.py", 2)]


def test_a_full_disk_leaves_the_baseline_as_it_was(store, tmp_path, monkeypatch):
    assert store().exit_code == 0
    (tmp_path / "a.py").write_text(WRONG * 2)
    before = (tmp_path / "known.json").read_bytes()

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(_replace.os, "fsync", full)
    result = store()
    assert result.exit_code == 2
    assert "known.json: cannot be written (no space left on device); it is unchanged" in result.stderr
    assert (tmp_path / "known.json").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.py", "known.json"]


def test_a_link_and_the_mode_of_a_baseline_stay(store, tmp_path):
    (tmp_path / "known.json").symlink_to("real.json")
    assert store().exit_code == 0, "the link led nowhere"
    (tmp_path / "real.json").chmod(0o640)
    (tmp_path / "a.py").write_text(WRONG * 2)
    assert store().exit_code == 0
    assert (tmp_path / "known.json").is_symlink()
    assert stat.S_IMODE((tmp_path / "real.json").stat().st_mode) == 0o640
    assert json.loads((tmp_path / "real.json").read_text())["findings"][0]["count"] > 1
