"""The suite on every supported release of TensorFlow, and the migrator on every supported Python: ``make matrix``.

    nox -f .ci/noxfile.py --list                     the sessions
    nox -f .ci/noxfile.py -s "runtime(floor)"        one of them
    nox -f .ci/noxfile.py -s floor                   what CI runs of it: a part of the suite on the oldest releases

`RELEASES` is the only list of what is supported. Each session records its result in ``.ci/matrix.json``,
from which the tables in the docs are made. A session whose Python is not on this machine is skipped, and its row keeps
the last result.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import nox

try:
    import tomllib
except ImportError:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[1]
RECORD = ROOT / ".ci" / "matrix.json"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@dataclass(frozen=True)
class Release:
    """A combination of releases that is tested. An empty requirement means the newest release that pip finds."""

    name: str
    python: str
    tensorflow: str = "tensorflow-cpu"
    keras: str = "keras"
    numpy: str = "numpy"
    lowest: bool = False
    """Whether the other dependencies are the oldest that ``pyproject.toml`` allows."""
    smoke: bool = False
    """Whether only the tests in `SMOKE` run."""

    @property
    def tf_keras(self) -> str:
        """The tf_keras of this TensorFlow; it is installed without its dependencies, which name `tensorflow`."""
        _, _, version = self.tensorflow.partition("==")
        return f"tf_keras~={'.'.join(version.split('.')[:2])}.0" if version else "tf_keras"


RELEASES = [
    Release("floor", "3.10", "tensorflow-cpu==2.16.2", "keras==3.10", "numpy==1.26.*", lowest=True),
    Release("2.18", "3.11", "tensorflow-cpu==2.18.1", "keras==3.11.*", "numpy==2.0.*", smoke=True),
    Release("2.20", "3.12", "tensorflow-cpu==2.20.0", "keras==3.13.*", smoke=True),
    Release("top", "3.13"),
]
EVERY = os.environ.get("EVERY", "5")
"""Of a test with many cases, which are run: every Nth. ``EVERY=1 make matrix`` runs all of them."""
PYTHONS_OF_THE_MIGRATOR = ["3.10", "3.11", "3.12", "3.13", "3.14"]
ORDER = {"runtime": [one.name for one in RELEASES], "migrator": PYTHONS_OF_THE_MIGRATOR}

OF_TENSORFLOW = ["tests/runtime", "tests/evidence", "tests/demo"]
OF_THE_MIGRATOR = ["tests/migrate", "tests/cli"]
# What depends most on the release: layers, saving, training, and functions that are given to `compile`.
SMOKE = [
    f"tests/runtime/{part}"
    for part in (
        "keras",
        "layers",
        "serving",
        "origin",
        "losses/test_training.py",
        "losses/test_formula.py",
        "losses/test_functions_in_compile.py",
    )
]

# Of what the project needs for development: to run tests, and to run those of the notebooks and of the demo.
TESTING = ["hypothesis", "jsonschema", "nbformat", "packaging", "pygls", "pytest", "pytest-cov", "pytest-xdist", "ruff"]
NOTEBOOKS = ["ipykernel", "matplotlib", "mpmath", "nbclient", "scikit-learn"]
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "2", "TF_ENABLE_ONEDNN_OPTS": "0", "PYTHONDONTWRITEBYTECODE": "1"}
SHOWN = ["tensorflow-cpu", "keras", "tf-keras", "numpy", "click", "rich", "tree-sitter"]
VERSIONS = """
import importlib.metadata, json, platform
found = {one.name.lower().replace("_", "-"): one.version for one in importlib.metadata.distributions()}
print(json.dumps({"python": platform.python_version(), **found}))
"""

nox.options.default_venv_backend = "venv"
nox.options.envdir = str(ROOT / ".nox")
nox.options.error_on_missing_interpreters = False
nox.options.reuse_venv = "yes"
nox.options.sessions = ["runtime", "migrator"]

# Interpreters of pyenv are found whether or not they are activated.
PYENV = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
os.environ["PATH"] = os.pathsep.join([*map(str, sorted(PYENV.glob("3.*/bin"))), os.environ["PATH"]])


def has_python(version: str) -> bool:
    """Whether a Python of this version can be started here."""
    found = shutil.which(f"python{version}")
    return found is not None and subprocess.run([found, "-c", ""], capture_output=True).returncode == 0


FLOOR_PYTHON = RELEASES[0].python if has_python(RELEASES[0].python) else None


def of_development(names: list[str]) -> list[str]:
    """Requirements of the extras `dev` and `demo` in ``pyproject.toml``, by the names of the distributions."""
    extras = PROJECT["optional-dependencies"]
    return [one for one in (*extras["dev"], *extras["demo"]) if re.split("[<>=]", one)[0] in names]


def lowest_dependencies() -> list[str]:
    """The dependencies in ``pyproject.toml``, each pinned to the oldest release that it allows."""
    return [requirement.replace(">=", "==") for requirement in PROJECT["dependencies"]]


def prepare(session: nox.Session, release: Release) -> None:
    """Install a combination of releases, then this checkout."""
    session.chdir(ROOT)
    others = lowest_dependencies() if release.lowest else []
    session.install(release.tensorflow, release.keras, release.numpy, *others, *of_development(TESTING + NOTEBOOKS))
    session.install("--no-deps", release.tf_keras)
    session.install("--editable", ".")


def tests(session: nox.Session, *what: str, **env: str) -> dict[str, int]:
    """Run tests and return how many there were of each outcome; those that fail are listed by pytest."""
    report = (
        Path(session.virtualenv.location) / "tests.xml"
    )  # session.create_tmp() would move the tests into the checkout
    session.run(
        *("pytest", "-q", "-n", "2", "--dist", "worksteal", "-p", "no:cacheprovider", f"--junitxml={report}"),
        *("--every", EVERY),
        *(*what, *session.posargs),
        env={**QUIET, **env},
        success_codes=[0, 1],
    )
    suite = ElementTree.parse(report).getroot()[0]
    found = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
    failed = found["failures"] + found["errors"]
    return {"passed": found["tests"] - failed - found["skipped"], "failed": failed, "skipped": found["skipped"]}


def keep(session: nox.Session, kind: str, name: str, outcomes: dict[str, dict[str, int]]) -> None:
    """Record the result of a session, then fail if a test failed. A run with options of its own is not recorded."""
    if not session.posargs:
        versions = json.loads(session.run("python", "-c", VERSIONS, silent=True))
        row = {name: versions[name] for name in ["python", *SHOWN] if name in versions}
        kept: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
        rows = {**kept.get(kind, {}), name: {"versions": row, "every": int(EVERY), "outcomes": outcomes}}
        kept[kind] = {one: rows[one] for one in ORDER[kind] if one in rows}
        RECORD.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    report_failures(session, outcomes)


def report_failures(session: nox.Session, outcomes: dict[str, dict[str, int]]) -> None:
    """Fail if a test failed."""
    failed = [f"{count['failed']} beside {beside}" for beside, count in outcomes.items() if count["failed"]]
    if failed:
        session.error(f"Failed: {', '.join(failed)}. The names of the tests stand above.")


@nox.session
@nox.parametrize("python,release", [nox.param(one.python, one, id=one.name) for one in RELEASES])
def runtime(session: nox.Session, release: Release) -> None:
    """All that runs TensorFlow, beside Keras 3 and beside tf_keras."""
    prepare(session, release)
    part = SMOKE if release.smoke else OF_TENSORFLOW
    keras_3 = tests(session, *part)
    tf_keras = tests(session, "-m", "keras", *(SMOKE if release.smoke else ["tests/runtime"]), TF_USE_LEGACY_KERAS="1")
    keep(session, "runtime", release.name, {"keras": keras_3, "tf_keras": tf_keras})


@nox.session(python=PYTHONS_OF_THE_MIGRATOR)
def migrator(session: nox.Session) -> None:
    """The migrator, the checker and the command line, in an environment without TensorFlow."""
    session.chdir(ROOT)
    session.install("--editable", ".", *of_development(TESTING))
    keep(session, "migrator", str(session.python), {"alone": tests(session, *OF_THE_MIGRATOR)})


@nox.session(python=FLOOR_PYTHON)
def floor(session: nox.Session) -> None:
    """A part of the suite on the oldest supported releases. Without their Python, it runs under this one."""
    prepare(session, RELEASES[0])
    found = {
        "keras": tests(session, *SMOKE),
        "tf_keras": tests(session, "-m", "keras", *SMOKE, TF_USE_LEGACY_KERAS="1"),
    }
    report_failures(session, found)
