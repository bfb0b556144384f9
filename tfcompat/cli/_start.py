"""``tfcompat run``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from tfcompat.cli._help import Command
from tfcompat.cli._quiet import without_notices
from tfcompat.cli._terminal import say

__all__ = ["run_script"]

_HELP = """Run a TensorFlow 1 script on the installed TensorFlow 2, without changing it.

In the script and its own modules, `tensorflow` is tensorflow.compat.v1 with TensorFlow 1 behaviour, and
names in tf.contrib, tf.layers and others come from tfcompat.legacy. Installed libraries keep TensorFlow 2. No
file is written; to change the script for good, use `tfcompat migrate --write`.

The script gets its arguments, __main__ and sys.path as with `python SCRIPT`, and the exit code is the script's.
It has to be Python 3; `2to3 -w SCRIPT` converts Python 2. `run` needs TensorFlow: pip install
'tfcompat[tensorflow]'
"""
_TABLES = {
    "Examples": [
        ("tfcompat run train.py", "run the script"),
        ("tfcompat run train.py --epochs 3", "options after the script are the script's"),
        ("TF_USE_LEGACY_KERAS=1 tfcompat run train.py", "with tf_keras, for scripts that use tf.keras"),
    ],
    "Exit codes": [("the script's", "or 2 if there is nothing to run")],
}


@click.command(
    "run",
    cls=Command,
    help=_HELP,
    tables=_TABLES,
    short_help="Run a TensorFlow 1 script without changing it.",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("script", type=click.Path(path_type=Path))
@click.argument("arguments", metavar="[ARGS]...", nargs=-1, type=click.UNPROCESSED)
def run_script(script: Path, arguments: tuple[str, ...]) -> None:
    """Prepare TensorFlow, print a notice, and run the script."""
    if not os.path.isfile(script):  # noqa: PTH113 - Path.is_file raises an error below a closed folder
        raise click.UsageError(f"script {script} does not exist")
    if script.suffix == ".ipynb":
        raise click.UsageError(f"{script} is a notebook: `tfcompat migrate` rewrites its cells, and Jupyter runs it")
    try:
        with without_notices():
            import tensorflow as tf

            from tfcompat.legacy.start import prepare, start
    except ImportError as error:
        raise click.UsageError(
            f"run needs TensorFlow 2.16.2 or later and Keras ({error}): pip install 'tfcompat[tensorflow]'"
        ) from None
    added = prepare()
    say(
        f"tfcompat: running {script} on TensorFlow {tf.__version__} as on TensorFlow 1: `tensorflow` is "
        f"tensorflow.compat.v1 with v2 behaviour off, and {added} names come from tfcompat. No file is written.",
        err=True,
    )
    try:
        code = start(script, arguments)
    except SyntaxError as error:
        raise click.UsageError(
            f"{script}, line {error.lineno}: {error.msg}. Only Python 3 can run; `2to3 -w` converts Python 2"
        ) from None
    sys.exit(code)
