"""The shipped script, run untouched on the installed TensorFlow."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from tfcompat.demo.errors import DemoError
from tfcompat.demo.runs import launch

if TYPE_CHECKING:
    from pathlib import Path

    from tfcompat.demo.runs import Outcome

NAME = "legacy_script.py"
_REASON = "module 'tensorflow' has no attribute"
WHY = (
    "TensorFlow 2 lacks many names of TensorFlow 1, such as tf.app, tf.placeholder and tf.Session. With "
    "tensorflow.compat.v1 imported instead, the script would run until its first tf.layers.conv2d, which raises an "
    "error with Keras 3."
)


def text() -> str:
    """The script."""
    return files("tfcompat.demo").joinpath(NAME).read_text(encoding="utf-8")


def run(folder: Path) -> Outcome:
    """Run the shipped script for one epoch.

    Raises:
        DemoError: The script failed for another reason than the one that the demo is about.
    """
    outcome = launch([str(files("tfcompat.demo").joinpath(NAME))], folder / "original.npz", 1, lambda _: None)
    if _REASON not in outcome.error:
        raise DemoError(f"{NAME} fails here, but not for the reason that the demo is about: {outcome.error}")
    return outcome


def where(outcome: Outcome) -> str:
    """The line of the script that failed, as in the traceback."""
    frames = re.findall(rf'{re.escape(NAME)}", line (\d+), in .*\n +(.*)', outcome.errors)
    return f"{NAME}:{frames[-1][0]}  {frames[-1][1]}" if frames else ""
