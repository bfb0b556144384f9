"""`.ci/noxfile.py` is the only list of supported releases; whatever else names a release agrees with it."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path

import pytest

import tfcompat

ROOT = Path(tfcompat.__file__).parents[1]
matrix = pytest.importorskip("noxfile", reason="nox comes with the extra `dev`", exc_type=ImportError)


@pytest.fixture(scope="module")
def project() -> dict:
    return matrix.PROJECT


def as_numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def test_make_takes_the_pythons_that_tensorflow_is_tested_on():
    make, pythons = import_module("environment"), [as_numbers(one.python) for one in matrix.RELEASES]
    assert (min(pythons), max(pythons)) == (make.OLDEST, make.NEWEST)


def test_the_package_installs_on_the_pythons_that_the_migrator_is_tested_on(project):
    oldest, newest = (as_numbers(matrix.PYTHONS_OF_THE_MIGRATOR[i]) for i in (0, -1))
    assert project["requires-python"] == f">={oldest[0]}.{oldest[1]},<{newest[0]}.{newest[1] + 1}"
    named = re.findall(r"Python :: (\d\.\d+)", "\n".join(project["classifiers"]))
    assert named == matrix.PYTHONS_OF_THE_MIGRATOR


def test_the_floor_is_the_oldest_that_the_package_installs_with(project):
    floor, extras = matrix.RELEASES[0], project["optional-dependencies"]
    assert floor.name == "floor"
    assert [floor.keras.replace("==", ">="), floor.tensorflow.replace("==", ">=")] == [
        requirement.partition(";")[0] for requirement in extras["tensorflow-cpu"][:2]
    ]


def test_the_floor_is_the_oldest_that_the_package_runs_with():
    pick = (ROOT / "tfcompat" / "_keras" / "pick.py").read_text(encoding="utf-8")
    refused = re.search(r"_OLDEST_TENSORFLOW, _OLDEST_KERAS = (.*)", pick)[1]
    floor = matrix.RELEASES[0]
    lowest = [as_numbers(one.partition("==")[2])[:2] for one in (floor.tensorflow, floor.keras)]
    assert refused == f"{lowest[0]}, {lowest[1]}"


def test_each_dependency_is_tested_at_its_lowest_release(project):
    lowest = matrix.lowest_dependencies()
    assert len(lowest) == len(project["dependencies"])
    assert all("==" in pinned.partition(";")[0] and ">" not in pinned.partition(";")[0] for pinned in lowest)


def test_what_is_recorded_is_of_supported_releases_and_nothing_failed():
    record = json.loads(matrix.RECORD.read_text(encoding="utf-8"))
    assert set(record["runtime"]) <= {one.name for one in matrix.RELEASES}
    assert set(record["migrator"]) <= set(matrix.PYTHONS_OF_THE_MIGRATOR)
    rows = [row for kind in ("runtime", "migrator") for row in record[kind].values()]
    outcomes = [outcome for row in rows for outcome in row["outcomes"].values()]
    assert [outcome["failed"] for outcome in outcomes] == [0] * len(outcomes)
    assert min(outcome["passed"] for outcome in outcomes) > 100


def test_a_recorded_release_is_of_what_was_asked_for():
    record = json.loads(matrix.RECORD.read_text(encoding="utf-8"))["runtime"]
    for release in (one for one in matrix.RELEASES if one.name in record):
        found = record[release.name]["versions"]
        assert found["python"].startswith(f"{release.python}.")
        for requirement in (release.tensorflow, release.keras, release.numpy):
            name, _, version = requirement.partition("==")
            assert found[name].startswith(version.rstrip("*")), (release.name, requirement)


def test_features_are_asked_for_and_versions_are_not_compared():
    """`pick.py` refuses releases below the floor; `cli/_start.py` says which release it runs on."""
    reads = re.compile(r"\b(?:tf|tensorflow|keras|tf_keras|np|numpy)\.(?:__version__|VERSION|version)\b")
    rooms = (path for path in (ROOT / "tfcompat").rglob("*.py") if "migrate" not in path.parts)
    found = {
        path.relative_to(ROOT / "tfcompat").as_posix()
        for path in rooms
        if reads.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"_keras/pick.py", "cli/_start.py"}
