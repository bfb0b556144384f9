"""TFC103."""

from __future__ import annotations

from tfcompat.migrate.rules._base import RowRule, Valid, from_rows

__all__ = ["LogitsLayer"]


class LogitsLayer(RowRule):
    """A TensorFlow 1 layer, cell or helper that TensorFlow 2 with Keras 3 does not have: the shim does the same."""

    CODE = "TFC103"
    NAME = "layer"
    MESSAGE = "`{name}` is gone, and this call has to be checked before it is replaced"
    VALID = (
        Valid(source="import keras\nlayer = keras.layers.Dense(10)\n"),
        Valid(source="import tfcompat\nlogits = tfcompat.Logits(10)(inputs)\n"),
    )
    INVALID = from_rows(CODE)
