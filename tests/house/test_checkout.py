"""A test that writes to the checkout fails, and says what it wrote."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
TEST = "import pathlib\ndef test_it(tmp_path):\n    {}\n"


@pytest.fixture
def run_test(tmp_path):
    """Run one test in a checkout that has had its own runs of `migrate`."""
    checkout = tmp_path / "checkout"
    for folder in ("tests", ".tfcompat/journal"):
        (checkout / folder).mkdir(parents=True)
    (checkout / "pyproject.toml").write_text("[tool.pytest.ini_options]\n")
    options = ("-q", "-p", "support.checkout", "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'own'}")
    environment = {**os.environ, "PYTHONPATH": str(TESTS)}

    def run(body: str) -> tuple[int, str]:
        (checkout / "tests/test_it.py").write_text(TEST.format(body))
        command = [sys.executable, "-m", "pytest", *options]
        done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    return run


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("pathlib.Path('left.txt').touch()", "left.txt"),
        ("pathlib.Path('.tfcompat/journal/run').mkdir()", ".tfcompat/journal"),
        ("pathlib.Path('tests/left.txt').touch()", "tests/left.txt"),
    ],
)
def test_what_a_test_leaves_in_the_checkout_fails_it(body, name, run_test):
    status, said = run_test(body)
    assert status == 1
    assert f"The checkout gained {name}" in said
    assert "monkeypatch.chdir(tmp_path)" in said


@pytest.mark.parametrize("body", ["(tmp_path / 'own.txt').touch()", "pathlib.Path('__pycache__').mkdir(exist_ok=True)"])
def test_its_own_folder_and_the_caches_of_python_are_free(body, run_test):
    status, said = run_test(body)
    assert status == 0, said
