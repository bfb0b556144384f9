"""TFC107."""

from __future__ import annotations

from tfcompat.migrate._file import Options
from tfcompat.migrate.rules._base import Invalid, RowRule, Valid

__all__ = ["LossCollection"]

_CALL = "tf.losses.sparse_softmax_cross_entropy(ids, logits{})"
_READER = "total = tf.losses.get_total_loss()\n"
_SHIM = "tfcompat.legacy.losses.sparse_softmax_cross_entropy(ids, logits{})"


def _source(line: str, given: str = "", *, ours: str = "") -> str:
    call = (_SHIM if ours else _CALL).format(given)
    return f"import tensorflow.compat.v1 as tf\n{ours}{line.format(call)}"


def _kept(line: str, given: str = "") -> Invalid:
    """A call that becomes the shim."""
    return Invalid(source=_source(line, given), fix=_source(line, given, ours="import tfcompat\n"))


class LossCollection(RowRule):
    """A call of ``tf.losses`` also appends its loss to a graph collection; what reads the collection would miss it.

    Where something reads it, or nothing uses the value of the call, the call becomes the shim, which fills the
    collection as before.
    """

    CODE = "TFC107"
    NAME = "loss collection"
    MESSAGE = "the loss that `{name}` adds to the collection of losses is read from there"
    VALID = (
        Valid(source=_source("loss = {}\n")),
        Valid(source=_source("{}\n" + _READER), options=Options(target="legacy")),
        Valid(source=_source("x = {}\n" + _READER, ", loss_collection=None")),
    )
    INVALID = (
        _kept("{}\n"),
        _kept("x = {}\n" + _READER),
        _kept("x = {}\nall = tf.get_collection(tf.GraphKeys.LOSSES)\n"),
        _kept("x = {}\n", ", loss_collection='mine'"),
    )
