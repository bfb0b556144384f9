"""Input that somebody else wrote: names, notebooks, settings, baselines, checkouts. Nothing in it is run or obeyed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from tfcompat.cli import cli
from tfcompat.cli._formats import FORMATS
from tfcompat.files import _git

WRONG = "import tensorflow as tf\np = tf.nn.softmax(z)\nloss = tf.losses.softmax_cross_entropy(y, p)\n"
OLD = "import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n"
RED, BIDI, FORGED = "\x1b[31mred.py", "\u202eyp.live.py", "a\nAll checks passed: 9 files checked.\n.py"
SCRIPT = "<img src=x onerror=alert(1)>.py"
NAMES = [RED, BIDI, FORGED, SCRIPT, "\x07bell.py", "\r.py"]
DANGEROUS = ["\x1b", "\u202e", "\x07"]


def tfcompat(*arguments: str):
    return CliRunner().invoke(cli, list(arguments))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


class Scripts(HTMLParser):
    """What a browser would run, apart from the page's own script."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.found += [f"{tag} {name}" for name, _ in attrs if name.startswith("on")]
        self.found += [tag] if tag in ("img", "iframe", "object", "embed") else []


@pytest.mark.skipif(sys.platform == "win32", reason="no file there can have such a name")
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", [("migrate",), ("check", "--select", "TFC1")], ids=lambda command: command[0])
def test_names_of_files_control_no_terminal_page_or_log(form, command, folder):
    for name in NAMES:
        (folder / name).write_text(OLD)
    (folder / "bad\x1b[2J.py").write_text("def f(:\n")
    result = tfcompat(*command, "--output-format", form, "in", "in/missing\x1b[2J.py")
    assert result.exit_code == 3
    told = result.stdout + result.stderr
    # A diff is the bytes of the files: a name in it is quoted, and only what is no control character stays.
    raw = ["\u202e"] if (form, command[0]) == ("text", "migrate") else []
    assert not [char for char in DANGEROUS if char in told and char not in raw]
    assert not [line for line in told.splitlines() if line.startswith("All checks passed: 9")]
    if form == "html":
        parser = Scripts()
        parser.feed(result.stdout)
        assert parser.found == []
        assert "onerror" in result.stdout, "the name is shown, as text"
    if form in ("json", "sarif", "gitlab"):
        assert result.stdout.isascii()
        json.loads(result.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="no file there can have such a name")
def test_names_of_files_control_no_terminal_while_they_are_written_and_restored(folder):
    for name in NAMES:
        (folder / name).write_text(OLD)
    done = [tfcompat("migrate", "--write", "in"), tfcompat("undo", "--dry-run"), tfcompat("undo")]
    assert [result.exit_code for result in done] == [0, 1, 0]
    for result in done:
        assert not [char for char in DANGEROUS if char in result.output]
    assert r"\x1b[31mred.py" in done[2].output
    assert "\x1b" not in tfcompat("explain", "tf.contrib.\x1b[31m").output


def test_git_applies_a_diff_of_names_with_control_characters(folder):
    if shutil.which("git") is None or sys.platform == "win32":
        pytest.skip("needs git, and such names")
    for name in NAMES:
        (folder / name).write_text(OLD)
    diff = tfcompat("migrate", "in").stdout_bytes
    subprocess.run(["git", "apply", "--unsafe-paths", "-"], input=diff, check=True)
    assert all("tfcompat.legacy" in (folder / name).read_text() for name in NAMES)


@pytest.mark.parametrize(
    "text",
    [
        f'{{"cells": [], "nbformat": {"1" * 5000}}}',
        '{"cells": [], "nbformat": []}',
        '{"cells": [], "nbformat": {}}',
        '{"cells": [], "nbformat": NaN}',
        "[" * 100_000,
        '{"nbformat": 4, "cells": [' + '{"a": ' * 500_000 + "1" + "}" * 500_000 + "]}",
        '{"nbformat": 4, "cells": [{"cell_type": "code", "source": [["x"]]}]}',
        '{"nbformat": 4, "worksheets": {"cells": []}}',
    ],
    ids=range(8),
)
def test_a_notebook_that_is_odd_json_is_not_a_fault_of_ours(text, folder):
    (folder / "a.ipynb").write_text(text)
    (folder / "b.py").write_text(OLD)
    result = tfcompat("migrate", "--write", "in")
    assert result.exit_code == 3
    assert "Error: in/a.ipynb: line 1: TFC900 is not a notebook" in result.stderr.replace(os.sep, "/")
    assert (folder / "a.ipynb").read_text() == text
    assert "tfcompat.legacy" in (folder / "b.py").read_text()


