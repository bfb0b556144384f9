"""Build a release and check everything that can be checked before it is published: the checklist, as a script.

    python .ci/release.py                 build into dist/, check, and list what is left to do by hand
    python .ci/release.py --rehearsal     the same, without what only a maintainer can fill in: version, date, addresses

It publishes nothing. Every step is checked, also after one that failed; the exit code is 1 if one failed.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
ADDRESSES = ("Documentation", "Source", "Changelog", "Issues")
BY_HAND = """\
Left to do by hand:
  1. git tag v{version}, and push the tag.
  2. twine upload dist/*
  3. Publish site/ (make docs) at the address of Documentation in pyproject.toml.
  4. Open a section for the next version in CHANGELOG.md."""

OLD = "import tensorflow.compat.v1 as tf\nl = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)\n"
SMOKE = """
import tfcompat
assert tfcompat.__version__ == {version!r}, tfcompat.__version__
import importlib.util
if importlib.util.find_spec("tensorflow"):
    import tensorflow as tf
    losses = tfcompat.sparse_softmax_cross_entropy([1], tf.zeros([1, 4]))
    assert abs(float(losses[0]) - 1.3862944) < 1e-6, losses
"""


def run(*command: str, **settings: object) -> str:
    """What a command prints; the error of one that fails has its output."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, **settings)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def project() -> dict:
    """The table `project` of ``pyproject.toml``."""
    try:
        import tomllib
    except ImportError:
        import tomli as tomllib
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def version() -> str:
    """The version that the package says it has."""
    return re.search(r'__version__ = "(.+)"', (ROOT / "tfcompat" / "__init__.py").read_text(encoding="utf-8"))[1]


def check_version() -> None:
    """The changelog has a dated section for this version."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    if not re.search(rf"^## \[{re.escape(version())}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE):
        raise RuntimeError(f"CHANGELOG.md has no section '## [{version()}] - YYYY-MM-DD'")


def check_addresses() -> None:
    """A maintainer has filled in where the project is published."""
    missing = [label for label in ADDRESSES if not project().get("urls", {}).get(label, "").startswith("https://")]
    if missing:
        raise RuntimeError(f"[project.urls] in pyproject.toml has no address for {', '.join(missing)}")


def check_tree() -> None:
    """What is built is what is committed."""
    if changed := run("git", "status", "--porcelain", cwd=ROOT):
        raise RuntimeError(f"there are changes that are not committed:\n{changed}")


def check_api() -> None:
    """The public API is that of its snapshot, whose changes the changelog mentions."""
    run(sys.executable, str(ROOT / ".ci" / "api.py"), cwd=ROOT)


def check_matrix() -> None:
    """Every supported release was tested, and nothing failed."""
    import noxfile  # in this folder

    record = json.loads(noxfile.RECORD.read_text(encoding="utf-8"))
    if missing := [name for kind, names in noxfile.ORDER.items() for name in names if name not in record[kind]]:
        raise RuntimeError(f"make matrix has recorded nothing for {', '.join(missing)}")
    run(sys.executable, "-m", "pytest", "-q", "tests/house/test_matrix.py", cwd=ROOT)


def build(folder: Path) -> None:
    """Build the source distribution, and the wheel from it."""
    run(sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", str(folder), cwd=ROOT)
    (source,) = folder.glob("*.tar.gz")
    with tempfile.TemporaryDirectory() as unpacked:
        shutil.unpack_archive(source, unpacked, filter="data")
        (tree,) = Path(unpacked).iterdir()
        run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder), cwd=tree)


def check_wheel(folder: Path) -> None:
    """The wheel built from the source distribution has the files of this checkout, byte for byte."""
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        everything = archive.namelist()
        names = [name for name in everything if name.startswith("tfcompat/")]
        other = [name for name in names if archive.read(name) != (ROOT / name).read_bytes()]
    files = (path for path in (ROOT / "tfcompat").rglob("*") if path.is_file() and path.suffix != ".pyc")
    if missing := sorted({path.relative_to(ROOT).as_posix() for path in files} - {*names}):
        raise RuntimeError(f"the wheel lacks {missing}")
    if more := sorted(name for name in everything if name not in names and ".dist-info/" not in name):
        raise RuntimeError(f"the wheel installs {more} beside tfcompat")
    if other:
        raise RuntimeError(f"in the wheel, these files differ: {other}")


def check_metadata(folder: Path) -> None:
    """What an index asks of metadata."""
    run(sys.executable, "-m", "twine", "check", "--strict", *map(str, folder.iterdir()))


def check_installed(folder: Path, extra: str = "") -> None:
    """A new environment with the wheel and nothing of this checkout runs the package and its commands."""
    (wheel,) = folder.glob("*.whl")
    with tempfile.TemporaryDirectory() as home:
        run(sys.executable, "-m", "venv", home)
        scripts = Path(home) / "bin"
        run(
            str(scripts / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            f"{wheel}{extra}",
            cwd=home,
        )
        run(str(scripts / "python"), "-c", SMOKE.format(version=version()), cwd=home)
        command = str(scripts / "tfcompat")
        assert version() in run(command, "--version", cwd=home)
        migrated = subprocess.run([command, "migrate", "-"], input=OLD, capture_output=True, text=True, cwd=home)
        assert "tfcompat.sigmoid_cross_entropy(labels=y, logits=z)" in migrated.stdout, migrated
        (Path(home) / "clean.py").write_text("x = 1\n", encoding="utf-8")
        run(command, "check", "clean.py", cwd=home)


def write_bill_of_materials(folder: Path) -> None:
    """What this environment holds, in CycloneDX, in a folder beside that of the distributions."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--of", "JSON"]
    beside = folder.with_name(f"{folder.name}-materials")  # `twine upload` takes whatever is in the folder itself
    beside.mkdir(exist_ok=True)
    (beside / f"tfcompat-{version()}.cdx.json").write_text(run(*command, sys.executable), encoding="utf-8")


def steps(folder: Path, rehearsal: bool) -> Iterator[tuple[str, Callable[[], object]]]:
    """The checklist: a sentence, and what holds it."""
    if not rehearsal:
        yield "The changelog has this version and its date", check_version
        yield "The addresses are filled in", check_addresses
        yield "Everything is committed", check_tree
    yield "The public API is that of the snapshot", check_api
    yield "Every supported release was tested", check_matrix
    yield "The source distribution builds, and the wheel from it", lambda: build(folder)
    yield "The wheel has the files of this checkout", lambda: check_wheel(folder)
    yield "twine accepts the metadata", lambda: check_metadata(folder)
    yield "The wheel runs without TensorFlow", lambda: check_installed(folder)
    yield "The wheel runs with TensorFlow", lambda: check_installed(folder, "[tensorflow-cpu]")
    yield "The bill of materials is written", lambda: write_bill_of_materials(folder)


def failure(step: Callable[[], object]) -> str:
    """Why a step failed; empty if it did not."""
    try:
        step()
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a step, the others run
        return str(error) or type(error).__name__
    return ""


def main(arguments: list[str] | None = None) -> int:
    """Run the checklist."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rehearsal", action="store_true", help="skip version, date, addresses and the state of git")
    given = parser.parse_args(arguments)
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    failed = 0
    for sentence, step in steps(DIST, given.rehearsal):
        why = failure(step)
        failed += bool(why)
        print(f"FAILED  {sentence}: {why}" if why else f"ok      {sentence}", flush=True)
    print(f"{failed} of the steps failed." if failed else BY_HAND.format(version=version()))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
