"""How every command ends: with an exit code and one sentence, never with a traceback."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from tfcompat.cli._help import Pages
from tfcompat.cli._terminal import color_option, coloured, from_environment, help_text, say, width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["TRACEBACK", "Shell", "fault"]

TRACEBACK = "TFCOMPAT_TRACEBACK"
_INTERRUPTED = 130
_PIPE_CLOSED = 141
_NOWHERE = "the current folder does not exist any more; change to another folder and run again"


class Shell(Pages, click.Group):
    """The group of commands, in the order in which users need them."""

    def __init__(self, *args: Any, tables: Mapping[str, Sequence[tuple[str, str]]] | None = None, **given: Any) -> None:
        super().__init__(*args, **given)
        self.tables = tables or {}
        self.params.append(color_option())

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command, which takes ``--color`` like all others."""
        cmd.params.append(color_option())
        super().add_command(cmd, name)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands, in the order in which they were added."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write each command's short help in full."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.short_help or "") for name, command in self.commands.items()])

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> click.Context:
        """Start a run with the width and colours of the terminal."""
        return super().make_context(
            info_name, args, parent, **{"terminal_width": width(), "color": from_environment(), **extra}
        )

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and exit; a wrong command line gets one sentence, before the usage."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            sys.exit(super().main(args, prog_name, complete_var, standalone_mode=False, **extra) or 0)
        except click.ClickException as error:
            _tell(error)
            sys.exit(error.exit_code)
        except click.Abort:
            say("Aborted.", err=True)
            sys.exit(1)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; any error becomes a sentence on standard error and an exit code."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt:
            ctx.exit(_INTERRUPTED)
        except BrokenPipeError:  # the reader, such as head, has closed the pipe
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(_PIPE_CLOSED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if isinstance(error, FileNotFoundError) and _is_nowhere():
                say(f"Error: {_NOWHERE}", err=True)
                ctx.exit(2)
            if os.environ.get(TRACEBACK):
                raise
            say(f"Error: {fault(error)}", err=True)
            ctx.exit(4)
        return result


def _is_nowhere() -> bool:
    """Return whether the current folder was deleted."""
    try:
        os.getcwd()  # noqa: PTH109 - Path.cwd does not say more
    except FileNotFoundError:
        return True
    return False


def _tell(error: click.ClickException) -> None:
    """Print the error, then the usage of the command."""
    if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):  # new in click 8.2
        error.show()
        return
    context = getattr(error, "ctx", None)
    with (context or click.Context(click.Command("tfcompat"), color=from_environment())).scope(cleanup=False):
        say(f"Error: {error.format_message()}", err=True)
        if context is not None:
            usage = context.get_usage()
            say(err=True)
            click.echo(help_text(usage) if coloured(sys.stderr) else usage, err=True, color=True)
            say(f"Run `{context.command_path} --help` for help.", err=True)


def fault(error: Exception) -> str:
    """Return the sentence for an internal error."""
    said = f"{type(error).__name__}: {error}".splitlines()[0]
    return f"internal error in tfcompat, not in your input ({said}); set {TRACEBACK}=1 to see where, and report it"
