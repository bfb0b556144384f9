"""Keras' cross-entropies: what each reads, the strings that name it, and the tfcompat Loss that replaces it.

The checker, which reads programs, and the audit and the guard, which inspect models, all use this table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tfcompat._symbols._our_losses import CROSS_ENTROPY_FOR, OurLoss, link_of
from tfcompat._symbols.rows import keras_losses
from tfcompat._symbols.signatures import parameters_of

if TYPE_CHECKING:
    from tfcompat._symbols._model import Labels
    from tfcompat._symbols._our_losses import Link

KERAS_HOMES = ("keras", "tf_keras", "tensorflow.keras", "tensorflow.compat.v1.keras", "tensorflow.compat.v2.keras")


class CrossEntropy(NamedTuple):
    """One name of a Keras cross-entropy."""

    path: str
    """Below ``keras``."""
    labels: Labels
    signatures: tuple[str, ...]
    """In Python syntax, oldest first."""
    strings: tuple[str, ...] = ()
    """The strings for it that ``compile`` accepts; it then reads probabilities."""
    undone: bool = True
    """Whether it undoes an activation of its kind, if it can see the op."""
    new: OurLoss | None = None
    """The tfcompat cross-entropy for the same labels, if it computes the same numbers on logits."""
    is_metric: bool = False
    """Whether Keras also has it as a metric."""

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(".")[2]

    @property
    def link(self) -> Link:
        """The activation whose probabilities it reads, and which it applies to logits."""
        return link_of(self.labels)

    @property
    def is_class(self) -> bool:
        """Whether it is constructed, then called."""
        return self.name[0].isupper()

    @property
    def takes_logits(self) -> bool:
        """Whether ``from_logits=True`` makes it take logits."""
        return any("from_logits" in parameters_of(signature).defaults for signature in self.signatures)

    @property
    def flag_position(self) -> int | None:
        """The position of ``from_logits``; None if releases differ there or before."""
        shared = shared_parameters(self.signatures)
        return shared.index("from_logits") if "from_logits" in shared else None


def shared_parameters(signatures: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parameters in order, up to the first position at which signatures differ."""
    every = [list(parameters_of(signature).defaults) for signature in signatures]
    found: list[str] = []
    while len(names := {names[len(found)] for names in every if len(found) < len(names)}) == 1:
        found += names
    return tuple(found)


def _renamed() -> tuple[CrossEntropy, ...]:
    """Return the cross-entropies that have rows: used on logits, they get a new name."""
    metrics = {row.labels for row in keras_losses.ROWS if row.path.startswith("keras.metrics.")}
    named = [(row, row.path.removeprefix("keras."), row.path.rpartition(".")[2]) for row in keras_losses.ROWS]
    return tuple(
        CrossEntropy(
            path,
            row.labels,
            tuple(era.signature for era in row.eras),
            strings=(name, *_SHORT.get(name, ())) if path.startswith("losses.") else (),
            new=CROSS_ENTROPY_FOR[row.labels],
            is_metric=row.labels in metrics,
        )
        for row, path, name in named
        if not path.startswith("metrics.")
    )


def _others(labels: Labels, loss: str, function: str, *parameters: str) -> tuple[CrossEntropy, ...]:
    """Return the class and the functions of a loss without a tfcompat equivalent, from its first parameters."""
    has_backend = "focal" in function
    paths = {f"losses.{loss}": "", f"losses.{function}": "y_true, y_pred, "}
    paths |= {f"backend.{function}": "target, output, "} if has_backend else {}
    return tuple(
        CrossEntropy(
            path,
            labels,
            tuple(f"({tensors}{one})" for one in parameters),
            strings=(path.removeprefix("losses."),) if has_backend and path.startswith("losses.") else (),
            undone=False,
        )
        for path, tensors in paths.items()
    )


_SHORT = {"binary_crossentropy": ("bce", "BCE")}
_FOCAL = "alpha=0.25, gamma=2.0, from_logits=False"
CROSS_ENTROPIES: dict[str, CrossEntropy] = {
    loss.path: loss
    for loss in (
        *_renamed(),
        *_others(
            "independent",
            "BinaryFocalCrossentropy",
            "binary_focal_crossentropy",
            "gamma=2.0, from_logits=False",
            f"apply_class_balancing=False, {_FOCAL}",
        ),
        *_others("distribution", "CategoricalFocalCrossentropy", "categorical_focal_crossentropy", _FOCAL),
        *_others("ids", "CategoricalGeneralizedCrossEntropy", "categorical_generalized_cross_entropy", "q=0.5"),
    )
}
"""Each by its path."""

CROSS_ENTROPY_OF_STRING = {string: loss for loss in CROSS_ENTROPIES.values() for string in loss.strings}
"""The strings that ``compile`` accepts for a loss on probabilities."""

CROSS_ENTROPY_OF_NAME: dict[str, CrossEntropy] = {
    f"{home}.{path}": loss for home in KERAS_HOMES for path, loss in CROSS_ENTROPIES.items()
} | {f"tensorflow.{path}": loss for path, loss in CROSS_ENTROPIES.items() if path.startswith("losses.")}
"""Each by its qualified names."""

KERAS_METRICS = frozenset(string for loss in CROSS_ENTROPIES.values() if loss.is_metric for string in loss.strings)
"""Keras' names for its cross-entropy metrics on probabilities."""
