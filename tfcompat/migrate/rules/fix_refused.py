"""TFC903."""

from __future__ import annotations

from tfcompat.migrate.rules._base import Invalid, Rule, Valid

__all__ = ["FixRefused"]

_CALL = "logits = tf.layers.dense(inputs, 10)\n"


class FixRefused(Rule):
    """A planned fix, or its result, did not pass the check that every fix has to pass: nothing is changed."""

    CODE = "TFC903"
    NAME = "fix refused"
    MESSAGE = "fix refused"
    VALID = (Valid(source="import tensorflow as tf\n" + _CALL),)
    INVALID = (Invalid(source="import tensorflow as tf\ntfcompat = None\n" + _CALL, fix=None),)
