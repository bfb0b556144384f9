"""What a compiled loss reads, as far as its class, its name and its settings say it."""

from __future__ import annotations

import functools
from typing import Any, NamedTuple

from tfcompat._keras import is_of_keras
from tfcompat._origin.metric_advice import Labels, name_of
from tfcompat._symbols import LOSS_OF_STRING
from tfcompat.losses import SigmoidCrossEntropy, SoftmaxCrossEntropy, SparseSoftmaxCrossEntropy

__all__ = ["Reads", "reads_of"]

_OURS: dict[Any, str] = {
    SoftmaxCrossEntropy: "softmax",
    SparseSoftmaxCrossEntropy: "softmax",
    SigmoidCrossEntropy: "sigmoid",
}
_OF_KERAS = {
    "categoricalcrossentropy": "softmax",
    "sparsecategoricalcrossentropy": "softmax",
    "categoricalfocalcrossentropy": "softmax",
    "binarycrossentropy": "sigmoid",
    "binaryfocalcrossentropy": "sigmoid",
    "bce": "sigmoid",
}


class Reads(NamedTuple):
    """A loss, and what it takes its predictions for."""

    name: str
    family: str
    """``softmax`` or ``sigmoid``; nothing where the loss is not known."""
    kind: str
    """``logits`` or ``probabilities``; nothing likewise."""
    new: str
    """Ours for the same labels."""
    undone: bool = False
    """Whether it goes back behind an activation of its own family that it can see, as most of Keras' losses do."""
    are_ids: bool = False
    """Whether its labels are class ids."""
    axis: int = -1
    """Where its classes lie."""
    ignored: Any = None
    """The class ids that do not count."""

    @property
    def last_axis(self) -> bool:
        """Whether its classes lie along the last axis."""
        return self.axis == -1

    @property
    def labels(self) -> Labels:
        """What a metric beside it needs to know."""
        return Labels(self.family, self.are_ids, self.axis, self.ignored)


def reads_of(loss: Any) -> Reads:
    """What a loss reads that was given to ``compile``: an object, a class, a function or a string."""
    given: dict[str, Any] = {}
    while isinstance(loss, functools.partial):
        given, loss = {**loss.keywords, **given}, loss.func
    name = name_of(loss)
    ours = _OURS.get(loss if isinstance(loss, type) else type(loss))
    if ours is not None:
        _, are_ids, axis, ignored = (loss() if isinstance(loss, type) else loss).reads
        return Reads(name, ours, "logits", "", False, are_ids, axis, ignored)
    plain = name.lower().replace("_", "")
    family = _OF_KERAS.get(plain, "") if isinstance(loss, str) or is_of_keras(loss) else ""
    if not family:
        return Reads(name, "", "", "")
    config = loss.get_config() if hasattr(loss, "get_config") and not isinstance(loss, type) else {}
    from_logits = {**config, **given}.get("from_logits", getattr(loss, "from_logits", False))
    new = next((new for old, new in LOSS_OF_STRING.items() if old.lower().replace("_", "") == plain), "")
    return Reads(
        name,
        family,
        "logits" if from_logits else "probabilities",
        new,
        undone="focal" not in plain,
        are_ids=plain.startswith("sparse"),
        axis={**config, **given}.get("axis", -1),
        ignored={**config, **given}.get("ignore_class"),
    )
