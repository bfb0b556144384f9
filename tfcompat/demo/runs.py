"""Run a training program in a separate process, and read what it prints while it runs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tfcompat.demo.curve import Point
from tfcompat.demo.errors import DemoError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_ENVIRONMENT = {
    "CUDA_VISIBLE_DEVICES": "-1",  # the recording was made on a CPU; a GPU's TF32 products differ in the fourth digit
    "KERAS_BACKEND": "tensorflow",  # the demo is about TensorFlow
    "PYTHONUNBUFFERED": "1",
    "TF_CPP_MIN_LOG_LEVEL": "1",
    "TF_ENABLE_ONEDNN_OPTS": "0",
}
_WARNING = re.compile(r"^.*?:\d+: (\w*Warning: .*)$", re.MULTILINE)
_OF_SHIM = re.compile(
    r"DeprecationWarning: (\S+) is a legacy name, and its shim will be removed in (tfcompat [\d.]+): "
)


@dataclass(frozen=True)
class Outcome:
    """How a program ended, and what it printed until then."""

    returncode: int
    points: tuple[Point, ...]
    errors: str
    """All of standard error."""

    @property
    def error(self) -> str:
        """The last line of standard error: the exception, if there was one."""
        lines = self.errors.strip().splitlines()
        return lines[-1] if lines else f"exit code {self.returncode} and no message"


@dataclass(frozen=True)
class Run:
    """One way to train, with its results."""

    title: str
    points: tuple[Point, ...]
    logits: NDArray[np.float32]
    """The logits of the test set, ``[images, 10]``."""
    warnings: tuple[str, ...]
    """The Python warnings of the run."""
    versions: dict[str, str]
    """The versions that the program used, if it reports them."""

    @property
    def notes(self) -> tuple[str, ...]:
        """The warnings as sentences; those of all shims are one."""
        shims = [shim for warning in self.warnings if (shim := _OF_SHIM.match(warning))]
        others = (f"{self.title} warned: {each}" for each in self.warnings if not _OF_SHIM.match(each))
        if not shims:
            return tuple(others)
        count = f"{len(shims)} shim{'s' if len(shims) > 1 else ''}"
        names = ", ".join(shim[1] for shim in shims)
        use = f"{self.title} uses {count}, which will be removed in {shims[0][2]}: {names}. "
        return (f"{use}Run `tfcompat explain {shims[0][1]}` for the replacement.", *others)


def launch(
    program: Sequence[str],
    out: Path,
    epochs: int,
    on_point: Callable[[Point], None],
    *,
    python: str = sys.executable,
) -> Outcome:
    """Run a program with the flags of the shipped script, and pass on each point when it is printed.

    It runs in the folder of `out`, so that no file in the user's folder can shadow a module that it imports.
    """
    command = [python, *program, f"--out={out}", f"--epochs={epochs}"]
    environment = os.environ | _ENVIRONMENT
    points = []
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors,
        subprocess.Popen(  # noqa: S603 - our own programs, under the interpreter that runs us
            command, cwd=out.parent, env=environment, text=True, stdout=subprocess.PIPE, stderr=errors
        ) as process,
    ):
        for line in process.stdout or ():
            if point := Point.parse(line):
                points.append(point)
                on_point(point)
        returncode = process.wait()
        errors.seek(0)
        return Outcome(returncode, tuple(points), errors.read())


def train(title: str, program: Sequence[str], out: Path, epochs: int, on_point: Callable[[Point], None]) -> Run:
    """Run a program that must succeed, and read the logits that it saved.

    Raises:
        DemoError: The program failed, or printed too few epochs.
    """
    outcome = launch(program, out, epochs, on_point)
    if outcome.returncode:
        raise DemoError(f"{title} failed to train the digits: {outcome.error}")
    if len(outcome.points) != epochs:
        raise DemoError(f"{title} printed the losses of {len(outcome.points)} epochs instead of {epochs}.")
    with np.load(out) as saved:
        versions = json.loads(str(saved["versions"])) if "versions" in saved else {}
        return Run(title, outcome.points, saved["test_logits"], _warnings(outcome.errors), versions)


def _warnings(errors: str) -> tuple[str, ...]:
    """The Python warnings, once each, without their paths; TensorFlow's log is not included."""
    return tuple(dict.fromkeys(_WARNING.findall(errors)))
