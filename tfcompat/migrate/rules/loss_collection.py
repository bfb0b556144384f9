"""TFC107."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate._collection import is_losses
from tfcompat.migrate._file import Options
from tfcompat.migrate._reading import read
from tfcompat.migrate.rules._base import Invalid, Rule, Valid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate._file import File, Use
    from tfcompat.migrate._finding import Finding

__all__ = ["LossCollection"]

_CALL = "tf.losses.sparse_softmax_cross_entropy(ids, logits)"
_HEAD = "import tensorflow.compat.v1 as tf\n"
_ONE_WAY = "add the returned loss where it is summed, or use --to legacy, whose shim fills the collection"


class LossCollection(Rule):
    """A call of ``tf.losses`` also appends its loss to a graph collection; what reads the collection would miss it."""

    CODE = "TFC107"
    NAME = "loss collection"
    MESSAGE = "the loss that `{name}` adds to the collection of losses is read from there"
    VALID = (
        Valid(source=f"{_HEAD}loss = {_CALL}\n"),
        Valid(source=f"{_HEAD}{_CALL}\ntotal = tf.losses.get_total_loss()\n", options=Options(target="legacy")),
        Valid(source=f"{_HEAD}x = {_CALL[:-1]}, loss_collection=None)\ntotal = tf.losses.get_total_loss()\n"),
    )
    INVALID = (
        Invalid(source=f"{_HEAD}{_CALL}\n", fix=None),
        Invalid(source=f"{_HEAD}x = {_CALL}\ntotal = tf.losses.get_total_loss()\n", fix=None),
        Invalid(source=f"{_HEAD}x = {_CALL}\nall = tf.get_collection(tf.GraphKeys.LOSSES)\n", fix=None),
        Invalid(source=f"{_HEAD}x = {_CALL[:-1]}, loss_collection='mine')\n", fix=None),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Calls that fill the collection, where something reads it or nothing uses their value."""
        if file.options.target == "legacy":
            return
        for use in file.calls:
            if "loss_collection" in use.symbol.side_effects:
                reason = _reason(file, use)
                if reason:
                    yield self.finding(file, use, reason=f"{reason}; {_ONE_WAY}")


def _reason(file: File, use: Use) -> str:
    """Why the collection matters to this call, or nothing where it does not."""
    call = read(file, use)
    if call is None or not call.readings:
        return ""  # what it is given is not known, so nothing rewrites it
    collection = call.readings[0].bound.get("loss_collection")
    if collection is not None and collection.text == "None":
        return ""
    if collection is not None and not is_losses(file.names, collection.value, use.reference.scope):
        return f"it goes into the collection {collection.text}, which somebody may read"
    if use.reference.call and use.reference.call.id in file.names.tree.bare:
        return "its value is used nowhere, so it has to be read from the collection"
    if file.loss_readers:
        return f"the collection is read at {', '.join(file.loss_readers[:3])}"
    return ""
