"""TFC900."""

from __future__ import annotations

from tfcompat.migrate.rules._base import Invalid, Rule, Valid

__all__ = ["NotParsed"]


class NotParsed(Rule):
    """The file is no Python 2 or 3 that the parser can read, so nothing in it was looked at and nothing is changed."""

    CODE = "TFC900"
    NAME = "not parsed"
    MESSAGE = "not parsed"
    VALID = (Valid(source="print 'Python 2'\n"), Valid(source="match x:\n    case [a, *b]:\n        print(a)\n"))
    INVALID = (
        Invalid(source="def loss(:\n", fix=None),
        Invalid(source="import tensorflow as tf\nx = tf.layers.dense(x, 10\n", fix=None),
    )
