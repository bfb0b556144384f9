"""TFC103."""

from __future__ import annotations

from tfcompat.migrate.rules._base import RowRule, Valid, from_rows

__all__ = ["LogitsLayer"]


class LogitsLayer(RowRule):
    """A layer, cell or helper of TensorFlow 1 that TensorFlow 2 lacks beside Keras 3: the shim does the same."""

    CODE = "TFC103"
    NAME = "layer"
    MESSAGE = "`{name}` is gone, and this call needs a look before it gets a new one"
    VALID = (
        Valid(source="import keras\nlayer = keras.layers.Dense(10)\n"),
        Valid(source="import tfcompat\nlogits = tfcompat.Logits(10)(inputs)\n"),
    )
    INVALID = from_rows(CODE)
