"""Runs the code blocks of a Markdown page, in order, in one folder and one namespace, as a reader would.

```python            is executed                     ```python title="train.py"    is saved under that name
```pycon             is a doctest                    ```diff                       is what migrate does; equal numbers
```console           lines after `$ ` are run by the shell, and print what stands below them (... for anything)
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
import warnings
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import tensorflow as tf
from support.fences import Block, blocks
from support.work import HANGS

import tfcompat

ROOT = Path(tfcompat.__file__).parents[1]
COMMANDS = re.compile(r"^\$ (?P<command>.*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)
# What TensorFlow says on standard error whenever it starts; no page repeats it.
NOTICES = re.compile(r"^(?:WARNING: All log messages before|[IW]\d{4} |To enable the following).*\n", re.MULTILINE)
DOCTEST = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass
class Reader:
    """Somebody who types a page in, from top to bottom."""

    page: Path
    folder: Path
    namespace: dict[str, object] = field(default_factory=lambda: {"__name__": "__main__"})
    compared: dict[str, set[str]] = field(default_factory=dict)
    """Where each diff stands, to the names that hold the same numbers before and after."""

    def follow(self) -> None:
        """Every block of the page; raises at the first that does not do what the page says."""
        (self.folder / "src").mkdir()  # the reader's own project, which pages speak of and do not show
        (self.folder / "src" / "train.py").write_text("import tensorflow as tf\n", encoding="utf-8")
        for block in blocks(self.page):
            if block.title and block.language != "diff":
                (self.folder / block.title).write_text(block.text, encoding="utf-8")
            elif act := getattr(self, f"_{block.language}", None):
                act(block)

    def _python(self, block: Block) -> None:
        source = "\n" * (block.line - 1) + for_this_keras(block.text)  # so that a traceback shows the line of the page
        exec(compile(source, str(self.page), "exec"), self.namespace)

    def _pycon(self, block: Block) -> None:
        test = doctest.DocTestParser().get_doctest(
            for_this_keras(block.text), self.namespace, self.page.name, str(self.page), block.line - 1
        )
        try:
            doctest.DebugRunner(optionflags=DOCTEST).run(test, clear_globs=False)
        except doctest.DocTestFailure as failure:
            line = block.line + failure.example.lineno
            raise AssertionError(f"{self.page.name}, line {line}: {failure.example.source}gave {failure.got}") from None
        except doctest.UnexpectedException as failure:
            raise failure.exc_info[1] from None
        self.namespace.update(test.globs)

    def _console(self, block: Block) -> None:
        for match in COMMANDS.finditer(block.text):
            command, shown = match["command"], match["output"]
            if is_for_the_reader_alone(command):
                continue
            code, printed = self._shell(command)
            where = f"{self.page.name}, line {block.line}: {command}"
            if not shown:
                assert code in (0, 1), f"{where} ended with {code}: {printed}"
            elif not doctest.OutputChecker().check_output(shown, printed, DOCTEST):
                raise AssertionError(f"{where} printed\n{printed}\nand not\n{shown}")

    def _diff(self, block: Block) -> None:
        lines = [line for line in block.text.splitlines() if not line.startswith(("---", "+++", "@@"))]
        old, new = ("".join(line[1:] + "\n" for line in lines if line[:1] in (side, " ", "")) for side in "-+")
        file = self.folder / "shown_as_diff.py"
        file.write_text(old, encoding="utf-8")
        self._shell(f"{block.title or 'tfcompat migrate'} --write {file.name}")
        got = file.read_text(encoding="utf-8")
        where = f"{self.page.name}, line {block.line}"
        assert got == new, f"{where}: the migrator makes of it\n{got}"
        with tfcompat.legacy.install(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # old names warn, as they should
            before = numbers(old)
        after = numbers(new)
        for name, value in before.items():
            assert np.allclose(value, after[name], rtol=1e-3, atol=1e-6), (
                f"{where}: {name} was {value}, is {after[name]}"
            )
        self.compared[f"{where}: {block.title or 'safe'}"] = set(before)

    def _shell(self, command: str) -> tuple[int, str]:
        """Exit code and what was printed, errors too, in the order of their appearance."""
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        environment = {**os.environ, "PATH": path, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONWARNINGS": "default"}
        process = subprocess.run(
            command,
            shell=True,
            cwd=self.folder,
            env=environment,
            text=True,
            timeout=HANGS,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return process.returncode, NOTICES.sub("", process.stdout)


def numbers(source: str) -> dict[str, np.ndarray]:
    """What a program computes: the names of its module that hold numbers."""
    space: dict[str, object] = {"__name__": "__main__"}
    exec(compile(for_this_keras(source), "diff.py", "exec"), space)
    kinds = (tf.Tensor, np.generic, float)
    known = {name: value for name, value in space.items() if isinstance(value, kinds)}
    return {name: np.asarray(value) for name, value in known.items() if not tf.is_symbolic_tensor(value)}


def for_this_keras(source: str) -> str:
    """Pages are written for Keras 3; under TF_USE_LEGACY_KERAS=1 the reader writes tf_keras, as the pages say."""
    if os.environ.get("TF_USE_LEGACY_KERAS") == "1":
        return re.sub(r"^((?:>>> )?)import keras$", r"\1import tf_keras as keras", source, flags=re.MULTILINE)
    return source


def is_for_the_reader_alone(command: str) -> bool:
    """Whether a command installs something or takes minutes; then what it names has to exist at least."""
    words = shlex.split(command, comments=True)
    if words[0] == "make":
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert all(re.search(rf"^{word}:", makefile, re.MULTILINE) for word in words[1:] if "=" not in word), command
    elif words[:2] == ["pip", "install"]:
        extras = re.findall(r"\[([\w,-]+)\]", command)
        project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        assert all(re.search(rf"^{e} = \[", project, re.MULTILINE) for group in extras for e in group.split(",")), (
            command
        )
    else:
        return words[:2] == ["tfcompat", "demo"] or words[0] in ("git", "cd")
    return True
