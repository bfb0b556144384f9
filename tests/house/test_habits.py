"""House rules that a linter does not know: small files, few suppressions and each with its reason, no local paths."""

from __future__ import annotations

import io
import re
import subprocess
import tokenize
from pathlib import Path

import pytest

import tfcompat

ROOT = Path(tfcompat.__file__).parents[1]
LONGEST_SOURCE = 250
LONGEST_TESTS = 400
LONGEST_README = 80
SUPPRESSION = re.compile(r"#\s*(?:ruff: )?(noqa|type: ignore|pyright: ignore|fmt: (?:off|skip)|pragma: no cover)")
REASONED = re.compile(r"#\s*(?:noqa: [A-Z0-9, ]+ - |type: ignore\[[\w, -]+\]  ?# |pyright: ignore\[\w+\]  ?# )\w.{4,}")
# Homes of people and folders of one machine; a demonstration's /tmp is nobody's.
MACHINE_PATH = re.compile(r"/(?:home|Users|root|work|mnt|data)/\w|\.\./shared|[A-Z]:\\Users")


def tracked() -> list[Path]:
    """The files of the checkout that git does not ignore."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("git lists the files that belong to the project, and this is no checkout")
    return [ROOT / line for line in listed.splitlines() if (ROOT / line).is_file()]


def python_files() -> list[Path]:
    """Our own Python; golden cases and the demo's old script are input, and look as people wrote such files."""
    files = (file for folder in ("tfcompat", "tests", "benchmarks", "docs") for file in (ROOT / folder).rglob("*.py"))
    return sorted(file for file in files if file.name != "legacy_script.py" and "golden" not in file.parts)


def suppressions(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8")
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = (token.string for token in tokens if token.type == tokenize.COMMENT)
    return [comment for comment in comments if SUPPRESSION.search(comment)]


def lines(file: Path) -> int:
    return file.read_text(encoding="utf-8").count("\n")


def test_a_file_is_a_small_room():
    longest = {file: LONGEST_TESTS if ROOT / "tests" in file.parents else LONGEST_SOURCE for file in python_files()}
    assert {str(file.relative_to(ROOT)): lines(file) for file in longest if lines(file) > longest[file]} == {}


def test_every_suppression_carries_its_reason():
    found = [f"{file.relative_to(ROOT)}: {comment}" for file in python_files() for comment in suppressions(file)]
    assert [comment for comment in found if not REASONED.search(comment)] == []


def test_suppressions_are_rare():
    files = python_files()
    assert 1000 * sum(len(suppressions(file)) for file in files) <= 2 * sum(map(lines, files))


def test_the_readme_is_short():
    assert lines(ROOT / "README.md") <= LONGEST_README


def test_no_file_names_paths_of_a_machine():
    found = {}
    for file in tracked():
        text = file.read_bytes().decode("utf-8", errors="ignore")
        if match := MACHINE_PATH.search(text):
            found[str(file.relative_to(ROOT))] = match[0]
    assert found == {}
