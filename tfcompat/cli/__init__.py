"""The command line. Importing it loads neither TensorFlow nor the parser, so that ``--help`` answers at once."""

from __future__ import annotations

import click

from tfcompat import __version__
from tfcompat.cli._audit import audit
from tfcompat.cli._check import check
from tfcompat.cli._demo import demo
from tfcompat.cli._exit_codes import Shell
from tfcompat.cli._explain import explain, rules
from tfcompat.cli._migrate import migrate
from tfcompat.cli._start import run_script
from tfcompat.cli._undo import undo

__all__ = ["cli", "main"]

# \b keeps the layout of a block as it is.
_HELP = """Find losses that are given the wrong thing, and move those with old names to tfcompat.

\b
Examples:
  tfcompat demo                      see it work, on handwritten digits
  tfcompat check src/                softmax applied twice, logits taken for probabilities, ...
  tfcompat audit model.keras         the same of a saved model, which is run
  tfcompat migrate src/              show a diff; nothing is written
  tfcompat migrate --write src/      apply it
  tfcompat undo                      take it back
  tfcompat migrate --to legacy src/  change only the prefix: TensorFlow 1's numbers
  tfcompat run train.py              run a TensorFlow 1 script as it stands
  tfcompat explain TFC104            what a finding means
  tfcompat explain tf.layers.dense   what becomes of a name

\b
Exit codes:
  0  clean; after --write: nothing is left to do
  1  findings, or changes that are not written
  2  the command line itself is wrong
  3  some input could not be analysed or written (wins over 1); see --exit-zero-on-unreadable
  4  a fault of tfcompat
"""


@click.group(help=_HELP, cls=Shell, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tfcompat", message="%(prog)s %(version)s")
def cli() -> None:
    """The group of all commands."""


for command in (demo, check, audit, migrate, undo, run_script, explain, rules):
    cli.add_command(command)


def main() -> None:
    """The console script."""
    cli(prog_name="tfcompat")
