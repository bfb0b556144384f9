"""TFC101."""

from __future__ import annotations

from tfcompat.migrate.rules._base import RowRule, Valid, from_rows

__all__ = ["RenamedCall"]


class RenamedCall(RowRule):
    """A ``tf.nn`` loss has a successor that computes the same with one name for every release."""

    CODE = "TFC101"
    NAME = "renamed call"
    MESSAGE = "`{name}` has a new name, but this call has to be checked before it is renamed"
    VALID = (
        Valid(source="import tfcompat\nloss = tfcompat.softmax_cross_entropy(labels=labels, logits=logits)\n"),
        Valid(source="import tensorflow as tf\nhidden = tf.nn.relu(inputs)\n"),
        Valid(source="from mine import tf\nloss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=z)\n"),
    )
    INVALID = from_rows(CODE)
