"""TFC103."""

from __future__ import annotations

from tfcompat.migrate.rules._base import RowRule, Valid, from_rows

__all__ = ["LogitsLayer"]


class LogitsLayer(RowRule):
    """A layer function of TensorFlow 1, which Keras 3 no longer has: the shim creates the same variables."""

    CODE = "TFC103"
    NAME = "logits layer"
    MESSAGE = "`{name}` is gone, and this call needs a look before it gets a new one"
    VALID = (
        Valid(source="import keras\nlayer = keras.layers.Dense(10)\n"),
        Valid(source="import tfcompat\nlogits = tfcompat.Logits(10)(inputs)\n"),
    )
    INVALID = from_rows(CODE)