def test_the_outputs_and_names_of_cells_are_neither_read_nor_changed(folder):
    old = {"cell_type": "code", "source": OLD, "id": "../../x", "metadata": {"evil": "<script>"}, "execution_count": -1}
    html = {"output_type": "display_data", "data": {"text/html": "<script>alert(1)</script>"}, "metadata": {}}
    odd = {"cell_type": "code", "source": "x = 1", "id": {"a": []}, "metadata": [], "outputs": 7}
    book = {"cells": [{**old, "outputs": [html]}, odd], "metadata": [], "nbformat": 4}
    (folder / "a.ipynb").write_text(json.dumps(book))
    page = tfcompat("migrate", "--output-format", "html", "in").stdout
    assert "<script>alert(1)" not in page
    assert tfcompat("migrate", "--write", "in").exit_code == 0
    after = json.loads((folder / "a.ipynb").read_text())
    assert "tfcompat.legacy" in "".join(after["cells"][0].pop("source"))
    del book["cells"][0]["source"]
    assert after == book


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (f"exclude = {'[' * 5000}{']' * 5000}", "is nested too deeply to be read"),
        ("exclude = ['[z-a]']", "cannot be patterns (bad character range z-a"),
        ("per-file-ignores = {'[z-a]' = ['TFC1']}", "cannot be patterns (bad character range z-a"),
        ("keep-runs = 1.5", "1.5 is not a whole number of at least 1"),
        ("era-per-path = []", "must be a table"),
        ("baseline = '../known.json'", "'../known.json' leads out of the folder of this file"),
        ("baseline = '/tmp/known.json'", "'/tmp/known.json' leads out of the folder of this file"),
        ('baseline = "a\\u0000"', "is not the name of a file"),
        ('"\\u001b[31m" = 1', r"has no setting '\x1b[31m'"),
    ],
)
def test_settings_of_the_wrong_kind_are_a_sentence(settings, said, folder):
    (folder / "pyproject.toml").write_text(f"[tool.tfcompat]\n{settings}\n")
    (folder / "a.py").write_text(OLD)
    result = tfcompat("check", "--write-baseline", "in")
    assert result.exit_code == 2
    assert said in result.stderr
    assert sorted(path.name for path in folder.parent.rglob("*")) == ["a.py", "in", "pyproject.toml"]


def test_a_pattern_of_the_command_line_that_is_none_is_a_sentence(folder):
    result = tfcompat("migrate", "--exclude", "[z-a]", "in")
    assert result.exit_code == 2
    assert "cannot be patterns (bad character range z-a at position" in result.stderr


@pytest.mark.parametrize("name", ["a.py", "link.json"])
def test_a_baseline_of_the_settings_overwrites_no_source_and_nothing_outside(name, folder):
    outside = folder.parent / "precious"
    outside.write_text("precious")
    (folder / "a.py").write_text(OLD)
    (folder / "link.json").symlink_to(outside)
    (folder / "pyproject.toml").write_text(f"[tool.tfcompat]\nbaseline = '{name}'\n")
    result = tfcompat("check", "--write-baseline", "in")
    assert result.exit_code == 2
    assert ("contains source code" if name == "a.py" else "is a link that leads out of") in result.stderr
    assert (folder / "a.py").read_text() == OLD
    assert outside.read_text() == "precious"


OTHERS = ["pyproject.toml", "Makefile", "package.json", "m.pyi", "q.pyx", "empty"]
HIDDEN = [".git/config", ".git/hooks/pre-push", ".github/workflows/x.yml", "link.json", "linked/config"]


@pytest.fixture
def settled(folder):
    """A folder with a finding, files of other programs, and links to them."""
    for name in [*OTHERS, ".git/config"]:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("" if name == "empty" else '{"schema_version": "1.0", "findings": []}')
    (folder / "link.json").symlink_to(folder / ".git/config")
    (folder / "linked").symlink_to(folder / ".git", target_is_directory=True)
    (folder / "a.py").write_text(WRONG)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", [*OTHERS, *HIDDEN])
def test_a_baseline_of_the_settings_overwrites_no_other_file(name, settled):
    (settled / "pyproject.toml").write_text(f"[tool.tfcompat]\nbaseline = '{name}'\n")
    before = content(settled)
    result = tfcompat("check", "--write-baseline", "--fix", "--unsafe-fixes", "in")
    assert result.exit_code == 2
    said = "below the hidden folder '.git" if name in HIDDEN else "is not a tfcompat baseline ("
    assert said in result.stderr
    assert content(settled) == before
    assert "use --baseline" in result.stderr or "name another file with --baseline" in result.stderr
    assert tfcompat("check", "--write-baseline", "--baseline", "in/.new.json", "in").exit_code == 0


