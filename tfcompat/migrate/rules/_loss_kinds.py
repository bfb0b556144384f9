"""What a loss reads: logits or probabilities, of several classes or of each by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tfcompat._symbols import KERAS_LOSS_NAMES, KERAS_LOSSES
from tfcompat.migrate.syntax.arguments import argument, arguments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.syntax.arguments import Argument
    from tfcompat.migrate.syntax.source import Node

__all__ = ["FUNCTIONS", "Family", "Kind", "Reads", "is_class", "of_flag", "of_object", "of_reference"]

Family = Literal["softmax", "sigmoid"]
Reads = Literal["logits", "probabilities"]

_OURS: dict[str, Family] = {
    "softmax_cross_entropy": "softmax",
    "sparse_softmax_cross_entropy": "softmax",
    "sigmoid_cross_entropy": "sigmoid",
}
_OUR_LOSSES: dict[str, Family] = {
    "SoftmaxCrossEntropy": "softmax",
    "SparseSoftmaxCrossEntropy": "softmax",
    "SigmoidCrossEntropy": "sigmoid",
}
_HOMES = ("tfcompat", "tfcompat.losses")
FUNCTIONS = {f"{home}.{name}": family for home in _HOMES for name, family in _OURS.items()}
CLASSES = {f"{home}.{name}": family for home in _HOMES for name, family in _OUR_LOSSES.items()}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a loss reads."""

    family: Family
    reads: Reads
    of_keras: bool = False


def is_class(name: str) -> bool:
    """Whether a qualified name is that of a class of losses."""
    return name in CLASSES or (name in KERAS_LOSS_NAMES and KERAS_LOSSES[KERAS_LOSS_NAMES[name]].row.kind == "class")


def of_object(file: File, value: Node, where: Scope) -> Kind | None:
    """The loss that an expression builds."""
    callee = value.child_by_field_name("function") if value.type == "call" else None
    name = file.outputs.qualified(callee, where)
    given = arguments(file.source, value) if is_class(name) else None
    if given is None:
        return None
    return Kind(CLASSES[name], "logits") if name in CLASSES else of_flag(KERAS_LOSS_NAMES[name], given)


def of_flag(path: str, given: Sequence[Argument]) -> Kind | None:
    """What a loss of Keras reads, by its flag; None where only the program knows."""
    loss = KERAS_LOSSES[path]
    position = loss.parameters.index("from_logits")
    flag = argument(given, {"from_logits"}, position)
    family: Family = "sigmoid" if loss.row.labels == "independent" else "softmax"
    if flag is None or flag.type == "false":
        return Kind(family, "probabilities", of_keras=True)
    return Kind(family, "logits", of_keras=True) if flag.type == "true" else None


def of_reference(name: str) -> Kind | None:
    """What a function reads that is given as it is, or a class."""
    if name in FUNCTIONS or name in CLASSES:
        return Kind({**FUNCTIONS, **CLASSES}[name], "logits")
    return of_flag(KERAS_LOSS_NAMES[name], ()) if name in KERAS_LOSS_NAMES else None
