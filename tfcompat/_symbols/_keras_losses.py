"""Keras' cross-entropies, which take logits when they are asked to, and what asks for logits by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tfcompat._symbols._cross_entropies import CROSS_ENTROPIES, CROSS_ENTROPY_OF_NAME
from tfcompat._symbols.rows import keras_losses

if TYPE_CHECKING:
    from tfcompat._symbols._model import Symbol
    from tfcompat._symbols._our_losses import OurLoss


class KerasLoss(NamedTuple):
    """A loss of Keras with ``from_logits=``."""

    row: Symbol
    """What is known about the name; it still stands, so that the row by itself rewrites nothing."""
    successor: str
    """Path below ``tfcompat``."""
    keywords: tuple[str, ...] = ()
    """What the successor takes under the same name."""
    mean: bool = False
    """Whether Keras takes the mean over the last axis, and the successor does not."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """In order, as far as every release that has a parameter there has this one."""
        found: list[str] = []
        while len(names := self._at(len(found))) == 1:
            found += names
        return tuple(found)

    @property
    def further(self) -> str:
        """Which parameter comes behind those, release by release."""
        spans = self._at(len(self.parameters)).items()
        return " or ".join(f"{name} (TensorFlow {first} to {last})" for name, (first, last) in spans) or "nothing"

    def _at(self, position: int) -> dict[str, tuple[str, str]]:
        """Parameters that stand at a position, to the first and last release that has them there."""
        found: dict[str, tuple[str, str]] = {}
        for era in self.row.eras:
            names = list(era.parameters)
            if position < len(names):
                name = names[position]
                found[name] = (found[name][0] if name in found else era.first, era.last)
        return found


_OF_CLASS = ("reduction", "name", "dtype")
_KEYWORDS: dict[str, tuple[str, ...]] = {
    "losses.BinaryCrossentropy": ("label_smoothing", *_OF_CLASS),
    "losses.CategoricalCrossentropy": ("label_smoothing", "axis", *_OF_CLASS),
    "losses.SparseCategoricalCrossentropy": ("ignore_class", *_OF_CLASS),
    "losses.binary_crossentropy": ("label_smoothing",),
    "losses.categorical_crossentropy": ("label_smoothing", "axis"),
    "losses.sparse_categorical_crossentropy": ("ignore_class", "axis"),
    "backend.binary_crossentropy": (),
    "backend.categorical_crossentropy": ("axis",),
    "backend.sparse_categorical_crossentropy": ("ignore_class", "axis"),
}


def _loss(path: str, new: OurLoss, row: Symbol) -> KerasLoss:
    is_class = CROSS_ENTROPIES[path].is_class
    return KerasLoss(row, new.name if is_class else new.function, _KEYWORDS[path], mean=row.reduction == "mean")


_ROWS = {row.path.removeprefix("keras."): row for row in keras_losses.ROWS}
KERAS_LOSSES: dict[str, KerasLoss] = {
    path: _loss(path, loss.new, _ROWS[path]) for path, loss in CROSS_ENTROPIES.items() if loss.new is not None
}

KERAS_LOSS_NAMES: dict[str, str] = {
    name: loss.path for name, loss in CROSS_ENTROPY_OF_NAME.items() if loss.path in KERAS_LOSSES
}
"""Their qualified names, and the path of each."""
