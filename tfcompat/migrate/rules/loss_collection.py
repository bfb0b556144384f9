"""TFC107."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import REWRITTEN
from tfcompat.migrate.finding import Finding
from tfcompat.migrate.options import Options
from tfcompat.migrate.rules._base import Invalid, RowRule, Valid, from_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File

__all__ = ["LossCollection"]

_SUMS = {"reads_loss_collection", "regularization_collection"}
"""The side effects of a sum of all losses."""
_CALL = "tf.losses.sparse_softmax_cross_entropy(ids, logits{})"
_READER = "total = tf.add_n(tf.get_collection('losses'))\n"
_SHIM = "tfcompat.legacy.losses.sparse_softmax_cross_entropy(ids, logits{})"


def _source(line: str, given: str = "", *, ours: str = "") -> str:
    call = (_SHIM if ours else _CALL).format(given)
    return f"import tensorflow.compat.v1 as tf\n{ours}{line.format(call)}"


def _kept(line: str, given: str = "") -> Invalid:
    """Return a call that becomes the shim."""
    return Invalid(source=_source(line, given), fix=_source(line, given, ours="import tfcompat\n"))


def _sum(file: File) -> str:
    """Return the sum of the losses that this file adds to the collection."""
    terms = []
    for use in file.calls:
        call = use.reference.call
        if call is not None and "loss_collection" in use.symbol.side_effects:
            above = call.parent
            name = above.child_by_field_name("left") if above is not None and above.type == "assignment" else None
            line, _ = file.source.position(use.span[0])
            terms.append(file.source.of(name).decode("utf-8") if name is not None else f"<the loss of line {line}>")
    return " + ".join([*terms, "tf.add_n(<the regularization losses, if there are any>)"])


class LossCollection(RowRule):
    """A ``tf.losses`` call also appends its loss to a graph collection; code that reads the collection would miss it.

    If something reads the collection, or nothing uses the value of the call, the call becomes the shim, which fills the
    collection as before.
    """

    CODE = "TFC107"
    NAME = "loss collection"
    MESSAGE = "the loss that `{name}` adds to the collection of losses is read from the collection"
    VALID = (
        Valid(source=_source("loss = {}\n")),
        Valid(source=_source("{}\n" + _READER), options=Options(target="legacy")),
        Valid(source=_source("x = {}\n" + _READER, ", loss_collection=None")),
    )
    INVALID = (
        _kept("{}\n"),
        _kept("x = {}\n" + _READER),
        _kept("x = {}\nall = tf.get_collection(tf.GraphKeys.LOSSES)\n"),
        _kept("{}\n", ", loss_collection='mine'"),
        *from_rows(CODE),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Yield calls of rows with this code; for a rewritten total, also a note with the sum that replaces it."""
        for found in super().check(file):
            yield found
            if found.fixable and {*REWRITTEN[found.symbol].side_effects} >= _SUMS:
                yield self._note(file, found)

    def _note(self, file: File, found: Finding) -> Finding:
        return Finding(
            path=found.path,
            code=self.CODE,
            line=found.line,
            column=found.column,
            message=f"to avoid the collection of losses, write the sum: {_sum(file)}",
            applicability="none",
            reason="the shim reads the collection, which only TensorFlow 1 losses fill, and only in a graph",
            symbol=found.symbol,
            span=(found.span[1], found.span[1]),  # its own place, because a note is not an objection to the fix
        )
