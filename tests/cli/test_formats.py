"""``--format`` and ``--output``: what goes where, whatever the files are called."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from support import reports
from support.work import HANGS

from tfcompat.cli import _print, cli
from tfcompat.cli._formats import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

OLD = reports.DENSE
NAME = b"a\xff\xc3\xbc.py"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tfcompat(*arguments: str, **given):
    return CliRunner().invoke(cli, ["migrate", *arguments], **given)


def test_the_help_teaches_each_format():
    said = tfcompat("--help").stdout
    assert [form for form, what in FORMATS.items() if f"  {form:<7}  {what}\n" not in said] == []


@pytest.mark.parametrize("form", FORMATS)
def test_output_is_what_standard_output_would_be(form, folder):
    (folder / "a.py").write_text(OLD + reports.ORDER)
    shown = tfcompat("--format", form, "a.py")
    written = tfcompat("--format", form, "-o", "out.txt", "a.py")
    dashed = tfcompat("--format", form, "--output", "-", "a.py")
    assert (shown.exit_code, written.exit_code, dashed.exit_code) == (1, 1, 1)
    assert (folder / "out.txt").read_bytes() == shown.stdout_bytes == dashed.stdout_bytes
    assert shown.stdout_bytes.endswith(b"\n")
    assert written.stdout == ""


@pytest.mark.parametrize("form", FORMATS)
def test_a_diff_is_only_made_for_a_format_that_shows_it(form, folder, monkeypatch):
    made = []
    monkeypatch.setattr(_print, "unified", lambda *given: made.append(given) or b"a diff\n")
    (folder / "a.py").write_text(OLD)
    assert tfcompat("--format", form, "a.py").exit_code == 1
    assert len(made) == (form == "text")
    tfcompat("--format", form, "--patch", "out.patch", "a.py")
    assert (folder / "out.patch").read_bytes() == b"a diff\n"


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_that_cannot_be_written_is_an_error(form, folder):
    (folder / "a.py").write_text(OLD)
    result = tfcompat("--format", form, "-o", "no/such/folder.txt", "a.py")
    assert result.exit_code == 3
    assert result.stderr.startswith("Error: no/such/folder.txt: cannot be written (no such file or directory)\n")


@pytest.mark.parametrize("option", ["--output", "--patch"])
@pytest.mark.parametrize("name", ["a.py", "b.pyw", "c.ipynb"])
def test_a_report_never_replaces_source(option, name, folder):
    (folder / name).write_text(OLD)
    result = tfcompat(option, name, ".")
    assert result.exit_code == 2
    assert f"{name} contains source code and would be overwritten; choose another file" in result.stderr
    assert (folder / name).read_text() == OLD


def test_a_filter_writes_its_source_where_it_is_told_to(folder):
    (folder / "new.py").write_text("")
    assert tfcompat("-o", "new.py", "-", input=OLD).exit_code == 0
    assert (folder / "new.py").read_text().startswith(f"{reports.HEAD}import tfcompat\n")
    assert tfcompat("-o", "new.py", "--format", "json", "-", input=OLD).exit_code == 2


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_found_is_a_report_too(form, folder):
    (folder / "a.py").write_text("x = 1\n")
    result = tfcompat("--format", form, ".")
    assert (result.exit_code, result.exception) == (0, None)


@pytest.mark.parametrize("form", FORMATS)
def test_standard_input_has_a_report(form, folder):
    result = tfcompat("--format", form, "-", input=OLD)
    assert result.exit_code == 0
    assert "tfcompat.legacy.layers.dense" in result.stdout


@pytest.mark.parametrize("form", FORMATS)
def test_what_could_not_be_looked_at_is_said_on_standard_error_too(form, folder):
    (folder / "bad.py").write_text("def f(:\n")
    result = tfcompat("--format", form, "--quiet", "bad.py")
    assert result.exit_code == 3
    assert result.stderr.startswith("Error: bad.py: line 1: TFC900 is not Python")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are text there")
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_name_that_is_no_text_goes_through_any_stream(form, encoding, folder):
    (folder / os.fsdecode(NAME)).write_text(OLD + "def f(:\n")
    command = [sys.executable, "-m", "tfcompat", "migrate", "--format", form, "."]
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, env=environment, timeout=HANGS)
    assert done.returncode == 3, done.stderr
    assert b"Traceback" not in done.stderr
    if form == "json":
        (file,) = json.loads(done.stdout)["files"]
        assert os.fsencode(file["path"]) == NAME


@pytest.mark.skipif(sys.platform == "win32", reason="no such file names there")
def test_a_file_named_and_filled_with_a_script_is_text_on_the_page(folder):
    attack = "<script>alert(1)</script>"
    file = folder / f"{attack}.py"  # a folder and a file
    file.parent.mkdir()
    file.write_text(f"# {attack}\n{reports.HEAD}x = '{attack}'; y = tf.layers.dense(x, '{attack}')  # {attack}\n")
    (folder / "bad.py").write_text(f"def f({attack}")
    result = tfcompat("--format", "html", "-o", "report.html", ".")
    assert result.exit_code == 3
    read = reports.Page((folder / "report.html").read_text(encoding="utf-8"))
    assert [tag for tag, _ in read.elements].count("script") == 1
    assert "alert" not in read.texts["script"][0]
    assert f"{attack}.py" in read.texts["h3"]
    assert f"# {attack}" in "".join(read.texts["table"])


def test_the_schema_is_in_the_package(folder: Path):
    schema = json.loads(files("tfcompat.migrate.report").joinpath("report.schema.json").read_text(encoding="utf-8"))
    made = json.loads(tfcompat("--format", "json", ".").stdout)
    assert set(schema["$defs"]["report"]["required"]) == set(made)


def test_every_object_of_the_schema_is_closed():
    schema = json.loads(files("tfcompat.migrate.report").joinpath("report.schema.json").read_text(encoding="utf-8"))
    for name, part in schema["$defs"].items():
        if part.get("type") == "object":
            assert part["additionalProperties"] is False, name
            optional = set(part["properties"]) - set(part["required"])
            assert optional == ({"source"} if name == "file" else set()), name
