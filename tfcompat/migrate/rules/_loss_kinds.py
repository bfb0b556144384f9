"""What a loss reads: logits or probabilities, of one of several classes or of independent ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tfcompat._symbols import (
    CROSS_ENTROPY_OF_NAME,
    CROSS_ENTROPY_OF_STRING,
    KERAS_HOMES,
    OUR_LOSSES,
    TENSORFLOW_HOMES,
    CrossEntropy,
    Link,
)
from tfcompat.migrate.syntax.arguments import argument, arguments

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.syntax.arguments import Argument
    from tfcompat.migrate.syntax.source import Node

__all__ = [
    "FUNCTIONS",
    "OTHERS",
    "Kind",
    "Reads",
    "agreed_kind",
    "by_flag",
    "is_class",
    "of_object",
    "of_reference",
    "of_string",
]

Reads = Literal["logits", "probabilities"]

_HOMES = ("tfcompat", "tfcompat.losses")
FUNCTIONS: dict[str, Link] = {f"{home}.{loss.function}": loss.link for home in _HOMES for loss in OUR_LOSSES}
CLASSES: dict[str, Link] = {f"{home}.{loss.name}": loss.link for home in _HOMES for loss in OUR_LOSSES}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a loss reads."""

    family: Link
    reads: Reads
    keras: CrossEntropy | None = None
    """The row of the loss if it is a Keras loss."""
    strict: bool = True
    """Whether it is only for the probabilities of one activation."""


_DIVERGENCES = ("losses.KLDivergence", "losses.kl_divergence", "losses.kullback_leibler_divergence", "losses.kld")
_DIVERGENCE_STRINGS = {"kl_divergence", "kld", "KLD", "KLDivergence", "kullback_leibler_divergence"}
_DIVERGENCE = Kind("softmax", "probabilities", strict=False)
OTHERS: dict[str, Kind] = {
    **{f"{home}.{path}": _DIVERGENCE for home in (*KERAS_HOMES, "tensorflow") for path in _DIVERGENCES},
    **{f"{home}.losses.log_loss": Kind("sigmoid", "probabilities", strict=False) for home in TENSORFLOW_HOMES},
}
"""Losses on probabilities that never take logits."""


def agreed_kind(kinds: Collection[Kind | None]) -> Kind | None:
    """Return what several losses read, one of which is chosen at run time; None if they differ."""
    known = [kind for kind in kinds if kind is not None]
    if len(known) < len(kinds) or len({(kind.family, kind.reads) for kind in known}) != 1:
        return None
    one = known[0]
    return one if len(known) == 1 else Kind(one.family, one.reads, strict=all(kind.strict for kind in known))


def is_class(name: str) -> bool:
    """Return whether a qualified name is that of a Loss class."""
    if name in OTHERS:
        return name.endswith(".KLDivergence")
    return name in CLASSES or (name in CROSS_ENTROPY_OF_NAME and CROSS_ENTROPY_OF_NAME[name].is_class)


def of_object(file: File, value: Node, where: Scope) -> Kind | None:
    """Return the loss that an expression constructs."""
    callee = value.child_by_field_name("function") if value.type == "call" else None
    name = file.outputs.qualified(callee, where)
    if name in OTHERS and is_class(name):
        return OTHERS[name]
    given = arguments(file.source, value) if is_class(name) else None
    if given is None:
        return None
    return Kind(CLASSES[name], "logits") if name in CLASSES else by_flag(CROSS_ENTROPY_OF_NAME[name], given)


def by_flag(loss: CrossEntropy, given: Sequence[Argument]) -> Kind | None:
    """Return what a Keras loss reads according to its ``from_logits``; None if only the running program knows."""
    if not loss.takes_logits:
        return Kind(loss.link, "probabilities", loss)
    position = loss.flag_position
    flag = argument(given, {"from_logits"}, len(given) if position is None else position)
    if flag is None:
        tensors = 0 if loss.is_class else 2
        hidden = position is None and sum(not one.name for one in given) > tensors
        return None if hidden else Kind(loss.link, "probabilities", loss)
    if flag.type == "false":
        return Kind(loss.link, "probabilities", loss)
    return Kind(loss.link, "logits", loss) if flag.type == "true" else None


def of_string(text: str | None) -> Kind | None:
    """Return what a loss given to ``compile`` as a string reads; None for another string."""
    if text in _DIVERGENCE_STRINGS:
        return _DIVERGENCE
    named = CROSS_ENTROPY_OF_STRING.get(text or "")
    return by_flag(named, ()) if named is not None else None


def of_reference(name: str) -> Kind | None:
    """Return what a function or class, passed as a value, reads."""
    if name in OTHERS:
        return OTHERS[name]
    if name in FUNCTIONS or name in CLASSES:
        return Kind({**FUNCTIONS, **CLASSES}[name], "logits")
    return by_flag(CROSS_ENTROPY_OF_NAME[name], ()) if name in CROSS_ENTROPY_OF_NAME else None
