"""The notebooks of the documentation run, and print what is stored in them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from support.work import HANGS

import tfcompat

ROOT = Path(tfcompat.__file__).parents[1]
sys.path.insert(0, str(ROOT / "docs" / "_site"))

import notebooks  # noqa: E402 - a helper of the site, which is no package

NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
LARGEST = 250_000
of_each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path: Path):
    return nbformat.read(path, as_version=4)


def code(*cells: tuple[str, str], tags: tuple[str, ...] = ()):
    """A notebook of code cells that print something."""
    made = nbformat.v4.new_notebook()
    for source, printed in cells:
        outputs = [nbformat.v4.new_output("stream", text=printed)] if printed else []
        cell = nbformat.v4.new_code_cell(source, outputs=outputs, metadata={"tags": [*tags]})
        made.cells.append(cell)
    return made


def run(path: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, notebooks.__file__, str(path), "--to", str(folder)]
    quiet = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "2"}
    return subprocess.run(command, env=quiet, capture_output=True, text=True, timeout=HANGS)


@of_each
def test_a_notebook_runs_and_shows_what_is_stored(path, tmp_path):
    ran = run(path, tmp_path)
    assert ran.returncode == 0, ran.stderr[-3000:]
    found = list(notebooks.differences(read(path), read(tmp_path / path.name)))
    assert not found, "\n".join([*found, "run python docs/_site/notebooks.py if this is right"])


@pytest.mark.without_keras
@of_each
def test_a_notebook_is_small_tidy_and_has_its_outputs(path):
    stored = read(path)
    nbformat.validate(stored)
    assert path.stat().st_size < LARGEST
    assert stored == notebooks.tidy(read(path))
    cells = [cell for cell in stored.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert all(text for cell in cells for text in notebooks.texts(cell))
    for cell in cells:
        raised = any(output.output_type == "error" for output in cell.outputs)
        assert raised == ("raises-exception" in cell.metadata.get("tags", ()))
        assert not re.search(r"(?<![\w.])/(?!/)\w+/\w", "".join(notebooks.texts(cell)))  # no path of a machine


@pytest.mark.without_keras
@of_each
def test_links_of_a_notebook_lead_somewhere(path):
    prose = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", prose)
    assert links
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.without_keras
def test_the_old_program_and_its_losses_are_those_of_the_recorded_program():
    sources = [cell.source for cell in read(notebooks.FOLDER / "migrate_in_five_minutes.ipynb").cells]
    recorded = Path(__file__).parents[1] / "data" / "programs" / "five_minutes.py"
    written = next(source for source in sources if source.startswith("%%writefile train.py\n"))
    assert written.partition("\n")[2].strip() == recorded.read_text(encoding="utf-8").strip()
    losses = next(source for source in sources if source.startswith("tf115 = ["))
    printed = recorded.with_suffix(".tf115.txt").read_text(encoding="utf-8").splitlines()
    assert re.findall(r"\d+\.\d+", losses) == [line.split()[-1] for line in printed]


@pytest.mark.without_keras
def test_the_table_of_old_names_is_that_of_the_page():
    table = re.compile(r"^\| Old name \|.*(?:\n\|.*)+", re.MULTILINE)
    page = (notebooks.FOLDER.parent / "logits.md").read_text(encoding="utf-8")
    prose = "\n".join(cell.source for cell in read(notebooks.FOLDER / "logits.ipynb").cells)
    assert table.search(page)[0] == table.search(prose)[0]


@pytest.mark.without_keras
def test_a_cell_that_shows_something_else_is_found():
    stored = code(("f(1)", "loss 0.5321\n"), ("f(2)", "twice\n"))
    assert not list(notebooks.differences(stored, code(("f(1)", "loss 0.5323\n"), ("f(2)", "twice\n"))))
    for now in ("loss 0.5421\n", "loss 0.5321 0.5\n", "value 0.5321\n", ""):
        found = list(notebooks.differences(stored, code(("f(1)", now), ("f(2)", "twice\n"))))
        assert len(found) == 1
        assert found[0].startswith("cell 0 shows\n")
    varying = code(("f(1)", "1\n"), tags=("varies",))
    assert not list(notebooks.differences(varying, code(("f(1)", "2\n"), tags=("varies",))))


@pytest.mark.without_keras
def test_what_differs_between_machines_is_not_stored():
    noisy = code(("f(1)", "\x1b[1mone\x1b[0m\r\n"))
    (cell,) = noisy.cells
    cell.outputs.append(nbformat.v4.new_output("stream", text="two\n"))
    cell.outputs.append(nbformat.v4.new_output("error", ename="KeyError", evalue="3", traceback=["File ...", "x"]))
    cell.metadata.execution = {"when": "now"}
    noisy.metadata = {"language_info": {"name": "python", "version": "3.11.7"}}
    tidied = notebooks.tidy(noisy)
    assert "version" not in tidied.metadata["language_info"]
    assert cell.metadata == {"tags": []}
    assert [output.get("text") for output in cell.outputs] == ["one\ntwo\n", None]
    assert cell.outputs[1].traceback == ["KeyError: 3"]


@pytest.mark.without_keras
def test_a_cell_that_raises_stops_the_run(tmp_path):
    nbformat.write(code(("1 / 0", "")), tmp_path / "wrong.ipynb")
    (tmp_path / "to").mkdir()
    ran = run(tmp_path / "wrong.ipynb", tmp_path / "to")
    assert ran.returncode == 1
    assert "ZeroDivisionError" in ran.stderr
    assert not list((tmp_path / "to").iterdir())
