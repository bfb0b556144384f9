"""``tfcompat lsp``: the findings of ``check`` in an editor."""

from __future__ import annotations

import click

from tfcompat.cli._help import Command

__all__ = ["lsp"]

_HELP = """Show the findings of `tfcompat check` in an editor that speaks the Language Server Protocol.

The server talks to the editor on standard input and output. Each open Python file is checked as it is typed. A finding
shows its code, with a link to its page if the documentation is published, and a quick fix if it has one. The settings
are those of `check`: [tool.tfcompat] of pyproject.toml. A file is checked by itself; `tfcompat check` also knows the
other files of the program.

It needs pygls: pip install 'tfcompat[lsp]'
"""
_TABLES = {
    "Examples": [
        ("tfcompat lsp", "the command to give to an editor"),
        ("vim.lsp.start({name = 'tfcompat', cmd = {'tfcompat', 'lsp'}})", "Neovim"),
    ]
}


@click.command(cls=Command, help=_HELP, tables=_TABLES, short_help="Show findings in an editor (language server).")
@click.option("--stdio", is_flag=True, hidden=True)  # the default; some editors add the option
def lsp(*, stdio: bool) -> None:  # noqa: ARG001 - the only transport
    """Serve until the editor ends it."""
    try:
        import pygls  # noqa: F401 - to check that it is installed
    except ImportError:
        raise click.UsageError("lsp needs pygls: pip install 'tfcompat[lsp]'") from None
    from tfcompat.cli._language_server import serve

    serve()
    click.get_current_context().exit()  # at once: the server closed standard output, which can no longer be flushed
