"""``tfcompat run``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

__all__ = ["run_script"]

_HELP = """Run a script of TensorFlow 1 on the TensorFlow that is installed, as it stands.

In the script and its own modules, `tensorflow` is tensorflow.compat.v1, with the behaviour of TensorFlow 2 off, and
names of tf.contrib, tf.layers and others come from tfcompat.legacy. Libraries keep TensorFlow 2. Nothing is written:
`tfcompat migrate --write` makes it last.

The script gets its arguments, __main__ and sys.path as from `python SCRIPT`, and the exit code is the script's. It has
to be Python 3; `2to3 -w SCRIPT` makes it that. It needs TensorFlow: pip install 'tfcompat[tensorflow]'.

\b
Examples:
  tfcompat run train.py --epochs 3
  TF_USE_LEGACY_KERAS=1 tfcompat run train.py    with tf_keras, for scripts that use tf.keras
"""


@click.command(
    "run",
    help=_HELP,
    short_help="Run an untouched TensorFlow 1 script on today's TensorFlow.",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("script", type=click.Path(path_type=Path))
@click.argument("arguments", metavar="[ARGS]...", nargs=-1, type=click.UNPROCESSED)
def run_script(script: Path, arguments: tuple[str, ...]) -> None:
    """Prepare TensorFlow, say so, and run the script."""
    if not script.is_file():
        raise click.UsageError(f"there is no script {script}; name a Python file")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    try:
        import tensorflow as tf

        from tfcompat.legacy.start import prepare, start
    except ImportError as error:
        raise click.UsageError(
            f"run needs TensorFlow 2.16.2 or later and Keras ({error}): pip install 'tfcompat[tensorflow]'"
        ) from None
    added = prepare()
    click.echo(
        f"tfcompat: {script} runs on TensorFlow {tf.__version__} as on TensorFlow 1: `tensorflow` is "
        f"tensorflow.compat.v1, its v2 behaviour is off, and {added} names come from tfcompat. Nothing is written.",
        err=True,
    )
    try:
        code = start(script, arguments)
    except SyntaxError as error:
        raise click.UsageError(
            f"{script}, line {error.lineno}: {error.msg}. Only Python 3 runs here; `2to3 -w` brings Python 2 to it"
        ) from None
    sys.exit(code)
