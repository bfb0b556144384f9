"""The demo: a TF 1 script that no longer runs is migrated, trained again, and compared with TF 1.15."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.demo.errors import DemoError, MissingExtraError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DemoError", "MissingExtraError", "run"]


def run(output: Path, *, epochs: int | None = None) -> None:
    """Show the demo in the terminal, and write its page and the trained weights into a folder.

    Args:
        output: The folder. It is created if it is missing, and files of an earlier demo are replaced.
        epochs: Passes over the training set, at most as many as were recorded under TF 1.15; None for all of them.

    Raises:
        MissingExtraError: TensorFlow, matplotlib or scikit-learn is not installed.
        ValueError: `epochs` is out of range.
        DemoError: A step failed, a curve is too far from TF 1.15's, or the test accuracy is too low.
    """
    from tfcompat.demo import extras

    extras.require()
    from tfcompat.demo.story import tell  # it imports what was just required

    tell(output, epochs)
