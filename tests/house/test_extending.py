"""docs/extending.md is complete: followed in a copy of the package, it adds what it says, and no block can be left out.

What the loss, the legacy name and the layer need runs TensorFlow, so all trials share one process; `support.additions`
forks it for each. ``CONTRIBUTING.md`` names tests, which exist.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.additions import NOTHING, OUTCOMES, follow, patched, trials
from support.work import HANGS

import tfcompat

ROOT = Path(tfcompat.__file__).parents[1]
PAGE = ROOT / "docs" / "extending.md"
SECTIONS = ["A loss", "A legacy name", "A layer", "A rule", "A report format"]


@pytest.mark.tensorflow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="each trial is a fork of one process")
def test_each_section_adds_what_it_says_and_needs_each_of_its_blocks(tmp_path):
    shutil.copytree(ROOT / "tfcompat", tmp_path / "tfcompat", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "cwd").mkdir()
    # The copy keeps its bytecode, so that only the first trial compiles it.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = os.pathsep.join([str(tmp_path), str(ROOT / "tests")])
    run = subprocess.run(
        [sys.executable, "-m", "support.additions", str(PAGE), str(tmp_path)],
        cwd=tmp_path / "cwd",
        env=environment,
        capture_output=True,
        text=True,
        timeout=HANGS,
    )
    assert run.returncode == 0, run.stderr
    found = {(section, left_out): wrong for section, left_out, wrong in json.loads((tmp_path / OUTCOMES).read_text())}
    assert found.keys() == {trial[:2] for trial in trials(PAGE)}
    wrong = [f"{section}:\n{wrong}" for (section, left_out), wrong in found.items() if left_out == NOTHING and wrong]
    assert not wrong, "\n".join(wrong)
    needless = [which for which, wrong in found.items() if which[1] != NOTHING and not wrong]
    assert not needless, "nothing fails without these"


def test_every_kind_of_addition_has_a_section_here_and_in_contributing():
    assert [trial.section for trial in trials(PAGE) if trial.left_out == NOTHING] == SECTIONS
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for section in SECTIONS:
        anchor = section.lower().replace(" ", "-")
        assert f"## {section.replace('A ', 'A new ')}\n" in contributing
        assert f"(docs/extending.md#{anchor})" in contributing


def test_the_files_that_the_page_writes_are_as_the_linter_wants_them(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "tfcompat", tmp_path / "tfcompat", ignore=shutil.ignore_patterns("__pycache__"))
    blocks = [block for trial in trials(PAGE) if trial.left_out == NOTHING for block in trial.steps if block.title]
    for block in blocks:
        file = tmp_path / block.title
        file.parent.mkdir(parents=True, exist_ok=True)
        follow(block, tmp_path)
    for command in (["check"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--no-cache", "tfcompat"]
        run = subprocess.run(ruff, cwd=tmp_path, capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr


def test_tests_that_contributing_names_exist():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    files = re.findall(r"`(tests/[\w/.]+)`", text)
    assert len(files) > 10
    assert [file for file in files if not (ROOT / file).exists()] == []


@pytest.mark.parametrize("text", ["a\n", "b\nc\nb\nc\n"], ids=["absent", "twice"])
def test_a_diff_is_refused_unless_its_place_is_found_once(text):
    with pytest.raises(ValueError, match="times, and not once:\nb\nc\n"):
        patched(text, " b\n+new\n c\n")


def test_a_diff_with_several_parts_changes_each_place():
    assert patched("ab\nb\nc\nd\n", " b\n+new\n@@\n-d\n+e\n") == "ab\nb\nnew\nc\ne\n"
