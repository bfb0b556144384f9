"""The command line. Importing it loads neither TensorFlow nor the parser, so that ``--help`` answers at once."""

from __future__ import annotations

import click

from tfcompat import __version__
from tfcompat.cli._audit import audit
from tfcompat.cli._check import check
from tfcompat.cli._demo import demo
from tfcompat.cli._exit_codes import Shell
from tfcompat.cli._explain import explain
from tfcompat.cli._help import Command
from tfcompat.cli._lsp import lsp
from tfcompat.cli._migrate import migrate
from tfcompat.cli._rules import rules
from tfcompat.cli._start import run_script
from tfcompat.cli._undo import undo

__all__ = ["cli", "main"]

_HELP = "Find losses that get the wrong input, and migrate old TensorFlow losses to tfcompat."
_TABLES = {
    "Examples": [
        ("tfcompat demo", "see it work on handwritten digits"),
        ("tfcompat check src/", "find double softmax, missing from_logits, and other mistakes"),
        ("tfcompat audit model.keras", "check a saved model by running it"),
        ("tfcompat migrate src/", "show a diff; nothing is written"),
        ("tfcompat migrate --write src/", "apply the diff"),
        ("tfcompat undo", "undo the last --write"),
        ("tfcompat migrate --to legacy src/", "change only the prefix; keep TensorFlow 1's numbers"),
        ("tfcompat run train.py", "run a TensorFlow 1 script without changing it"),
        ("tfcompat explain TFC104", "what a code means"),
        ("tfcompat explain tf.layers.dense", "what replaces an old name"),
        ("tfcompat explain logits", "what logits are, and why losses take them"),
    ],
    "Exit codes": [
        ("0", "clean; after --write, nothing is left to do"),
        ("1", "findings, or changes that are not written yet"),
        ("2", "wrong command line or settings"),
        ("3", "some input could not be analysed or written (wins over 1); see --exit-zero-on-unreadable"),
        ("4", "internal error in tfcompat: please report it"),
    ],
}


@click.group(help=_HELP, cls=Shell, tables=_TABLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="tfcompat", message="%(prog)s %(version)s")
def cli() -> None:
    """The group of all commands."""


@click.command("help", cls=Command, short_help="Show the help of a command.")
@click.argument("command", required=False)
@click.pass_context
def help_command(ctx: click.Context, command: str | None) -> None:
    """Show the help of a command, or of tfcompat as a whole."""
    group = ctx.find_root()
    if command is None:
        click.echo(cli.get_help(group), color=True)
        return
    found = cli.get_command(group, command)
    if found is None:
        raise click.UsageError(f"there is no command {command!r}; `tfcompat help` lists them")
    with found.context_class(found, info_name=command, parent=group) as inner:
        click.echo(found.get_help(inner), color=True)


for _each in (demo, check, audit, migrate, undo, run_script, explain, rules, lsp, help_command):
    cli.add_command(_each)


def main() -> None:
    """Run the console script."""
    cli(prog_name="tfcompat")
