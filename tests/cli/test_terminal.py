"""Widths, colours and links: what a terminal shows, and what a pipe gets."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from tfcompat.cli import cli

ESCAPE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;.*?\x1b\\")
WRONG = "import tensorflow as tf\np = tf.nn.softmax(z)\nloss = tf.losses.softmax_cross_entropy(y, p)\n"
OLD = (
    "import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\nl = tf.nn.sigmoid_cross_entropy_with_logits(a, b)\n"
)
SCREENS = [
    ["--help"],
    ["help", "undo"],
    *([name, "--help"] for name in cli.commands),
    ["rules"],
    ["explain", "logits", "TFC104", "tf.layers.dense", "differences", "tfcompat.SoftmaxCrossEntropy", "tf.Session"],
    ["explain", "logitz"],
    ["migrate", "old.py"],
    ["check", "wrong.py"],
    ["check", "--write"],
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wrong.py").write_text(WRONG)
    (tmp_path / "old.py").write_text(OLD)
    return tmp_path


def run(*arguments: str, **environment: str):
    return CliRunner(env={"NO_COLOR": "", "FORCE_COLOR": "", **environment}).invoke(cli, list(arguments), color=True)


def terminal(columns: int, *arguments: str, **environment: str) -> str:
    """What a terminal of so many columns gets."""
    pty = pytest.importorskip("pty", reason="a terminal is a Unix thing")
    import fcntl
    import struct
    import termios

    inner, outer = pty.openpty()
    fcntl.ioctl(outer, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    command = [sys.executable, "-c", "from tfcompat.cli import main; main()", *arguments]
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    with subprocess.Popen(
        command, stdout=outer, stderr=outer, stdin=outer, env={**kept, "TERM": "xterm", **environment}
    ) as process:
        os.close(outer)
        shown = b""
        try:
            while part := os.read(inner, 10_000):
                shown += part
        except OSError:  # the other end is closed
            pass
        process.wait()
    os.close(inner)
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [80, 100, 140])
@pytest.mark.parametrize("screen", SCREENS, ids=" ".join)
def test_no_line_is_wider_than_the_terminal_and_no_word_is_broken(screen, columns, folder):
    result = run(*screen, COLUMNS=str(columns))
    # Source, and the lines that other programs read, are as long as they are; a terminal wraps the latter.
    text = [
        line
        for line in result.output.splitlines()
        if not re.match(r"[-+ ]*\w+ = |\S+:\d+:\d+: |Err|Run|Use|\d+ fixable", line)
    ]
    assert [line for line in text if len(line) > columns] == []
    wide = " ".join(run(*screen, COLUMNS="140").output.split())
    assert " ".join(result.output.split()).replace(" ", "") == wide.replace(" ", "")
    assert set(result.output.split()) <= set(wide.split())


def test_a_terminal_gets_its_width_and_colours_in_findings_summary_and_errors(folder):
    for columns in (80, 140):
        shown = terminal(columns, "check", "wrong.py", "missing.py")
        assert "\x1b[31m\x1b[1mTFC201\x1b[0m" in shown
        assert "\x1b[31m\x1b[1mError:\x1b[0m" in shown
        lines = ESCAPE.sub("", shown).splitlines()
        assert max(map(len, lines)) <= columns
        words = " ".join(" ".join(lines).split())
        assert "wrong.py:3:8: TFC201 `tf.losses.softmax_cross_entropy` takes logits, but gets the prob" in words


@pytest.mark.parametrize("screen", [["--help"], ["rules"], ["explain", "TFC201"], ["migrate", "old.py"], ["--bad"]])
def test_colours_come_with_force_color_or_the_option_and_go_with_no_color(screen, folder):
    assert not ESCAPE.search(run(*screen).output)
    forced = run(*screen, FORCE_COLOR="1").output
    assert ESCAPE.search(forced)
    assert ESCAPE.sub("", forced) == run(*screen).output, "colours change nothing but colours"
    if screen != ["--bad"]:  # which ends before any option is looked at
        assert run("--color", "always", *screen).output == forced
        assert not ESCAPE.search(run("--color", "never", *screen, FORCE_COLOR="1").output)
    assert not ESCAPE.search(run(*screen, FORCE_COLOR="1", NO_COLOR="1").output)


def test_a_command_takes_the_option_too(folder):
    assert ESCAPE.search(run("check", "--color", "always", "wrong.py").stdout)
    assert ESCAPE.search(run("check", "--color", "always", "wrong.py").stderr)


def test_a_terminal_gets_an_empty_diff_too(folder):
    (folder / "clean.py").write_text("x = 1\n")
    assert ESCAPE.sub("", terminal(80, "migrate", "clean.py")) == "1 file checked, nothing to change.\n"
    assert "undo this" in terminal(80, "migrate", "--write", "--unsafe", "old.py")


def test_a_dumb_terminal_gets_no_colours(folder):
    assert "\x1b" not in terminal(80, "check", "wrong.py", TERM="dumb")


def test_a_file_gets_no_colours(folder):
    run("check", "--color", "always", "-o", "report.txt", "wrong.py")
    assert "\x1b" not in (folder / "report.txt").read_text()


def test_a_code_is_a_link_to_its_page_if_the_documentation_is_published(folder):
    shown = run("check", "--color", "always", "wrong.py", TFCOMPAT_DOCS_URL="https://docs.example.com/tfcompat/").stdout
    assert "\x1b]8;;https://docs.example.com/tfcompat/rules.html#tfc201\x1b\\" in shown
    assert "]8;;" not in run("check", "--color", "always", "wrong.py").stdout
    assert "]8;;" not in run("check", "wrong.py", TFCOMPAT_DOCS_URL="https://docs.example.com").stdout


def test_a_removed_line_that_looks_like_a_header_is_none(folder):
    from tfcompat.cli._terminal import diff

    head, _, hunk, removed = diff(["--- a/a.py", "+++ b/a.py", "@@ -1 +0,0 @@", "--- x"])
    assert (head, hunk) == ("\x1b[1m--- a/a.py\x1b[0m", "\x1b[36m@@ -1 +0,0 @@\x1b[0m")
    assert removed == "\x1b[31m--- x\x1b[0m"
