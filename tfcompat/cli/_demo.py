"""``tfcompat demo``."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["demo"]


@click.command(short_help="Migrate a TensorFlow 1 script, run both ways, compare the curves.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo-out"),
    show_default=True,
    help="Folder for the migrated script and the page.",
)
@click.option("--open", "open_page", is_flag=True, help="Open the page in a browser when it is written.")
def demo(output: Path, *, open_page: bool) -> None:
    """Migrate a training script of TensorFlow 1 and train it on handwritten digits, beside the new API.

    It needs TensorFlow, matplotlib and scikit-learn: pip install 'tfcompat[demo,tensorflow]'. It takes about a minute,
    and downloads nothing.
    """
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
