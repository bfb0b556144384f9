"""TFC902."""

from __future__ import annotations

from tfcompat.migrate.rules._base import Invalid, Rule, Valid

__all__ = ["UnusedSuppression"]

_CALL = "import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 10)"


class UnusedSuppression(Rule):
    """A suppression comment is unused; it could hide a future finding."""

    CODE = "TFC902"
    NAME = "unused suppression"
    MESSAGE = "suppresses nothing"
    VALID = (
        Valid(source=f"{_CALL}  # tfcompat: ignore[TFC103] its checkpoint is read by others\n"),
        Valid(source=f"# tfcompat: ignore-file[TFC103] kept for the old checkpoints\n{_CALL}\n"),
    )
    INVALID = (
        Invalid(source="x = 1  # tfcompat: ignore[TFC103] its checkpoint is read by others\n", fix=None),
        Invalid(source="x = 1  # tfcompat: ignore[TFC1O3]\n", fix=None),
        Invalid(source="x = 1  # tfcompat: ignore\n", fix=None),
    )