@pytest.mark.parametrize("name", [*OTHERS, ".git/config"])
def test_a_baseline_of_the_command_line_overwrites_no_other_file(name, settled):
    (settled / "pyproject.toml").write_text("[project]\n")
    before = content(settled)
    result = tfcompat("check", "--write-baseline", "--baseline", f"in/{name}", "in")
    assert result.exit_code == 2
    assert "so --write-baseline does not overwrite it; name another file with --baseline, or delete" in result.stderr
    assert content(settled) == before
    (settled / name).unlink()
    assert tfcompat("check", "--write-baseline", "--baseline", f"in/{name}", "in").exit_code == 0


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"schema_version": 1, "findings": [{"path": "a", "code": "b", "fingerprint": "c", "count": Infinity}]}',
        '{"schema_version": 1, "findings": [{"path": [], "code": "b", "fingerprint": "c", "count": 1}]}',
        '{"schema_version": 1, "findings": 3}',
        '{"schema_version": 1, "findings": {}}',
        '{"schema_version": 1, "findings": [{"path": "a", "code": "b", "fingerprint": "c", "count": -1}]}',
        "[]",
        "1" * 5_000,
        "\x00",
    ],
    ids=range(9),
)
def test_a_baseline_that_was_tampered_with_is_a_sentence(text, folder):
    (folder / "a.py").write_text("x = 1\n")
    (folder / "known.json").write_text(text)
    result = tfcompat("check", "--baseline", "in/known.json", "in")
    assert result.exit_code == 2
    assert "in/known.json is not a tfcompat baseline (" in result.stderr


@pytest.fixture
def checkout(folder, monkeypatch):
    """A checkout whose own settings run a program that leaves a trace."""
    if shutil.which("git") is None or sys.platform == "win32":
        pytest.skip("needs git and a shell")
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(folder.parent))
    trace, git = folder.parent / "trace", ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@x.x"]
    (folder / "a.py").write_text(OLD)
    (folder / ".gitattributes").write_text("*.py filter=a=b\n")
    subprocess.run(["git", "init", "-q", folder], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "x"], check=True)
    for key in ("filter.a=b.clean", "filter.a=b.process", "core.fsmonitor", "diff.external", "core.pager"):
        subprocess.run([*git, "config", key, f"touch {trace}; cat"], check=True)
    subprocess.run([*git, "config", "filter.a=b.required", "true"], check=True)
    hook = folder / ".git/hooks/post-index-change"
    hook.write_text(f"#!/bin/sh\ntouch {trace}\n")
    hook.chmod(0o755)
    os.utime(folder / "a.py", (1, 1))  # so that git compares the content
    return folder


def test_nothing_that_a_checkout_names_is_run(checkout):
    trace = checkout.parent / "trace"
    result = tfcompat("migrate", "--write", "in")
    assert not trace.exists()
    assert result.exit_code == 0, result.stderr
    assert "tfcompat.legacy" in (checkout / "a.py").read_text()
    assert tfcompat("migrate", "--write", "in").exit_code == 0
    assert not trace.exists()
    subprocess.run(["git", "-C", str(checkout), "status"], check=False, capture_output=True)
    assert trace.exists(), "git itself would have run it"


@pytest.mark.parametrize("prevented", [{}, {"GIT_NO_LAZY_FETCH": "0"}], ids=["new git", "old git"])
def test_a_partial_clone_runs_nothing_to_fetch_what_it_lacks(prevented, checkout, monkeypatch):
    trace, git = checkout.parent / "trace", ["git", "-C", str(checkout)]
    tree = subprocess.run([*git, "rev-parse", "HEAD^{tree}"], check=True, capture_output=True, text=True).stdout.strip()
    (checkout / ".git/objects" / tree[:2] / tree[2:]).unlink()
    subprocess.run([*git, "config", "--remove-section", "core"], check=True)
    for key, value in {
        "core.repositoryformatversion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": str(checkout),
        "remote.origin.uploadpack": f"touch {trace}; git-upload-pack",
        "protocol.file.allow": "always",
    }.items():
        subprocess.run([*git, "config", key, value], check=True)
    (checkout / ".git/hooks/post-index-change").unlink()
    monkeypatch.setattr(_git, "_NO_FETCH", _git._NO_FETCH | prevented)
    result = tfcompat("migrate", "--write", "in")
    assert not trace.exists()
    assert result.exit_code == 2
    assert "cannot tell from git which files are uncommitted" in result.stderr
    subprocess.run([*git, "status"], check=False, capture_output=True)
    assert trace.exists(), "git itself would have run it"


def test_a_program_with_the_name_of_git_in_the_current_folder_is_not_run(checkout, monkeypatch):
    trace = checkout.parent / "trace"
    program = checkout / "git"
    program.write_text(f"#!/bin/sh\ntouch {trace}\n")
    program.chmod(0o755)
    monkeypatch.chdir(checkout)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
    result = tfcompat("migrate", ".")
    assert result.exit_code == 1
    assert not trace.exists()


def test_a_folder_that_looks_like_a_bare_repository_is_a_folder(folder):
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    trace = folder.parent / "trace"
    subprocess.run(["git", "init", "-q", "--bare", folder / "evil"], check=True)
    for key, value in (("core.bare", "false"), ("core.worktree", "."), ("core.fsmonitor", f"touch {trace}")):
        subprocess.run(["git", "config", "-f", folder / "evil/config", key, value], check=True)
    (folder / "evil/a.py").write_text(OLD)
    assert Path("in/evil/a.py") in {Path(file["path"]) for file in of_json("in/evil")}
    assert not trace.exists()


def of_json(path: str) -> list[dict[str, str]]:
    return json.loads(tfcompat("migrate", "--format", "json", path).stdout)["files"]
