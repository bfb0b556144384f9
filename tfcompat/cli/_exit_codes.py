"""How every command ends: with an exit code and one sentence, never with a traceback."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

__all__ = ["TRACEBACK", "Shell", "fault"]

TRACEBACK = "TFCOMPAT_TRACEBACK"
_INTERRUPTED = 130
_PIPE_CLOSED = 141


class Shell(click.Group):
    """The group of commands, in the order in which a person meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands, in the order in which they were added."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; whatever goes wrong becomes a sentence on standard error and an exit code."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt:
            ctx.exit(_INTERRUPTED)
        except BrokenPipeError:  # the reader, say head, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(_PIPE_CLOSED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if os.environ.get(TRACEBACK):
                raise
            click.echo(f"Error: {fault(error)}", err=True)
            ctx.exit(4)
        return result


def fault(error: Exception) -> str:
    """The sentence for a fault of ours."""
    said = f"{type(error).__name__}: {error}".splitlines()[0]
    return f"a fault of tfcompat, not of your input ({said}); set {TRACEBACK}=1 to see where, and report it"
