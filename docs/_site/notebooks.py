"""Run the notebooks of the documentation, and store what they print.

    python docs/_site/notebooks.py                         # each notebook of docs/notebooks, in place
    python docs/_site/notebooks.py logits.ipynb --to DIR   # one of them, into another folder

Each runs in an empty folder, with the `tfcompat` of this environment. The stored outputs have no colours, no traceback
and no version of Python, so that they change only when what a reader sees does.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDER = Path(__file__).parents[1] / "notebooks"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
SECONDS = 300
"""The longest that one cell may take, on a machine with other work."""


def run(path: Path) -> Any:
    """Run a notebook in an empty folder, and return it with what it printed."""
    import nbformat
    from nbclient import NotebookClient
    from traitlets.config import Config

    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("COLUMNS", "NO_COLOR"):  # what commands print has one width
            os.environ.pop(name, None)
        os.environ.update(
            {name: str(Path(folder, "jupyter")) for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")},
            JUPYTER_RUNTIME_DIR=str(Path(folder, "jupyter", "run")),
            PATH=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        )
        work = Path(folder, "work")
        work.mkdir()
        pipes = {"transport": "ipc", "ip": str(Path(folder, "kernel"))}  # no port is opened
        NotebookClient(
            notebook,
            timeout=SECONDS,
            record_timing=False,
            resources={"metadata": {"path": str(work)}},
            config=Config({"KernelManager": pipes}),
        ).execute()
    return tidy(notebook)


def tidy(notebook: Any) -> Any:
    """Leave out what differs from machine to machine, or is for a terminal."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {name: value for name, value in cell.metadata.items() if name == "tags"}
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)
    return notebook


def joined(outputs: Sequence[Any]) -> list[Any]:
    """Return the outputs of a cell without colours, each run of one stream as one output."""
    found: list[Any] = []
    for output in outputs:
        if output.output_type == "stream":
            output.text = COLOURS.sub("", output.text).replace("\r\n", "\n")
            if found and found[-1].get("name") == output.name:
                found[-1].text += output.text
                continue
        elif output.output_type == "error":
            output.traceback = [f"{output.ename}: {output.evalue}"]
        found.append(output)
    return found


def texts(cell: Any) -> list[str]:
    """Return what a cell shows as text, a picture as its kind."""
    shown = []
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        pictures = sorted(kind for kind in data if kind.startswith("image/"))
        shown.append(", ".join(pictures) or output.get("text") or data.get("text/plain") or output.get("evalue", ""))
    return shown


def is_same(text: str, other: str) -> bool:
    """Whether two texts agree, their numbers within 1e-3."""
    if NUMBER.split(text) != NUMBER.split(other):
        return False
    pairs = zip(map(float, NUMBER.findall(text)), map(float, NUMBER.findall(other)), strict=True)
    return all(math.isclose(one, two, rel_tol=1e-3, abs_tol=1e-3) for one, two in pairs)


def differences(stored: Any, fresh: Any) -> Iterator[str]:
    """Yield a sentence for each cell that no longer shows what is stored; one tagged ``varies`` may."""
    for number, (old, new) in enumerate(zip(stored.cells, fresh.cells, strict=True)):
        before, now = texts(old), texts(new)
        same = len(before) == len(now) and all(map(is_same, before, now))
        if not same and "varies" not in old.metadata.get("tags", ()):
            yield "\n".join([f"cell {number} shows", *now, "and not", *before])


def main(words: Sequence[str] | None = None) -> None:
    """Run the notebooks that are named, or all of them."""
    import nbformat

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", default=sorted(path.name for path in FOLDER.glob("*.ipynb")))
    parser.add_argument("--to", type=Path, default=FOLDER)
    options = parser.parse_args(words)
    for name in options.names:
        path = FOLDER / name  # or a path from the root, which replaces the folder
        nbformat.write(run(path), options.to / path.name)


if __name__ == "__main__":
    main()
