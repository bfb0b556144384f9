"""Whole programs of TensorFlow 1, migrated by one command, print what they printed under TensorFlow 1.15."""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.work import HANGS

DATA = Path(__file__).parents[2] / "data" / "programs"
RECORDED = sorted(path.name.removesuffix(".tf115.txt") for path in DATA.glob("*.tf115.txt"))
OPTIONS = {"before_1_0": ("--era", "tf0.12")}
BECOME_OF_KERAS = {"attention", "five_minutes", "resnet", "resumed"}
"""Programs of which the migrator makes a Loss, so that they run beside both Kerases."""
pytestmark = pytest.mark.without_keras
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")


def copied(name: str, folder: Path) -> Path:
    source = DATA / f"{name}.py"
    if source.is_file():
        return Path(shutil.copy(source, folder))
    return Path(shutil.copytree(DATA / name, folder / name))


def command(*words: object, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    quiet = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", **variables}
    return subprocess.run(
        [sys.executable, *map(str, words)], cwd=cwd, env=quiet, capture_output=True, text=True, timeout=HANGS
    )


def differences(printed: str, recorded: str) -> list[tuple[str, str]]:
    lines, expected = printed.splitlines(), recorded.splitlines()
    assert len(lines) == len(expected), printed
    return [pair for pair in zip(lines, expected, strict=True) if not is_same(*pair)]


def is_same(line: str, expected: str) -> bool:
    if not expected.startswith("step "):
        return line == expected
    if NUMBER.split(line) != NUMBER.split(expected):
        return False
    pairs = zip(map(float, NUMBER.findall(line)), map(float, NUMBER.findall(expected)), strict=True)
    return all(math.isclose(one, other, rel_tol=1e-4, abs_tol=1e-6) for one, other in pairs)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.keras] * (name in BECOME_OF_KERAS)) for name in RECORDED]
)
def test_a_program_is_migrated_by_one_command_and_runs_along_the_recorded_curve(name, tmp_path):
    place = copied(name, tmp_path)
    done = command(
        "-m", "tfcompat", "migrate", "--write", "--unsafe", "--allow-dirty", *OPTIONS.get(name, ()), place, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert "can run on TensorFlow 2.16 to 2.21" in done.stderr
    written = "".join(path.read_text() for path in tmp_path.rglob("*.py"))
    assert bool(re.search(r"tfcompat\.[A-Z]|keras", written)) == (name in BECOME_OF_KERAS)
    start = ("-m", f"{name}.train") if place.is_dir() else (place,)
    ran = command(*start, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert differences(ran.stdout, (DATA / f"{name}.tf115.txt").read_text()) == []
    again = command("-m", "tfcompat", "migrate", "--unsafe", *OPTIONS.get(name, ()), place, cwd=tmp_path)
    assert (again.returncode, again.stdout) == (0, "")


@pytest.mark.parametrize("name", [name for name in RECORDED if name != "before_1_0"])
def test_an_untouched_program_runs_along_the_recorded_curve(name, tmp_path):
    place = copied(name, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.py")}
    script = place / "train.py" if place.is_dir() else place
    ran = command("-m", "tfcompat", "run", script, cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert ran.returncode == 0, ran.stderr
    assert differences(ran.stdout, (DATA / f"{name}.tf115.txt").read_text()) == []
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.py")} == before
