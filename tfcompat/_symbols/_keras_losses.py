"""Keras' losses that accept ``from_logits=``, and what a call on logits becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols._cross_entropies import CROSS_ENTROPY_OF_NAME
from tfcompat._symbols.rows import keras_losses

if TYPE_CHECKING:
    from tfcompat._symbols._model import Symbol

KERAS_LOSSES: dict[str, Symbol] = {
    row.path.removeprefix("keras."): row for row in keras_losses.ROWS if row.on_logits is not None
}
"""Their rows, each by its path below ``keras``."""

KERAS_LOSS_NAMES: dict[str, str] = {
    name: loss.path for name, loss in CROSS_ENTROPY_OF_NAME.items() if loss.path in KERAS_LOSSES
}
"""Their qualified names, and the path of each."""
