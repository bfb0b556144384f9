"""What a team needs of ``check``: a baseline, fixes, statistics, codes by path."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tfcompat.cli import cli

WRONG = "import tensorflow as tf\np = tf.nn.softmax(z)\nloss = tf.losses.softmax_cross_entropy(y, p)\n"
MANUAL = WRONG.replace("(y, p)", "(y, tf.reshape(p, [-1, 3]))")
LOG = WRONG + "cross = -y * tf.log(p)\n"
METRIC = (
    "import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\n"
    "loss = keras.losses.BinaryCrossentropy(from_logits=True)\nmodel.compile(loss=loss, metrics=[{}])\n"
)
OPEN, FIXED = METRIC.format("keras.metrics.AUC()"), METRIC.format("keras.metrics.AUC(from_logits=True)")
OLD = "import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str, **given):
    return CliRunner().invoke(cli, ["check", *arguments], **given)


def codes(*arguments: str) -> list[str]:
    told = json.loads(check("--output-format", "json", *arguments).stdout)
    return [finding["code"] for finding in told["findings"]]


def test_findings_of_a_baseline_are_not_reported_and_new_ones_are(folder):
    (folder / "a.py").write_text(WRONG)
    stored = check("--baseline", "known.json", "--write-baseline")
    assert (stored.exit_code, stored.stdout) == (0, "")
    assert "Stored 1 known error in known.json." in stored.stderr
    assert check("--baseline", "known.json", "--write-baseline").exit_code == 0, "a baseline may be replaced"
    clean = check("--baseline", "known.json")
    assert (clean.exit_code, clean.stdout) == (0, "")
    assert clean.stderr == "All checks passed: 1 file checked, 1 known error suppressed (baseline).\n"
    (folder / "a.py").write_text(LOG)
    assert codes("--baseline", "known.json") == ["TFC205"]
    assert check("--baseline", "known.json").exit_code == 1
    assert json.loads(check("--baseline", "known.json", "--output-format", "json").stdout)["known"] == 1


def test_a_finding_stays_known_while_lines_move_and_is_known_once_for_each_time(folder, monkeypatch):
    (folder / "a.py").write_text(WRONG)
    check("--baseline", "known.json", "--write-baseline")
    (folder / "a.py").write_text(f"# a line above\n\n{WRONG}")
    assert codes("--baseline", "known.json") == []
    (folder / "a.py").write_text(f"{WRONG}{WRONG.splitlines()[-1]}\n")
    assert codes("--baseline", "known.json") == ["TFC201"], "the same line a second time is new"
    (folder / "a.py").write_text(WRONG)
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    assert codes("--baseline", "../known.json", "..") == [], "the folder of the run does not matter"


def test_what_is_gone_from_the_code_is_said(folder):
    (folder / "a.py").write_text(WRONG)
    check("--baseline", "known.json", "--write-baseline")
    (folder / "a.py").write_text("x = 1\n")
    assert "1 known error is gone from the code: run with --write-baseline" in check("--baseline", "known.json").stderr
    (folder / "b.py").write_text("x = 1\n")
    assert "gone" not in check("--baseline", "known.json", "b.py").stderr, "a.py was not checked"


def test_what_cannot_be_read_is_never_known(folder):
    (folder / "a.py").write_text("def f(:\n")
    assert check("--baseline", "known.json", "--write-baseline").exit_code == 3
    assert check("--baseline", "known.json").exit_code == 3


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema_version": 2, "findings": []}', '{"schema_version": 1}'])
def test_a_file_that_is_no_baseline_is_refused(text, folder):
    (folder / "known.json").write_text(text)
    result = check("--baseline", "known.json")
    assert (result.exit_code, "known.json is not a tfcompat baseline" in result.stderr) == (2, True)


def test_a_baseline_that_is_not_there_is_refused_and_so_is_source(folder):
    assert "known.json does not exist; create it with --write-baseline" in check("--baseline", "known.json").stderr
    assert "--write-baseline needs --baseline FILE" in check("--write-baseline").stderr
    (folder / "a.py").write_text(WRONG)
    assert check("--baseline", "a.py", "--write-baseline").exit_code == 2
    assert (folder / "a.py").read_text() == WRONG


def test_the_baseline_may_be_a_setting(folder, monkeypatch):
    (folder / "pyproject.toml").write_text('[tool.tfcompat]\nbaseline = "known.json"\n')
    (folder / "a.py").write_text(WRONG)
    assert check("--write-baseline").exit_code == 0
    assert check().exit_code == 0
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    assert check("..").exit_code == 0, "it is seen from the file of the settings"


def test_statistics_count_codes(folder):
    (folder / "a.py").write_text(LOG + "cross = -y * tf.log(p)\n")
    (folder / "b.py").write_text(OPEN)
    result = check("--statistics")
    assert result.stdout == (
        "2  TFC205  [*]  log of probabilities\n1  TFC201  [*]  double activation\n1  TFC208  [*]  metric of logits\n"
    )
    assert result.stderr.startswith("Found 4 errors in 2 files (TFC201 1, TFC205 2, TFC208 1); 2 files checked.\n")
    assert check("--statistics", "--output-format", "json").exit_code == 2


def test_an_unsafe_fix_is_shown_applied_on_request_and_undone(folder):
    (folder / "a.py").write_text(OPEN)
    shown = check("--diff", "--unsafe-fixes")
    assert (shown.exit_code, (folder / "a.py").read_text()) == (1, OPEN)
    assert "+model.compile(loss=loss, metrics=[keras.metrics.AUC(from_logits=True)])\n" in shown.stdout
    assert check("--diff").stdout == "", "without --unsafe-fixes there is no change"
    assert check("--fix").exit_code == 1
    assert (folder / "a.py").read_text() == OPEN
    done = check("--fix", "--unsafe-fixes")
    assert (done.exit_code, done.stdout, (folder / "a.py").read_text()) == (0, "", FIXED)
    assert done.stderr.startswith("Fixed 1 error, none remain: 1 file checked.\nRun `tfcompat undo` to undo this;")
    assert "Migrated code needs" not in done.stderr
    assert CliRunner().invoke(cli, ["undo"]).exit_code == 0
    assert (folder / "a.py").read_text() == OPEN


def test_what_remains_after_a_fix_is_reported(folder):
    (folder / "a.py").write_text(OPEN + MANUAL)
    done = check("--fix", "--unsafe-fixes")
    assert done.exit_code == 1
    assert [line.split()[1] for line in done.stdout.splitlines() if line.startswith("a.py")] == ["TFC201"]
    assert done.stderr.startswith("Found 2 errors, fixed 1; 1 remains in 1 file (TFC201 1); 1 file checked.\n")


def test_safe_fixes_of_other_codes_need_no_second_option(folder):
    (folder / "a.py").write_text(OLD)
    assert "1 fixable with `tfcompat check --fix`;" in check("--select", "TFC1").stderr
    assert check("--select", "TFC1", "--fix").exit_code == 0
    assert "tfcompat.legacy.layers.dense" in (folder / "a.py").read_text()


@pytest.mark.parametrize("arguments", [["--fix", "--diff"], ["--fix", "-"], ["--diff", "-"]])
def test_what_does_not_go_together(arguments):
    assert check(*arguments, input=OPEN).exit_code == 2


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ("", ["TFC201", "TFC205"]),
        ('[tool.tfcompat.per-file-ignores]\n"tests/**" = ["TFC2"]\n', ["TFC201", "TFC205"]),
        ('[tool.tfcompat.per-file-ignores]\n"*.py" = ["TFC205"]\n"a.*" = ["TFC201"]\n', []),
        ('[tool.tfcompat.per-file-ignores]\n"a.py" = ["TFC201"]\n', ["TFC205"]),
        ('[tool.tfcompat]\nextend-select = ["TFC110"]\n', ["TFC110", "TFC201", "TFC205"]),
    ],
)
def test_codes_by_path_and_further_codes(settings, found, folder):
    (folder / "pyproject.toml").write_text(settings)
    (folder / "a.py").write_text(LOG)
    assert codes("a.py") == found
    assert codes("--extend-select", "TFC110", "a.py") == sorted({*found, "TFC110"})


def test_migrate_takes_further_codes_too(folder):
    (folder / "a.py").write_text(OLD + "p = tf.nn.softmax(z)\ncross = -y * tf.log(p)\n")
    run = CliRunner().invoke(cli, ["migrate", "--extend-select", "TFC205", "--output-format", "json", "a.py"])
    found = {finding["code"] for finding in json.loads(run.stdout)["findings"]}
    assert {"TFC103", "TFC205"} <= found


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("per-file-ignores = 1", "must be a table of patterns and codes"),
        ("per-file-ignores = {a = ['TFC8']}", "no code starts with 'TFC8'"),
        ("extend-select = 'TFC1'", "'TFC1' is not a list of strings"),
        ("baseline = 1", "1 is not the name of a file"),
    ],
)
def test_settings_that_are_wrong(text, sentence, folder):
    (folder / "pyproject.toml").write_text(f"[tool.tfcompat]\n{text}\n")
    result = check()
    assert (result.exit_code, sentence in result.stderr) == (2, True)


def test_a_finding_has_the_address_of_its_page(folder, monkeypatch):
    (folder / "a.py").write_text(WRONG)
    (finding,) = json.loads(check("--output-format", "json").stdout)["findings"]
    assert finding["url"] is None
    monkeypatch.setenv("TFCOMPAT_DOCS_URL", "https://docs.example.com/tfcompat")
    (finding,) = json.loads(check("--output-format", "json").stdout)["findings"]
    assert finding["url"] == "https://docs.example.com/tfcompat/rules.html#tfc201"
    run = json.loads(check("--output-format", "sarif").stdout)["runs"][0]
    assert run["tool"]["driver"]["rules"][0]["helpUri"].startswith("https://docs.example.com/tfcompat/rules.html#tfc")
