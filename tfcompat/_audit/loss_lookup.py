"""Which of the losses that `compile` got belongs to an output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tfcompat import _keras
from tfcompat._audit.loss_inputs import Reads, reads_of

if TYPE_CHECKING:
    from tfcompat._audit.model_outputs import Gives

__all__ = ["IN_STRUCTURE", "UNCERTAIN", "loss_of", "reads_of_output"]

IN_STRUCTURE = "given in a structure"
UNCERTAIN = Reads(IN_STRUCTURE, "", "", "")
"""What is known of an output whose loss is not where the structure of the outputs says."""


def reads_of_output(model: Any, gives: Gives, place: int, count: int) -> Reads:
    """Return what the loss of an output reads; without a name if it has no loss."""
    loss = loss_of(getattr(model, "loss", None), gives, place, count)
    if loss is None:
        return Reads("", "", "", "")
    return UNCERTAIN if loss is UNCERTAIN else reads_of(loss, gives.shape, gives.dtype)


def loss_of(loss: Any, gives: Gives, place: int, count: int) -> Any:
    """Return the loss of one of several outputs, as `compile` got it."""
    if not isinstance(loss, dict | list | tuple):
        return loss
    if gives.nested:
        return _keras.at_path(loss, gives.path, UNCERTAIN)
    if isinstance(loss, dict):
        return loss.get(gives.name) if count > 1 or gives.name in loss else next(iter(loss.values()), None)
    return loss[place] if place < len(loss) else None
