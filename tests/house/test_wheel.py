"""The wheel holds what the package needs, and one version stands in one place."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import tfcompat

ROOT = Path(tfcompat.__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> dict[str, bytes]:
    """The files of a wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def metadata(wheel: dict[str, bytes]) -> str:
    return next(text for name, text in wheel.items() if name.endswith(".dist-info/METADATA")).decode()


def test_every_file_of_the_package_is_in_the_wheel(wheel):
    package = ROOT / "tfcompat"
    found = (file for file in package.rglob("*") if file.is_file() and file.suffix != ".pyc")
    files = {file.relative_to(ROOT).as_posix() for file in found}
    assert {"tfcompat/py.typed", "tfcompat/__init__.pyi", "tfcompat/demo/legacy_script.py"} <= files
    assert files == {name for name in wheel if name.startswith("tfcompat/")}


def test_the_wheel_carries_the_licence_and_the_command(wheel):
    names = " ".join(wheel)
    assert ".dist-info/licenses/LICENSE" in names
    entry_points = next(text for name, text in wheel.items() if name.endswith("entry_points.txt")).decode()
    assert "tfcompat = tfcompat.cli:main" in entry_points
    assert "[pytest11]\ntfcompat.pytest_plugin = tfcompat.pytest_plugin" in entry_points


def test_the_wheel_has_the_version_of_the_package(wheel):
    assert f"\nVersion: {tfcompat.__version__}\n" in metadata(wheel)


def test_tensorflow_is_no_hard_dependency(wheel):
    required = [line for line in metadata(wheel).splitlines() if line.startswith("Requires-Dist:")]
    assert required
    assert not [line for line in required if re.search("tensorflow|keras", line) and "extra ==" not in line]


def test_the_version_is_written_in_one_place():
    elsewhere = [ROOT / "pyproject.toml", *(ROOT / "tfcompat").rglob("*.py")]
    assignment = re.compile(r"""^(?:__version__|version)\s*=\s*["']""", re.MULTILINE)
    assert [f.name for f in elsewhere if assignment.search(f.read_text(encoding="utf-8"))] == ["__init__.py"]


def test_the_changelog_has_an_entry_for_the_version():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(tfcompat.__version__)}\]", changelog, re.MULTILINE)
