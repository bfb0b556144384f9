"""The checklist of a release notices what is missing, and the snapshot of the public API what has changed."""

from __future__ import annotations

import json
import shutil
import zipfile

import api
import pytest
import release


def test_the_public_api_is_that_of_the_snapshot():
    assert api.difference() == "", "Say what changed in CHANGELOG.md, then run python .ci/api.py --write"


def test_the_snapshot_has_what_a_class_inherits_from_bases_of_ours():
    assert "tfcompat.SparseSoftmaxCrossEntropyLayer.get_config" in api.names()
    assert "tfcompat.SoftmaxCrossEntropy.get_config" in api.names()
    assert "tfcompat.Logits.add_weight" not in api.names()  # of Keras


def test_the_snapshot_has_what_scripts_rely_on():
    assert api.exit_codes() == ["0", "1", "2", "3", "4"]
    assert "per-file-ignores" in api.settings()
    assert api.formats()["schema_version"] == 1


@pytest.fixture
def older(tmp_path, monkeypatch):
    """A snapshot without one name, and a changelog to edit."""
    kept = json.loads(api.SNAPSHOT.read_text(encoding="utf-8"))
    del kept["api"]["names"]["tfcompat.Logits"]
    shutil.copy(api.CHANGELOG, tmp_path / "CHANGELOG.md")
    for name, value in (
        ("ROOT", tmp_path),
        ("SNAPSHOT", tmp_path / "api.json"),
        ("CHANGELOG", tmp_path / "CHANGELOG.md"),
    ):
        monkeypatch.setattr(api, name, value)
    kept["changelog"] = api.changelog()
    api.SNAPSHOT.write_text(json.dumps(kept), encoding="utf-8")


def test_a_change_is_shown(older, capsys):
    assert api.main([]) == 1
    printed = capsys.readouterr().out
    assert '+  "tfcompat.Logits": "(units: ' in printed
    assert printed.count("\n+ ") == 1
    assert printed.endswith("Say so in CHANGELOG.md, then run python .ci/api.py --write\n")


def test_a_change_that_the_changelog_does_not_mention_is_refused(older, capsys):
    before = api.SNAPSHOT.read_bytes()
    assert api.main(["--write"]) == 1
    assert "CHANGELOG.md does not mention this change" in capsys.readouterr().out
    assert api.SNAPSHOT.read_bytes() == before


def test_a_change_that_the_changelog_mentions_is_written(older, capsys):
    with api.CHANGELOG.open("a", encoding="utf-8") as file:
        file.write("- `Logits`.\n")
    assert api.main(["--write"]) == 0
    assert api.main([]) == 0
    assert capsys.readouterr().out == "Written: api.json\nThe public API is that of .ci/api.json.\n"


def test_a_version_without_a_date_is_no_release():
    why = release.failure(release.check_version)
    assert why == f"CHANGELOG.md has no section '## [{release.version()}] - YYYY-MM-DD'"


@pytest.mark.parametrize("label", release.ADDRESSES)
def test_a_release_has_every_address(label, monkeypatch):
    urls = dict.fromkeys(release.ADDRESSES, "https://example.org/tfcompat")
    monkeypatch.setattr(release, "project", lambda: {"urls": urls})
    assert release.failure(release.check_addresses) == ""
    urls[label] = "https"
    assert release.failure(release.check_addresses) == f"[project.urls] in pyproject.toml has no address for {label}"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A source distribution, and the wheel from it."""
    folder = tmp_path_factory.mktemp("dist")
    release.build(folder)
    return folder


def test_a_source_distribution_makes_the_wheel_of_the_checkout(built):
    assert sorted(file.suffix for file in built.iterdir()) == [".gz", ".whl"]
    assert release.failure(lambda: release.check_wheel(built)) == ""


def test_a_wheel_with_another_file_is_noticed(built, tmp_path):
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(tmp_path / wheel.name, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"" if name == "tfcompat/_codes.py" else old.read(name))
    assert release.failure(lambda: release.check_wheel(tmp_path)).endswith("these files differ: ['tfcompat/_codes.py']")


def test_a_wheel_that_lacks_a_file_is_noticed(built, tmp_path):
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(tmp_path / wheel.name, "w") as new:
        for name in old.namelist():
            if name != "tfcompat/py.typed":
                new.writestr(name, old.read(name))
    assert release.failure(lambda: release.check_wheel(tmp_path)) == "the wheel lacks ['tfcompat/py.typed']"


def test_a_wheel_that_installs_something_else_is_noticed(built, tmp_path):
    (wheel,) = built.glob("*.whl")
    shutil.copy(wheel, tmp_path)
    with zipfile.ZipFile(tmp_path / wheel.name, "a") as archive:
        archive.writestr("tests/__init__.py", b"")
    why = release.failure(lambda: release.check_wheel(tmp_path))
    assert why == "the wheel installs ['tests/__init__.py'] beside tfcompat"


def test_every_step_runs_and_failures_are_counted(monkeypatch, tmp_path, capsys):
    def fail() -> None:
        raise RuntimeError("no such thing")

    monkeypatch.setattr(release, "DIST", tmp_path / "dist")
    monkeypatch.setattr(release, "steps", lambda folder, rehearsal: [("One", fail), ("Two", folder.exists)])
    assert release.main([]) == 1
    assert capsys.readouterr().out == "FAILED  One: no such thing\nok      Two\n1 of the steps failed.\n"


def test_a_rehearsal_leaves_out_only_what_a_maintainer_fills_in(tmp_path):
    full, rehearsed = ([sentence for sentence, _ in release.steps(tmp_path, rehearsal)] for rehearsal in (False, True))
    assert full[3:] == rehearsed
