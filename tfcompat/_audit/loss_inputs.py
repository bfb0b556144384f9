"""What a compiled loss reads, as far as its class, name and settings tell."""

from __future__ import annotations

import functools
from typing import Any, NamedTuple

from tfcompat import losses
from tfcompat._audit.traced import use_of
from tfcompat._keras import is_of_keras
from tfcompat._origin.metric_advice import Labels, name_of, plain_name
from tfcompat._symbols import CROSS_ENTROPIES, CROSS_ENTROPY_OF_STRING, OUR_LOSSES, OurLoss

__all__ = ["Reads", "reads_of"]

_OURS: dict[type[Any], OurLoss] = {getattr(losses, loss.name): loss for loss in OUR_LOSSES}
_FUNCTIONS: dict[Any, OurLoss] = {getattr(losses, loss.function): loss for loss in OUR_LOSSES}
_OF_KERAS = {loss.name: loss for loss in CROSS_ENTROPIES.values()}
"""Of a class or function; the functions of the backend and of the losses read alike."""
_OF_NUMBERS = {
    *("mse", "meansquarederror", "mae", "meanabsoluteerror", "huber", "logcosh", "cosinesimilarity"),
    *("msle", "meansquaredlogarithmicerror", "mape", "meanabsolutepercentageerror", "categoricalhinge"),
}
"""Losses of regression, and those that probabilities and margins can be given alike."""


class Reads(NamedTuple):
    """A loss, and how it reads its predictions."""

    name: str
    family: str
    """``softmax`` or ``sigmoid``; empty if the loss is not known, or if either will do."""
    kind: str
    """``logits``, ``probabilities`` or ``numbers`` of any kind; empty if the loss is not known."""
    new: str
    """Our loss for the same labels."""
    undone: bool = False
    """Whether it undoes an activation of the same family that it can see, as most Keras losses do."""
    encoding: str = ""
    """What its labels are: ``ids``, ``distribution`` or ``independent``; empty if that is not known."""
    axis: int = -1
    """The class axis."""
    ignored: Any = None
    """The class ids that do not count."""

    @property
    def labels(self) -> Labels:
        """What a metric that is compiled with it needs to know."""
        return Labels(self.family, self.encoding == "ids", self.axis, self.ignored)


def reads_of(loss: Any, shape: Any = None, dtype: Any = None) -> Reads:
    """Return what a loss that was given to ``compile`` reads: an object, a class, a function or a string.

    A loss of the user is called in a graph, for predictions of a shape and dtype.
    """
    given: dict[str, Any] = {}
    if isinstance(loss, type) and issubclass(loss, (*_OURS, losses.Distillation, losses.LogitMatching)):
        loss = loss()
    while isinstance(loss, functools.partial):
        given, loss = {**loss.keywords, **given}, loss.func
    name = name_of(loss)
    ours = _ours(loss)
    if ours is not None:
        _, _, axis, ignored = loss.reads if hasattr(loss, "reads") else Labels(ours.link, axis=given.get("axis", -1))
        return Reads(name, ours.link, "logits", "", False, ours.labels, axis, given.get("ignore_class", ignored))
    if isinstance(loss, losses.Distillation | losses.LogitMatching):
        link = "softmax" if isinstance(loss, losses.Distillation) else ""
        return Reads(name, link, "logits", "", axis=loss.reads.axis)
    known = CROSS_ENTROPY_OF_STRING if isinstance(loss, str) else _OF_KERAS if is_of_keras(loss) else {}
    row = known.get(name)
    if row is None:
        return _of_another(loss, name) if isinstance(loss, str) or is_of_keras(loss) else _of_user(loss, shape, dtype)
    config = loss.get_config() if hasattr(loss, "get_config") and not isinstance(loss, type) else {}
    from_logits = {**config, **given}.get("from_logits", getattr(loss, "from_logits", False))
    return Reads(
        name,
        row.link,
        "logits" if from_logits else "probabilities",
        row.new.name if row.new is not None else "",
        undone=row.undone,
        encoding=row.labels,
        axis={**config, **given}.get("axis", -1),
        ignored={**config, **given}.get("ignore_class"),
    )


def _ours(loss: Any) -> OurLoss | None:
    """Return which of our cross-entropies a loss is, or is a subclass of."""
    ours = next((_OURS[each] for each in type(loss).__mro__ if each in _OURS), None)
    return ours or (_FUNCTIONS.get(loss) if callable(loss) and hasattr(loss, "__name__") else None)


def _of_another(loss: Any, name: str) -> Reads:
    """Return what a Keras loss that is not a cross-entropy reads."""
    plain = plain_name(loss)
    if plain in ("kldivergence", "kld", "kullbackleiblerdivergence"):
        return Reads(name, "softmax", "probabilities", "SoftmaxCrossEntropy", encoding="distribution")
    if plain in ("dice", "tversky"):
        return Reads(name, "", "probabilities", "")
    return Reads(name, "", "numbers" if plain in _OF_NUMBERS else "", "")


def _of_user(loss: Any, shape: Any, dtype: Any) -> Reads:
    if isinstance(loss, type):
        loss = loss()
    use = use_of(loss, shape, dtype)
    return Reads(name_of(loss), use.family, use.kind if use.kind != "classes" else "", "")
