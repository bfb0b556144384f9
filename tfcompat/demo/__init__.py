"""The main job in small: a TF 1 script that no longer runs is migrated, trained again, and compared with TF 1.15."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.demo.errors import DemoError, MissingExtraError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DemoError", "MissingExtraError", "run"]


def run(output: Path, *, epochs: int | None = None) -> None:
    """Show the demo in the terminal, and write its page and all that it trained into a folder.

    Args:
        output: The folder; it is made where it is missing, and files of an earlier demo in it are replaced.
        epochs: Passes over the training set, at most as many as were recorded under TF 1.15; None takes them all.

    Raises:
        MissingExtraError: TensorFlow, matplotlib or scikit-learn is not installed.
        ValueError: `epochs` is none of those.
        DemoError: A step failed, a curve is too far from TF 1.15's, or the test accuracy is too low.
    """
    from tfcompat.demo import extras

    extras.require()
    from tfcompat.demo.story import tell  # what it imports is what was just required

    tell(output, epochs)
