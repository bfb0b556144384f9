"""``tfcompat demo``."""

from __future__ import annotations

from pathlib import Path

import click

from tfcompat.cli._help import Command

__all__ = ["demo"]

_HELP = """Migrate a TensorFlow 1 training script, train it on handwritten digits, and compare the loss curves.

The demo shows the whole way: an old script fails on today's TensorFlow, `tfcompat migrate` changes it, and it trains
again with the loss curve of TensorFlow 1.15. It writes the migrated script and a page with the diff and the curves. It
takes about a minute and downloads nothing.

It needs TensorFlow, matplotlib and scikit-learn: pip install 'tfcompat[demo,tensorflow]'
"""
_TABLES = {
    "Examples": [
        ("tfcompat demo", "write demo-out/"),
        ("tfcompat demo --open", "and show the page in a browser"),
        ("tfcompat demo --output /tmp/demo", "write to another folder"),
    ]
}


@click.command(
    cls=Command,
    help=_HELP,
    tables=_TABLES,
    short_help="Migrate a TensorFlow 1 script, train it, and compare the curves.",
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo-out"),
    show_default=True,
    help="Write the migrated script and the page to this folder.",
)
@click.option("--open", "open_page", is_flag=True, help="Open the page in a browser at the end.")
def demo(output: Path, *, open_page: bool) -> None:
    """Run it, and open the page on request."""
    from tfcompat import demo as show

    try:
        show.run(output)
    except show.MissingExtraError as error:
        raise click.UsageError(str(error)) from None
    except show.DemoError as error:
        raise click.ClickException(str(error)) from None
    if open_page:
        for page in sorted(output.glob("*.html"))[:1]:
            click.launch(str(page))
