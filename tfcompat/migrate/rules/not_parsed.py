"""TFC900."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.finding import Finding
from tfcompat.migrate.rules._base import Invalid, Rule, Valid

if TYPE_CHECKING:
    from tfcompat.migrate.syntax.source import NotAnalysedError

__all__ = ["NotParsed", "not_analysed"]


def not_analysed(path: str, error: NotAnalysedError) -> Finding:
    """Return the finding for a file that could not be analysed."""
    return Finding(
        path=path,
        code=error.code,
        line=error.line,
        column=1,
        message=f"{error}",
        applicability="manual",
        reason="the file was not checked",
    )


class NotParsed(Rule):
    """The parser cannot read the file as Python 2 or 3, so it was neither checked nor changed."""

    CODE = "TFC900"
    NAME = "not parsed"
    MESSAGE = "not parsed"
    VALID = (Valid(source="print 'Python 2'\n"), Valid(source="match x:\n    case [a, *b]:\n        print(a)\n"))
    INVALID = (
        Invalid(source="def loss(:\n", fix=None),
        Invalid(source="import tensorflow as tf\nx = tf.layers.dense(x, 10\n", fix=None),
    )
