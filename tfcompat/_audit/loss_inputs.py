"""What a compiled loss reads, as far as its class, name and settings tell."""

from __future__ import annotations

import functools
from typing import Any, NamedTuple

from tfcompat import losses
from tfcompat._keras import is_of_keras
from tfcompat._origin.metric_advice import Labels, name_of
from tfcompat._symbols import CROSS_ENTROPIES, CROSS_ENTROPY_OF_STRING, OUR_LOSSES, OurLoss

__all__ = ["Reads", "reads_of"]

_OURS: dict[Any, OurLoss] = {getattr(losses, loss.name): loss for loss in OUR_LOSSES}
_OF_KERAS = {loss.name: loss for loss in CROSS_ENTROPIES.values()}
"""Of a class or function; the functions of the backend and of the losses read alike."""


class Reads(NamedTuple):
    """A loss, and how it reads its predictions."""

    name: str
    family: str
    """``softmax`` or ``sigmoid``; empty if the loss is not known."""
    kind: str
    """``logits`` or ``probabilities``; empty if the loss is not known."""
    new: str
    """Our loss for the same labels."""
    undone: bool = False
    """Whether it undoes an activation of the same family that it can see, as most Keras losses do."""
    are_ids: bool = False
    """Whether its labels are class ids."""
    axis: int = -1
    """The class axis."""
    ignored: Any = None
    """The class ids that do not count."""

    @property
    def last_axis(self) -> bool:
        """Whether its classes lie along the last axis."""
        return self.axis == -1

    @property
    def labels(self) -> Labels:
        """What a metric that is compiled with it needs to know."""
        return Labels(self.family, self.are_ids, self.axis, self.ignored)


def reads_of(loss: Any) -> Reads:
    """Return what a loss that was given to ``compile`` reads: an object, a class, a function or a string."""
    given: dict[str, Any] = {}
    while isinstance(loss, functools.partial):
        given, loss = {**loss.keywords, **given}, loss.func
    name = name_of(loss)
    ours = _OURS.get(loss if isinstance(loss, type) else type(loss))
    if ours is not None:
        _, are_ids, axis, ignored = (loss() if isinstance(loss, type) else loss).reads
        return Reads(name, ours.link, "logits", "", False, are_ids, axis, ignored)
    known = CROSS_ENTROPY_OF_STRING if isinstance(loss, str) else _OF_KERAS if is_of_keras(loss) else {}
    row = known.get(name)
    if row is None:
        return Reads(name, "", "", "")
    config = loss.get_config() if hasattr(loss, "get_config") and not isinstance(loss, type) else {}
    from_logits = {**config, **given}.get("from_logits", getattr(loss, "from_logits", False))
    return Reads(
        name,
        row.link,
        "logits" if from_logits else "probabilities",
        row.new.name if row.new is not None else "",
        undone=row.undone,
        are_ids=row.labels == "ids",
        axis={**config, **given}.get("axis", -1),
        ignored={**config, **given}.get("ignore_class"),
    )
