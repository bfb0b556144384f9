"""TFC102."""

from __future__ import annotations

from tfcompat.migrate.rules._base import RowRule, Valid, from_rows

__all__ = ["ReducedLoss"]


class ReducedLoss(RowRule):
    """A ``tf.losses`` loss weights and reduces in one call; its successor is a Keras Loss object."""

    CODE = "TFC102"
    NAME = "reduced loss"
    MESSAGE = "`{name}` has a new form, and this call has to be checked before it is rewritten"
    VALID = (
        Valid(source="import tensorflow as tf\nloss = tf.losses.MeanSquaredError()(y, z)\n"),
        Valid(source="import tfcompat\nloss = tfcompat.SparseSoftmaxCrossEntropy()(ids, logits)\n"),
    )
    INVALID = from_rows(CODE)
