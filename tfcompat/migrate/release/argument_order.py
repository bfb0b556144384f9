"""Evidence for the order of positional labels and logits: other calls' keywords, and what cannot be logits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tfcompat._symbols import TENSORFLOW_HOMES
from tfcompat.migrate.release.signatures import readings
from tfcompat.migrate.syntax.arguments import arguments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tfcompat._symbols import Symbol
    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.names.scopes import NameUse, Scope
    from tfcompat.migrate.release.signatures import Reading
    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["Order", "can_be_logits", "order"]

_IDS = {
    f"{root}.{name}"
    for root in TENSORFLOW_HOMES
    for name in ("argmax", "arg_max", "math.argmax", "to_int32", "to_int64")
}
_CASTS = {f"{home}.{name}" for home in TENSORFLOW_HOMES for name in ("cast", "dtypes.cast")}
_INTEGERS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "bool")


class Order(NamedTuple):
    """The generations that a file's keyword arguments show, and the first such line."""

    generations: frozenset[str] = frozenset()
    """None if nothing shows it."""
    line: int = 0


def order(source: Source, calls: Iterable[tuple[Symbol, NameUse]]) -> Order:
    """Return the generations that accept every call of a legacy symbol that names its tensors.

    ``targets=`` is TensorFlow 0.12's, ``_sentinel=`` TensorFlow 1's. A call under ``try`` is left out: its alternative
    may be for another release.
    """
    found, line = frozenset[str](), 0
    for symbol, reference in calls:
        given = arguments(source, reference.call) if reference.call else None
        if not given or not all(argument.name for argument in given) or _is_tried(reference.node):
            continue
        every = frozenset(era.generation for era in symbol.eras)
        accepting = frozenset(reading.era.generation for reading in readings(symbol, given, symbol.eras))
        if accepting and accepting < every:
            line = line or source.position(reference.node.start_byte)[0]
            found = found & accepting if found else accepting
            if not found:
                return Order()
    return Order(found, line)


def can_be_logits(names: Names, reading: Reading, symbol: Symbol, scope: Scope) -> bool:
    """Return whether the logits of a reading may be floating point: class ids are not."""
    to = symbol.arguments
    given = (argument for name, argument in reading.bound.items() if to.get(name) in ("logits", "y_pred"))
    return not any(_is_integer(names, argument.value, scope) for argument in given)


def _is_integer(names: Names, value: Node, scope: Scope) -> bool:
    callee = value.child_by_field_name("function") if value.type == "call" else None
    if callee is None:
        return value.type == "integer"
    meaning = names.of_value(callee, scope)
    given = arguments(names.source, value) or []
    if not meaning.certain or not given:
        return False
    if meaning.names <= _IDS:
        return True
    kind = next((argument for argument in given if argument.name == "dtype"), given[1] if len(given) > 1 else None)
    return meaning.names <= _CASTS and kind is not None and kind.text.rpartition(".")[2].strip("'\"") in _INTEGERS


def _is_tried(node: Node) -> bool:
    above = node.parent
    while above is not None and above.type != "try_statement":
        above = above.parent
    return above is not None
