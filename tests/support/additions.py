"""Follows docs/extending.md in a copy of the package, and uses what each section adds.

    python -m support.additions PAGE COPY

writes to outcomes.json in ``COPY``, the folder with the copy, which is on the path, what went wrong with each section
as a whole, and with each of its blocks left out. TensorFlow starts once; each trial is a fork, which imports the copy.
"""

from __future__ import annotations

import json
import os
import re
import runpy
import sys
import traceback
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from support.fences import Block, blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
COMMAND = re.compile(r"^\$ python -m ([\w.]+)$", re.MULTILINE)
NOTHING = "nothing"
OUTCOMES = "outcomes.json"


class Trial(NamedTuple):
    """A section of the page, all of whose blocks are followed but one."""

    section: str
    left_out: str
    steps: list[Block]


def trials(page: Path) -> Iterator[Trial]:
    """Each section with all of its blocks, and without each of them."""
    text = page.read_text(encoding="utf-8")
    heads = [(text.count("\n", 0, head.start()) + 1, head[1]) for head in HEADING.finditer(text)]
    sections: dict[str, list[Block]] = {name: [] for _, name in heads}
    for block in blocks(page):
        sections[next(name for line, name in reversed(heads) if line < block.line)].append(block)
    for name, steps in sections.items():
        yield Trial(name, NOTHING, steps)
        for left_out in steps:
            yield Trial(name, left_out.title or left_out.text.strip(), [one for one in steps if one is not left_out])


def patched(text: str, diff: str) -> str:
    """A text with the lines of a diff, whose parts are separated by ``@@``; what it shows around them stands once."""
    for part in diff.split("@@\n"):
        old, new = ("".join(line[1:] for line in part.splitlines(True) if line[0] in (side, " ")) for side in "-+")
        found = [*re.finditer(f"^{re.escape(old)}", text, re.MULTILINE)]
        if len(found) != 1:
            raise ValueError(f"found {len(found)} times, and not once:\n{old}")
        text = text[: found[0].start()] + new + text[found[0].end() :]
    return text


def follow(block: Block, root: Path) -> None:
    """Do what a block shows."""
    if block.language == "console":
        for module in COMMAND.findall(block.text):
            runpy.run_module(module, run_name="__main__")
        return
    file = root / str(block.title)
    if block.language == "diff":
        file.write_text(patched(file.read_text(encoding="utf-8"), block.text), encoding="utf-8")
    else:
        with file.open("x", encoding="utf-8") as new:
            new.write(block.text)


class Copy:
    """A copy of the package, which each trial finds as it was first."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.first = {file: file.read_bytes() for file in self._files()}

    def _files(self) -> list[Path]:
        return [file for file in (self.root / "tfcompat").rglob("*") if file.is_file() and file.suffix != ".pyc"]

    def restore(self) -> None:
        for file in self._files():
            if file not in self.first:
                file.unlink()
            elif file.read_bytes() != self.first[file]:
                file.write_bytes(self.first[file])


def outcome(trial: Trial, copy: Copy) -> str:
    """What went wrong in a trial; empty if nothing did."""
    copy.restore()
    told = copy.root / "outcome.txt"
    child = os.fork()
    if not child:
        said = ""
        try:
            for step in trial.steps:
                follow(step, copy.root)
            checks()[trial.section]()
        except BaseException:  # noqa: BLE001 - told, whatever it is
            said = traceback.format_exc()
        told.write_text(said, encoding="utf-8")
        os._exit(0)
    os.waitpid(child, 0)
    return told.read_text(encoding="utf-8")


def checks() -> dict[str, object]:
    """The use of what each section adds; imports the package, so it is called in the fork."""
    import tfcompat

    assert Path(tfcompat.__file__).is_relative_to(sys.argv[2]), tfcompat.__file__
    from support import added

    return added.CHECKS


def main(page: str, root: str) -> None:
    """Write what each trial came to."""
    copy = Copy(Path(root))
    if find_spec("tensorflow") is not None:
        import tensorflow as tf

        tf.keras.layers.Layer  # noqa: B018 - Keras is imported by this, here once and not in each fork
    found = [(trial.section, trial.left_out, outcome(trial, copy)) for trial in trials(Path(page))]
    (copy.root / OUTCOMES).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
