"""``tfcompat check``: what is printed where, exit codes, and what settings and comments do."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner
from support import reports

from tfcompat.cli import cli
from tfcompat.cli._formats import FORMATS
from tfcompat.migrate import all_rules

WRONG = "import tensorflow as tf\np = tf.nn.softmax(z)\nloss = tf.losses.softmax_cross_entropy(y, p)\n"
RIGHT = WRONG.replace("(y, p)", "(y, z)")
FINDING = (
    "{name}:3:8: TFC201 `tf.losses.softmax_cross_entropy` takes logits, but gets the probabilities of a softmax "
    "(line 2)\n"
    "    3 | loss = tf.losses.softmax_cross_entropy(y, p)\n"
    "      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
    "    help: the loss applies its own softmax; pass the softmax's input to it\n"
    "    fix: loss = tf.losses.softmax_cross_entropy(y, z)\n\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str, **given):
    return CliRunner().invoke(cli, ["check", *arguments], **given)


def codes(*arguments: str) -> list[str]:
    return [finding["code"] for finding in json.loads(check("--format", "json", *arguments).stdout)["findings"]]


def test_findings_go_to_standard_output_and_a_summary_to_standard_error(folder):
    (folder / "a.py").write_text(WRONG)
    (folder / "b.py").write_text(RIGHT)
    result = check(".")
    assert result.stdout == FINDING.format(name="a.py")
    assert result.stderr == (
        "Found 1 error in 1 file (TFC201 1); 2 files checked.\n"
        "1 fixable with `tfcompat check --fix --unsafe-fixes`; use --diff instead of --fix to see the changes first.\n"
        "Run `tfcompat explain TFC201` for details.\n"
    )
    assert result.exit_code == 1
    assert (folder / "a.py").read_text() == WRONG


def test_without_a_path_it_looks_at_the_current_folder(folder):
    (folder / "below").mkdir()
    (folder / "below" / "a.py").write_text(WRONG)
    assert check().stdout == check(".").stdout != ""
    assert check().exit_code == 1


def test_what_another_file_gives_is_known(folder):
    (folder / "net.py").write_text("import tensorflow as tf\ndef inference(x):\n    return tf.nn.softmax(x)\n")
    (folder / "main.py").write_text(
        "import net\nimport tensorflow as tf\nloss = tf.losses.softmax_cross_entropy(y, net.inference(z))\n"
    )
    assert codes() == codes(".", "--jobs", "2") == ["TFC201"]


def test_a_clean_run_says_so(folder):
    (folder / "b.py").write_text(RIGHT)
    result = check("b.py")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "All checks passed: 1 file checked.\n")
    assert check("-q", "b.py").stderr == ""


def test_standard_input():
    result = check("-", input=WRONG)
    assert (result.exit_code, result.stdout) == (1, FINDING.format(name="<stdin>"))
    assert check("-", input=RIGHT).exit_code == 0
    assert check("-", "a.py", input=RIGHT).exit_code == 2


@pytest.mark.parametrize("arguments", [["--select", "TFC8", "."], ["--write", "."], ["no/such/file.py"]])
def test_a_command_line_that_is_wrong(arguments, folder):
    assert check(*arguments).exit_code == (3 if "no/such/file.py" in arguments else 2)


def test_what_cannot_be_read_is_told_and_wins(folder):
    (folder / "a.py").write_text(WRONG)
    (folder / "bad.py").write_text("def f(:\n")
    result = check(".")
    assert result.exit_code == 3
    assert result.stdout == FINDING.format(name="a.py")
    assert result.stderr.startswith("Error: bad.py: line 1: TFC900 ")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_of_a_finding(form, folder):
    (folder / "a.py").write_text(WRONG)
    result = check("--format", form, "a.py")
    assert result.exit_code == 1
    assert "TFC201" in result.stdout
    assert "a.py" in result.stdout
    assert check("--format", form, "-o", "report", "a.py").stdout == ""
    assert (folder / "report").read_text() == result.stdout


def test_the_report_for_programs(folder):
    (folder / "a.ipynb").write_bytes(reports.notebook("x = 1\n", WRONG))
    made = json.loads(check("--format", "json", ".").stdout)
    (finding,) = made["findings"]
    assert (made["schema_version"], made["command"], made["exit_code"]) == (1, "check", 1)
    assert made["files"] == [{"path": "a.ipynb", "status": "unchanged", "findings": 1}]
    assert (finding["path"], finding["cell"], finding["line"], finding["column"]) == ("a.ipynb", 2, 3, 8)
    assert (finding["applicability"], finding["planned"]) == ("unsafe", False)
    assert [edit["replacement"] for edit in finding["edits"]] == ["z"]
    assert finding["reason"]


def test_codes_are_selected_and_ignored(folder):
    (folder / "a.py").write_text(WRONG + "cross = -y * tf.log(p)\n")
    assert codes("a.py") == ["TFC201", "TFC205"]
    assert codes("--select", "TFC205", "a.py") == ["TFC205"]
    assert codes("--ignore", "TFC205", "a.py") == ["TFC201"]
    assert codes("--select", "TFC1,TFC2", "a.py") == ["TFC110", "TFC102", "TFC201", "TFC205"]
    assert codes("--select", "TFC9", "a.py") == []


def test_migrate_notes_the_mistakes_of_calls_that_it_rewrites_and_others_where_it_is_asked(folder):
    (folder / "a.py").write_text(WRONG + "cross = -y * tf.log(p)\n")
    told = json.loads(CliRunner().invoke(cli, ["migrate", "--format", "json", "a.py"]).stdout)
    levels = [(finding["code"], finding["applicability"]) for finding in told["findings"]]
    assert levels == [("TFC110", "safe"), ("TFC102", "safe"), ("TFC201", "none")]
    (folder / "a.py").write_text(WRONG)
    asked = json.loads(CliRunner().invoke(cli, ["migrate", "--select", "TFC2", "--format", "json", "a.py"]).stdout)
    assert [finding["code"] for finding in asked["findings"]] == ["TFC201"]


def test_a_page_of_a_check_speaks_of_no_migration(folder):
    (folder / "a.py").write_text(WRONG)
    page = check("--format", "html", "a.py").stdout
    assert "<title>Losses that get the wrong input - tfcompat check</title>" in page
    assert "--verify" not in page
    assert "All checks passed" in check("--format", "html", "-", input=RIGHT).stdout


METRICS = (
    "import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\n"
    "loss = keras.losses.BinaryCrossentropy(from_logits=True)\nmodel.compile(loss=loss, metrics=[{}])\n"
)


def test_a_fix_is_shown_and_migrate_applies_it(folder):
    (folder / "a.py").write_text(METRICS.format("keras.metrics.AUC()"))
    fixed = METRICS.format("keras.metrics.AUC(from_logits=True)")
    result = check("a.py")
    assert f"    fix: {fixed.splitlines()[-1]}\n" in result.stdout
    assert "1 fixable with `tfcompat check --fix --unsafe-fixes`; use --diff instead" in result.stderr
    CliRunner().invoke(cli, ["migrate", "--write", "--unsafe", "--select", "TFC208", "a.py"])
    assert (folder / "a.py").read_text() == fixed
    assert check("a.py").exit_code == 0


def test_a_metric_that_is_a_string_is_told_of_with_what_to_write(folder):
    (folder / "a.py").write_text(METRICS.format("'accuracy'"))
    assert "write keras.metrics.BinaryAccuracy(threshold=0.0), or wrap" in " ".join(check("a.py").stdout.split())


def test_a_comment_spares_and_one_that_spares_nothing_is_told_of(folder):
    (folder / "a.py").write_text(WRONG.replace("(y, p)", "(y, p)  # tfcompat: ignore[TFC201] a test of it"))
    assert codes("a.py") == []
    (folder / "a.py").write_text(RIGHT.replace("(y, z)", "(y, z)  # tfcompat: ignore[TFC201] no more"))
    assert codes("a.py") == ["TFC902"]
    migrated = json.loads(CliRunner().invoke(cli, ["migrate", "--format", "json", "a.py"]).stdout)
    assert [finding["code"] for finding in migrated["findings"]] == ["TFC110", "TFC102"], "it did not look for mistakes"


def test_settings_of_the_project(folder):
    (folder / "pyproject.toml").write_text(
        '[tool.tfcompat]\nselect = ["TFC1"]\nignore = ["TFC205"]\nexclude = ["old/"]\n'
    )
    (folder / "a.py").write_text(WRONG + "cross = -y * tf.log(p)\n")
    (folder / "old").mkdir()
    (folder / "old" / "a.py").write_text(WRONG)
    assert codes(".") == ["TFC201"], "select is about migrate"


def test_the_era_decides_the_order_of_arguments(folder):
    (folder / "a.py").write_text(
        "import tensorflow as tf\nloss = tf.nn.sigmoid_cross_entropy_with_logits(logits, labels)\n"
    )
    assert codes("a.py") == []
    assert codes("--era", "tf2", "a.py") == ["TFC204"]
    assert codes("--era", "tf0.12", "a.py") == []


def test_a_line_is_shown_as_a_terminal_shows_it(folder):
    long = "\t" + "x = '日本' + e\u0301 + str(tf.losses.softmax_cross_entropy(y, p)) + 'ü'" + " + 'long'" * 40
    (folder / "a.py").write_text(WRONG.replace("loss = ", "if z:\n\tpass\n") + f"if z:\n{long}\n", encoding="utf-8")
    _, line, mark = check("a.py").stdout.split("\n\n")[1].splitlines()[:3]
    assert line.startswith(r"    7 |  x = '日本' + ")
    assert len(line) < 200
    assert mark.index("^") == line.index("tf.losses") + 2 - 1, "two wide characters, and one that takes no place"
    assert mark.count("^") == len("tf.losses.softmax_cross_entropy")


def test_control_characters_are_shown_and_not_obeyed(folder):
    (folder / "a.py").write_text(WRONG.replace("(y, p)", "(y, p)  # \x1b[31m"))
    assert r"(y, p)  # \x1b[31m" in check("a.py").stdout


def test_the_help_names_every_mistake():
    said = check("--help").stdout
    wanted = [code for code, rule in all_rules().items() if rule.MISTAKE]
    assert re.findall(r"^ +(TFC\d+)  ", said, re.MULTILINE) == wanted
    assert [form for form in FORMATS if not re.search(rf"^ +{form} ", said, re.MULTILINE)] == []
