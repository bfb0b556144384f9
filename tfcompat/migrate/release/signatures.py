"""Read a call with each signature that a symbol has had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfcompat._symbols.signatures import parameters_of

if TYPE_CHECKING:
    from tfcompat._symbols import Era, Symbol
    from tfcompat.migrate.syntax.arguments import Argument

__all__ = ["Reading", "differs", "positions", "readings", "what_stands_at"]

_OF_LAYERS = frozenset(
    [
        "_reuse",
        "_scope",
        "activity_regularizer",
        "autocast",
        "batch_input_shape",
        "batch_size",
        "dtype",
        "input_shape",
        "name",
        "trainable",
        "weights",
    ]
)
"""What the constructors of TensorFlow 1's layers, and of the shims, accept in ``**kwargs``."""
_TENSORS = {"labels", "logits", "y_true", "y_pred"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A call as one era reads it: from parameter to argument."""

    era: Era
    bound: dict[str, Argument]

    def targets(self, symbol: Symbol) -> dict[str, int]:
        """From new keyword (or old parameter, if it has none) to the offset of its argument, for comparing readings."""
        to = {**symbol.arguments, **(symbol.successor.constructor if symbol.successor else {})}
        return {to.get(name, name): argument.node.start_byte for name, argument in self.bound.items()}


def readings(symbol: Symbol, given: list[Argument], eras: tuple[Era, ...]) -> list[Reading]:
    """Return how each era that accepts the call reads it."""
    found = []
    for era in eras:
        bound = _bind(symbol, era, given)
        if bound is not None:
            found.append(Reading(era, bound))
    return found


def differs(symbol: Symbol, given: list[Argument]) -> bool:
    """Return whether the releases that accept a call assign its arguments differently."""
    found = readings(symbol, given, symbol.eras) if any(not one.name for one in given) else []
    return any(one.targets(symbol) != found[0].targets(symbol) for one in found)


def positions(symbol: Symbol) -> tuple[str, ...]:
    """Return the parameters in order, up to the first position at which releases differ."""
    found: list[str] = []
    while len(names := _at(symbol, len(found))) == 1:
        found += names
    return tuple(found)


def what_stands_at(symbol: Symbol, position: int) -> str:
    """Return the parameter at a position, release by release."""
    spans = _at(symbol, position).items()
    return " or ".join(f"{name} (TensorFlow {first} to {last})" for name, (first, last) in spans) or "nothing"


def _at(symbol: Symbol, position: int) -> dict[str, tuple[str, str]]:
    """From each parameter at a position to the first and last release that has it there."""
    found: dict[str, tuple[str, str]] = {}
    for era in symbol.eras:
        names = list(era.parameters)
        if position < len(names):
            name = names[position]
            found[name] = (found[name][0] if name in found else era.first, era.last)
    return found


def _bind(symbol: Symbol, era: Era, given: list[Argument]) -> dict[str, Argument] | None:
    """Return the call as Python would bind it, or None if this era raises an error."""
    parameters, star, rest = parameters_of(era.signature)
    positional = [argument for argument in given if not argument.name]
    if len(positional) > len(parameters) and not star:
        return None
    more = (f"*{number}" for number in range(len(positional)))  # only the shim names these
    bound = dict(zip((*parameters, *more), positional, strict=False))
    for argument in given:
        if argument.name:
            further = rest and (not symbol.path.startswith("layers.") or argument.name in _OF_LAYERS)
            if (argument.name not in parameters and not further) or argument.name in bound:
                return None
            bound[argument.name] = argument
    if any(default is None and name not in bound for name, default in parameters.items()):
        return None
    return bound if _has_its_tensors(symbol, bound) and not _says_it_twice(symbol, bound) else None


def _says_it_twice(symbol: Symbol, bound: dict[str, Argument]) -> bool:
    """Return whether two parameters with the same successor are given, such as dim and axis: TensorFlow also raises."""
    to = symbol.arguments
    said = [to[name] for name, argument in bound.items() if name in to and argument.text != "None"]
    return len(said) > len(set(said))


def _has_its_tensors(symbol: Symbol, bound: dict[str, Argument]) -> bool:
    """Return whether labels and logits are given, and the sentinel, which only forces keywords, is not."""
    sentinel = bound.get("_sentinel")
    if sentinel is not None and sentinel.text != "None":
        return False
    to = symbol.arguments
    needed = {target for target in to.values() if target in _TENSORS}
    return needed <= {to[name] for name, argument in bound.items() if name in to and argument.text != "None"}
