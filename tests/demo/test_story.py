"""The story from beginning to end, its programs replaced by ones that know the recording by heart."""

from dataclasses import replace

import pytest

from tfcompat import demo
from tfcompat.demo import migration, original, runs, story
from tfcompat.demo.runs import Outcome
from tfcompat.migrate import migrate_source


@pytest.fixture
def trained(monkeypatch, make_run):
    """Let every way to train give the recording, and the shipped script fail as it does on TensorFlow 2."""
    monkeypatch.setattr(
        original, "launch", lambda *_: Outcome(1, (), "AttributeError: module 'tensorflow' has no attribute 'app'")
    )
    asked = {}

    def train(title, program, out, epochs, on_point):
        asked[title] = program
        run = make_run(title)
        return replace(run, points=run.points[:epochs])

    monkeypatch.setattr(runs, "train", train)
    return asked


def test_a_demo_that_goes_well_leaves_the_page_and_the_migrated_script(trained, tmp_path):
    demo.run(tmp_path / "new" / "out")
    assert sorted(path.name for path in (tmp_path / "new" / "out").iterdir()) == ["index.html", "train_digits.py"]
    assert trained["Migrated script"] == ("train_digits.py",), "the file that the migrator wrote is what is trained"


def test_the_file_that_is_trained_is_what_the_migrator_wrote(trained, tmp_path, script):
    demo.run(tmp_path)
    written = (tmp_path / "train_digits.py").read_bytes()
    assert written == migrate_source(script.encode()).after
    assert b"tf.layers" not in written


def test_a_curve_that_disagrees_fails_the_demo_and_is_on_the_page(trained, monkeypatch, tmp_path, make_run, recording):
    far = [point._replace(train_loss=point.train_loss + 0.5) for point in recording.points]
    monkeypatch.setattr(runs, "train", lambda title, *_: make_run(title, points=far))
    with pytest.raises(demo.DemoError) as caught:
        demo.run(tmp_path)
    assert str(caught.value).count("a loss is 5.0e-01 nats from the one that TF 1.15 printed; 1e-05 is allowed.") == 3
    assert (tmp_path / "index.html").read_text(encoding="utf-8").count("✗") == 3


def test_a_script_that_fails_for_another_reason_proves_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr(original, "launch", lambda *_: Outcome(1, (), "ModuleNotFoundError: No module named 'absl'"))
    with pytest.raises(demo.DemoError) as caught:
        demo.run(tmp_path)
    assert str(caught.value) == (
        "legacy_script.py fails here, but not for the reason that the demo is about: "
        "ModuleNotFoundError: No module named 'absl'"
    )


def test_a_migration_that_leaves_work_fails_the_demo(trained, monkeypatch, tmp_path, script):
    left = script.replace("tf.train.MomentumOptimizer", "tf.contrib.opt.MomentumWOptimizer")
    monkeypatch.setattr(migration.original, "text", lambda: left)
    with pytest.raises(
        demo.DemoError, match=r"^1 findings in train_digits.py need a manual change; the first is in line 81: "
    ):
        demo.run(tmp_path)


def test_an_output_that_is_a_file_is_refused(tmp_path):
    file = tmp_path / "file"
    file.write_text("mine")
    with pytest.raises(demo.DemoError) as caught:
        demo.run(file)
    assert str(caught.value) == f"The demo cannot write into {file}: File exists. Name a folder with --output."
    assert file.read_text() == "mine"


def test_a_folder_that_cannot_be_written_is_refused(monkeypatch, tmp_path):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(story.tempfile, "TemporaryFile", refuse)  # root may write anywhere, so no mode refuses it
    with pytest.raises(demo.DemoError) as caught:
        demo.run(tmp_path)
    assert (
        str(caught.value) == f"The demo cannot write into {tmp_path}: Permission denied. Name a folder with --output."
    )


@pytest.mark.parametrize("epochs", [0, 31])
def test_epochs_that_were_not_recorded_are_refused(tmp_path, epochs):
    with pytest.raises(ValueError, match=rf"^epochs must be between 1 and the 30 that were recorded, got {epochs}\.$"):
        demo.run(tmp_path, epochs=epochs)


def test_every_way_has_its_bar_title_and_program():
    assert list(story.WAYS) == ["Migrated script", "compile and fit", "Custom loop"]
