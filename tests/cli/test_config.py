"""``[tool.tfcompat]``: where it is looked for, what it may say, and that the command line wins."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from tfcompat.cli import cli

DENSE = "import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n"
ORDER = "import tensorflow as tf\nx = tf.nn.sigmoid_cross_entropy_with_logits(a, b)\n"
LOSS = "import tensorflow.compat.v1 as tf\nx = tf.losses.sparse_softmax_cross_entropy(a, b)\n"
UNSAFE = "import tensorflow as tf\nx = tf.nn.softmax_cross_entropy_with_logits(labels=a, logits=b)\n"
HEAD = "[tool.tfcompat]\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "src/old").mkdir(parents=True)
    (tmp_path / "src/a.py").write_text(DENSE)
    (tmp_path / "src/old/b.py").write_text(ORDER)
    return tmp_path


def tfcompat(*arguments: str):
    return CliRunner().invoke(cli, ["migrate", *arguments])


def configure(project, text: str) -> None:
    (project / "pyproject.toml").write_text(text)


def test_the_nearest_file_that_has_the_table_counts(project):
    configure(project, HEAD + "exclude = ['a.py']\n")
    (project / "src/pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert "1 skipped (excluded)" in tfcompat("src").stderr
    (project / "src/pyproject.toml").write_text(HEAD)
    assert "excluded" not in tfcompat("src").stderr


def test_it_is_looked_for_where_the_files_are(project, monkeypatch, tmp_path_factory):
    configure(project, HEAD + 'target = "legacy"\n')
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    (project / "src/c.py").write_text(LOSS)
    assert "tfcompat.legacy.losses.sparse" in tfcompat(str(project / "src/c.py")).stdout


@pytest.mark.parametrize(
    ("settings", "shown", "arguments", "other"),
    [
        (
            'target = "legacy"',
            "+z = tfcompat.legacy.losses",
            ["--to", "tfcompat"],
            "+z = tfcompat.SparseSoftmax",
        ),
        ("unsafe = true", "+x = tfcompat.softmax", ["--no-unsafe"], "1 unsafe fix not applied"),
        ('era = "tf2"', "+x = tfcompat.softmax_cross_entropy(labels=a", ["--era", "tf1"], "tf.stop_gradient(a)"),
        ('ignore = ["TFC101"]', "nothing to change", ["--ignore", "TFC104"], "1 unsafe fix not applied"),
        ('select = ["TFC103", "TFC104"]', "nothing to change", ["--select", "TFC1"], "1 unsafe fix not applied"),
    ],
)
def test_a_setting_holds_until_the_command_line_says_otherwise(settings, shown, arguments, other, project):
    (project / "u.py").write_text(
        UNSAFE + ("z = tf.losses.sparse_softmax_cross_entropy(a, b)\n" if "legacy" in settings else "")
    )
    configure(project, f"{HEAD}{settings}\n")
    assert shown in tfcompat("u.py").output
    assert other in tfcompat(*arguments, "u.py").output


def test_an_era_may_hold_for_a_path(project):
    assert "TFC104" in tfcompat("src").stderr
    configure(project, HEAD + '[tool.tfcompat.era-per-path]\n"src/old/**" = "tf0.12"\n"c.py" = "tf2"\n')
    (project / "src/c.py").write_text(ORDER)
    output = tfcompat("src").stdout
    assert "+x = tfcompat.sigmoid_cross_entropy(logits=a, labels=b)" in output
    assert "+x = tfcompat.sigmoid_cross_entropy(labels=a, logits=b)" in output
    assert "logits=a, labels=b" not in tfcompat("--era", "tf2", "src").stdout


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("eras = 1", "[tool.tfcompat] has no setting 'eras'; did you mean era?"),
        ("q = 1", "has no setting 'q'; the settings are target, era, exclude, select, extend-select, ignore, "),
        ("era = 'tf3'", "era in [tool.tfcompat]: 'tf3' is not one of auto, tf0.12, tf1, tf2"),
        ("target = 1", "target in [tool.tfcompat]: 1 is not one of tfcompat, legacy"),
        ("unsafe = 'yes'", "unsafe in [tool.tfcompat]: 'yes' is not true or false"),
        ("exclude = 'old'", "exclude in [tool.tfcompat]: 'old' is not a list of strings"),
        ("exclude = ['!']", "exclude in [tool.tfcompat]: Invalid git pattern: '!'"),
        ("select = ['TFC9999']", "select in [tool.tfcompat]: no code starts with 'TFC9999'"),
        ("era-per-path = 'tf1'", "era-per-path in [tool.tfcompat]: must be a table of patterns and eras"),
        ("era-per-path = {a = 'tf3'}", "era-per-path in [tool.tfcompat]: 'tf3' is not one of"),
        ("x = ", "pyproject.toml: is not valid TOML"),
    ],
)
def test_what_is_wrong_with_a_setting_is_said_and_nothing_is_done(text, sentence, project):
    configure(project, f"{HEAD}{text}\n")
    result = tfcompat("src")
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stdout == ""


def test_a_table_has_to_be_one(project):
    configure(project, "[tool]\ntfcompat = 1\n")
    assert "tool.tfcompat must be a table, [tool.tfcompat]" in tfcompat("src").stderr


def test_settings_that_cannot_be_read_stop_the_run(project, monkeypatch):
    from tfcompat import files

    configure(project, HEAD)
    read = files.read

    def denied(path):
        if path.name == "pyproject.toml":
            raise files.FileError(path, "cannot be read (permission denied)")
        return read(path)

    monkeypatch.setattr(files, "read", denied)
    result = tfcompat("src")
    assert (result.exit_code, "pyproject.toml: cannot be read (permission denied)" in result.stderr) == (2, True)
