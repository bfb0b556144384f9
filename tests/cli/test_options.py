"""Options of ``migrate`` that choose: what is looked at, what is told, where it goes, and by how many processes."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tfcompat.cli import _pool, cli

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "import tensorflow.compat.v1 as tf\n"
DENSE = HEAD + "x = tf.layers.dense(x, 1)\n"
LOSS = HEAD + "x = tf.losses.sparse_softmax_cross_entropy(a, b)\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tfcompat(*arguments: str, **given):
    return CliRunner().invoke(cli, ["migrate", *arguments], **given)


def fill(folder: Path, *names: str, text: str = DENSE) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def changed(result) -> list[str]:
    return [line.removeprefix("+++ b/") for line in result.stdout.splitlines() if line.startswith("+++ ")]


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        (["old"], ["a.py", "src/b.py"]),
        (["old/"], ["a.py", "src/b.py"]),
        (["./old/**"], ["a.py", "src/b.py", "src/old/d.py"]),
        (["*.py"], []),
        (["/a.py", "src"], ["old/c.py"]),
        (["b.*", "c.py", "d.py"], ["a.py"]),
        (["src/**/d.py"], ["a.py", "old/c.py", "src/b.py"]),
        (["*.py", "!a.py"], ["a.py"]),
    ],
)
def test_exclude_means_what_it_means_in_a_gitignore(patterns, left, folder):
    fill(folder, "a.py", "src/b.py", "old/c.py", "src/old/d.py")
    options = [word for pattern in patterns for word in ("--exclude", pattern)]
    result = tfcompat(*options, ".")
    assert changed(result) == left
    assert f"{4 - len(left)} skipped (excluded)" in result.stderr
    assert sorted(changed(tfcompat(*options, "a.py", "src", "old", f"{folder}/src/b.py"))) == left


def test_a_pattern_that_is_none_says_so(folder):
    result = tfcompat("--exclude", "!", ".")
    assert (result.exit_code, "Invalid git pattern: '!'; write it as in a .gitignore" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ([], ["TFC102", "TFC103"]),
        (["--select", "TFC103"], ["TFC103"]),
        (["--select", "tfc102, tfc104"], ["TFC102"]),
        (["--select", "TFC1", "--ignore", "TFC102"], ["TFC103"]),
        (["--ignore", "TFC102", "--ignore", "TFC103"], ["TFC112"]),
        (["--select", "TFC2"], []),
        (["--select", "TFC3"], None),
    ],
)
def test_codes_are_selected_and_ignored(options, codes, folder):
    fill(folder, "a.py", text=LOSS + "y = tf.layers.dense(x, 1)\n")
    result = tfcompat("--format", "json", *options, "a.py")
    if codes is None:
        assert (result.exit_code, "no code starts with 'TFC3'" in result.stderr) == (2, True)
    else:
        assert [finding["code"] for finding in json.loads(result.stdout)["findings"]] == codes
        assert result.exit_code == bool(codes)


def test_what_could_not_be_looked_at_is_told_of_whatever_is_ignored(folder):
    fill(folder, "a.py", text="def f(:\n")
    assert tfcompat("--ignore", "TFC9", "a.py").exit_code == 3


def test_a_patch_is_a_file_that_applies(folder):
    fill(folder, "a.py", "b.py")
    result = tfcompat("--patch", "x.patch", ".")
    assert (result.exit_code, result.stdout) == (1, "")
    subprocess.run(["git", "apply", "x.patch"], check=True)
    assert "tfcompat.legacy" in (folder / "b.py").read_text()
    assert tfcompat("--patch", "x.patch", ".").exit_code == 0
    assert (folder / "x.patch").read_bytes() == b""


def test_a_patch_beside_write_says_what_was_written(folder):
    fill(folder, "a.py")
    shown = tfcompat("a.py").stdout
    assert tfcompat("--write", "--patch", "x.patch", "a.py").exit_code == 0
    assert (folder / "x.patch").read_text() == shown


def test_a_patch_that_cannot_be_written_is_an_error(folder):
    fill(folder, "a.py")
    result = tfcompat("--patch", "no/x.patch", "a.py")
    assert result.exit_code == 3
    assert "Error: no/x.patch: cannot be written (no such file or directory)" in result.stderr


@pytest.mark.parametrize("form", ["text", "json"])
def test_several_processes_say_what_one_says(form, folder):
    fill(folder, *(f"{number}.py" for number in range(20)), text=LOSS)
    fill(folder, *(f"d{number}.py" for number in range(20)))
    fill(folder, "bad.py", text="def f(:\n")
    (folder / "pipe.py").symlink_to("nowhere")
    one, two, all_cores = (tfcompat("--jobs", jobs, "--format", form, ".") for jobs in ("1", "2", "0"))
    assert (one.exit_code, one.output) == (two.exit_code, two.output) == (all_cores.exit_code, all_cores.output)
    assert tfcompat("--jobs", "2", "--write", ".").exit_code == 3
    assert "tfcompat.legacy" in (folder / "d19.py").read_text()


def test_a_process_that_dies_is_a_fault_of_ours_and_loses_no_file(folder, monkeypatch):
    fill(folder, *(f"{number}.py" for number in range(20)))

    class Broken(_pool.ProcessPoolExecutor):
        def map(self, call, paths, chunksize):
            yield from map(call.__globals__["_planner"][0], paths[:5])
            raise BrokenProcessPool

    monkeypatch.setattr(_pool, "ProcessPoolExecutor", Broken)
    monkeypatch.setattr(_pool, "_planner", [])
    planner = _pool._by_several
    monkeypatch.setattr(
        _pool, "_by_several", lambda this, paths, jobs: _pool._start(this) or planner(this, paths, jobs)
    )
    result = tfcompat("--jobs", "2", ".")
    assert result.exit_code == 4
    assert len(changed(result)) == 5
    assert result.stderr.count("a worker process crashed on this file or one next to it") == 15


def test_quiet_says_only_what_went_wrong(folder):
    fill(folder, "a.py")
    assert tfcompat("-q", "a.py").stderr == ""
    assert tfcompat("--quiet", "a.py", "missing.py").stderr.startswith("Error: missing.py: does not exist")
    assert changed(tfcompat("-q", "a.py")) == ["a.py"]


@pytest.mark.parametrize("options", [[], ["--no-progress"], ["--quiet"]])
def test_a_bar_is_for_a_person_who_waits_at_a_terminal(options, folder):
    pty = pytest.importorskip("pty", reason="a terminal is a Unix thing")
    import os

    fill(folder, *(f"{number}.py" for number in range(30)), text="x = 1\n")
    inner, outer = pty.openpty()
    command = [sys.executable, "-c", "from tfcompat.cli import main; main()", "migrate", *options, "."]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=outer, env={**os.environ, "TERM": "xterm"}, check=False
    )
    os.write(outer, b"end")
    os.close(outer)
    shown = os.read(inner, 100_000)
    os.close(inner)
    assert (b"Reading" in shown) is not bool(options)
    assert done.stdout == b""


@pytest.mark.parametrize("options", [["--patch", "x"], ["--write"]])
def test_standard_input_goes_with_no_files(options):
    result = tfcompat(*options, "-", input="x = 1\n")
    assert result.exit_code == 2
    assert "it cannot be combined with other paths" in " ".join(result.stderr.split())


def test_a_notebook_is_filtered_too(folder):
    book = {"cells": [{"cell_type": "code", "source": [DENSE]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    result = tfcompat("-", input=json.dumps(book))
    assert result.exit_code == 0
    assert "tfcompat.legacy" in result.stdout
    assert json.loads(result.stdout)["nbformat"] == 4


def test_a_notebook_of_a_folder_is_migrated_and_its_findings_name_the_cell(folder):
    cells = [
        {"cell_type": "code", "source": source} for source in ("def f(:", HEAD, "y = 1\nx = tf.layers.dense(*a)", DENSE)
    ]
    (folder / "n.ipynb").write_text(
        json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)
    )
    result = tfcompat("--write", ".")
    assert result.exit_code == 3
    assert "Error: n.ipynb: cell 0, line 1: TFC900 is not Python" in result.stderr
    assert "tfcompat.legacy" in (folder / "n.ipynb").read_text()
    read = json.loads(tfcompat("--format", "json", ".").stdout)
    assert {"path": "n.ipynb", "cell": 0, "code": "TFC900"}.items() <= read["findings"][0].items()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("requirements.txt", "numpy\n", "does not name tfcompat yet"),
        ("requirements-dev.txt", "tensorflow==1.15.0\n", "and requires an older TensorFlow (tensorflow==1.15.0)"),
        ("requirements/base.in", "tensorflow-gpu<2\ntfcompat\n", "requires an older TensorFlow (tensorflow-gpu<2)"),
        (
            "pyproject.toml",
            "[project]\ndependencies = []\n[tool.tfcompat]\n",
            "pyproject.toml does not name tfcompat yet",
        ),
        ("setup.py", "setup(install_requires=['tensorflow>=1.4'])", "setup.py does not name tfcompat yet"),
        ("environment.yml", "dependencies:\n- tensorflow=2.3\n", "requires an older TensorFlow (tensorflow=2.3)"),
        ("requirements.txt", "tfcompat>=0.1\ntensorflow>=2.16.2\n", ""),
        ("requirements.txt", "tensorflow-probability==0.8\ntfcompat\n# tensorflow==1.4\n", ""),
        ("pyproject.toml", "[tool.ruff]\n", ""),
        ("setup.cfg", "[flake8]\n", ""),
    ],
)
def test_what_the_requirements_lack_is_said(name, text, said, folder):
    fill(folder, "src/a.py")
    fill(folder, name, text=text)
    result = tfcompat("src")
    assert "Migrated code needs TensorFlow 2.16.2 or later" in result.stderr
    assert said in result.stderr
    assert ("  " + name in result.stderr) is bool(said)
    told = json.loads(tfcompat("--format", "json", "src").stdout)["requirements"]
    assert [file["path"] for file in told] == ([name] if said else [])


def test_nothing_is_said_of_requirements_where_nothing_changes(folder):
    fill(folder, "a.py", "requirements.txt", text="x = 1\n")
    assert "requirements" not in tfcompat(".").stderr
