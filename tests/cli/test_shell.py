"""The other commands, the help that teaches, and how quickly it comes."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner
from support.each import each

from tfcompat import __version__
from tfcompat import demo as show
from tfcompat._symbols import SYMBOLS
from tfcompat.cli import cli
from tfcompat.migrate import all_rules


def tfcompat(*arguments: str):
    return CliRunner().invoke(cli, list(arguments))


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_the_packages(option):
    assert tfcompat(option).output == f"tfcompat {__version__}\n"


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_has_examples_and_exit_codes(option):
    output = tfcompat(option).output
    for words in ("Examples:", "tfcompat migrate --write src/", "Exit codes:", "3  some input could not be analysed"):
        assert words in output


@pytest.mark.parametrize("words", [[], *([name] for name in cli.commands if name != "help")], ids=str)
def test_help_is_a_command_too(words):
    assert tfcompat("help", *words).output == tfcompat(*words, "--help").output


def test_help_for_a_command_that_is_not_there():
    result = tfcompat("help", "chek")
    assert (result.exit_code, "there is no command 'chek'; `tfcompat help` lists them" in result.stderr) == (2, True)


def test_an_error_comes_before_the_usage():
    first, blank, usage, hint = tfcompat("check", "--zzzzzz").stderr.splitlines()
    assert (first.rstrip("."), blank) == ("Error: No such option '--zzzzzz'", "")
    assert usage == "Usage: cli check [OPTIONS] [PATH]..."
    assert hint == "Run `cli check --help` for help."


def test_no_command_is_a_question_for_help():
    result = tfcompat()
    assert (result.exit_code, result.output.startswith("Usage: cli [OPTIONS] COMMAND")) == (2, True)


@pytest.mark.parametrize("command", ["check", "migrate"])
def test_without_a_path_the_current_folder_is_taken(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text("x = 1\n")
    assert "1 file checked" in tfcompat(command).stderr


def test_check_says_which_command_writes():
    result = tfcompat("check", "--write")
    assert result.exit_code == 2
    assert "to migrate old names, run `tfcompat migrate --write`" in result.stderr


@pytest.mark.parametrize("command", cli.commands)
def test_every_command_has_help(command):
    result = tfcompat(command, "--help")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 3


def test_help_loads_neither_parser_nor_tensorflow_nor_rich():
    code = (
        "import sys; from tfcompat.cli import cli\n"
        "try: cli(['--help'])\n"
        "except SystemExit: pass\n"
        "print({'tree_sitter', 'tensorflow', 'keras', 'rich', 'tfcompat.migrate'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "set()\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["migarte"], "Did you mean 'migrate'?"),
        (["explain", "TFC999"], "there is no code TFC999. `tfcompat rules` lists the codes."),
        (["explain", "TFC2O1"], "there is no code TFC2O1. Did you mean TFC201?"),
        (["explain", "tf.layers.dens"], "Did you mean tf.layers.dense?"),
        (["explain", "999"], "there is no code TFC999. `tfcompat rules` lists the codes."),
        (["explain", "logitz"], "Did you mean logit?"),
        (["explain", "tfcompat.Foo"], "there is no code, name or word 'tfcompat.Foo'"),
        (["explain", "xyz"], "`tfcompat rules` lists the codes"),
        (["explain"], "name a code such as TFC101, a name such as tf.layers.dense, or a word such as logits"),
        (["explain", "--all", "TFC101"], "a word such as logits"),
    ],
)
def test_what_is_nearly_right_gets_a_hint(arguments, sentence):
    result = tfcompat(*arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr


@each("code", all_rules())
def test_every_code_is_explained_with_an_example(code):
    result = tfcompat("explain", code.lower())
    assert result.exit_code == 0
    assert result.output.startswith(f"{code}: ")
    assert "Found in:" in result.output or code == "TFC901"


@each("path", SYMBOLS)
def test_every_old_name_is_explained(path):
    output = tfcompat("explain", path).output
    row = SYMBOLS[path]
    kept = "is not replaced" if row.action == "none" else "needs a manual change"
    assert output.startswith(f"{row.name} {f'becomes {row.new_name}' if row.new_name else kept} (")
    assert SYMBOLS[path].before in output
    assert SYMBOLS[path].after in output


@pytest.mark.parametrize("prefix", ["tf.", "tensorflow.", "tf.compat.v1.", "tensorflow.compat.v2."])
def test_an_old_name_may_be_written_with_any_prefix(prefix):
    prefixed = tfcompat("explain", *(prefix + path for path in SYMBOLS)).output
    assert prefixed == tfcompat("explain", *SYMBOLS).output


def test_all_is_all():
    output = tfcompat("explain", "--all").output
    assert all(f"{code}: " in output for code in all_rules())
    assert all(f"\n{row.name} " in output for row in SYMBOLS.values())


def test_rules_is_a_table_of_codes():
    head, *every = tfcompat("rules").output.splitlines()
    assert head.split() == ["Code", "Name", "Fix", "Meaning"]
    lines = [line for line in every if line.startswith("TFC")]
    assert [line.split()[0] for line in lines] == list(all_rules())
    column = head.index("Fix")
    assert {line[column:].split()[0] for line in lines} == {"safe", "unsafe", "-"}
    assert [line.split()[0] for line in every[-3:]] == ["Fix:", "unsafe", "-"], "a legend"


def test_rules_are_told_to_programs_too():
    told = json.loads(tfcompat("rules", "--format", "json").output)
    assert told["schema_version"] == 1
    assert [rule["code"] for rule in told["rules"]] == list(all_rules())
    assert all(rule["summary"].endswith(".") and rule["name"] for rule in told["rules"])
    safe = {rule["code"] for rule in told["rules"] if rule["fix"]}
    assert {"TFC101", "TFC102", "TFC103", "TFC105", "TFC107", "TFC108", "TFC110", "TFC111"} <= safe
    assert safe == {rule["code"] for rule in told["rules"] if rule["applicability"] == "safe"}
    head, *lines = tfcompat("rules").output.splitlines()
    assert safe == {
        line.split()[0] for line in lines if line[head.index("Fix") :].startswith("safe ") and line[0] == "T"
    }


@pytest.mark.parametrize(
    ("error", "code"), [(show.MissingExtraError("install matplotlib"), 2), (show.DemoError("the curves disagree"), 1)]
)
def test_a_demo_that_fails_says_so_in_one_sentence(error, code, monkeypatch):
    def fails(output):
        raise error

    monkeypatch.setattr(show, "run", fails)
    result = tfcompat("demo")
    assert result.exit_code == code
    assert f"Error: {error}\n" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_demo_runs_where_it_is_told(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(show, "run", asked.append)
    assert tfcompat("demo", "--output", str(tmp_path / "out")).exit_code == 0
    assert asked == [tmp_path / "out"]
