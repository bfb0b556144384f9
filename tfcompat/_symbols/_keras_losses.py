"""Keras' cross-entropies, which take logits when they are asked to, and what asks for logits by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tfcompat._symbols.rows import keras_losses

if TYPE_CHECKING:
    from tfcompat._symbols._model import Symbol

KERAS_HOMES = ("keras", "tf_keras", "tensorflow.keras", "tensorflow.compat.v1.keras", "tensorflow.compat.v2.keras")


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


_ROWS = {row.path.removeprefix("keras."): row for row in keras_losses.ROWS}
_OF_CLASS = ("reduction", "name", "dtype")
_NEW: dict[str, tuple[str, tuple[str, ...]]] = {
    "losses.BinaryCrossentropy": ("SigmoidCrossEntropy", ("label_smoothing", *_OF_CLASS)),
    "losses.CategoricalCrossentropy": ("SoftmaxCrossEntropy", ("label_smoothing", "axis", *_OF_CLASS)),
    "losses.SparseCategoricalCrossentropy": ("SparseSoftmaxCrossEntropy", ("ignore_class", *_OF_CLASS)),
    "losses.binary_crossentropy": ("sigmoid_cross_entropy", ("label_smoothing",)),
    "losses.categorical_crossentropy": ("softmax_cross_entropy", ("label_smoothing", "axis")),
    "losses.sparse_categorical_crossentropy": ("sparse_softmax_cross_entropy", ("ignore_class", "axis")),
    "backend.binary_crossentropy": ("sigmoid_cross_entropy", ()),
    "backend.categorical_crossentropy": ("softmax_cross_entropy", ("axis",)),
    "backend.sparse_categorical_crossentropy": ("sparse_softmax_cross_entropy", ("ignore_class", "axis")),
}

KERAS_LOSSES: dict[str, KerasLoss] = {
    path: KerasLoss(_ROWS[path], name, keywords, mean=_ROWS[path].reduction == "mean")
    for path, (name, keywords) in _NEW.items()
}

KERAS_LOSS_NAMES: dict[str, str] = {f"{home}.{path}": path for home in KERAS_HOMES for path in KERAS_LOSSES} | {
    f"tensorflow.{path}": path for path in KERAS_LOSSES if path.startswith("losses.")
}
"""Their qualified names, and the path of each."""
