"""The arguments of a call, and what they mean under the signatures that a symbol has had."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from tfcompat._symbols import Era, Symbol
    from tfcompat.migrate._source import Node, Source

__all__ = ["Argument", "Reading", "argument", "arguments", "collects", "readings", "signature"]

_TENSORS = {"labels", "logits", "y_true", "y_pred"}


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument as it stands in a call."""

    node: Node
    value: Node
    keyword: Node | None
    """The name in front of the equals sign."""
    text: str
    """The value, as written."""
    name: str
    """The keyword, or nothing for a positional argument."""
    comma: Node | None
    """The comma behind it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A call as one era reads it: parameter to argument."""

    era: Era
    bound: dict[str, Argument]

    def targets(self, symbol: Symbol) -> dict[str, int]:
        """New keyword (or old parameter, where it has none) to the offset of its argument: what readings agree on."""
        to = {**symbol.arguments, **(symbol.successor.constructor if symbol.successor else {})}
        return {to.get(name, name): argument.node.start_byte for name, argument in self.bound.items()}


def arguments(source: Source, call: Node) -> list[Argument] | None:
    """The arguments of a call in the order of the text, or None where ``*args`` or ``**kwargs`` hides some."""
    listed = call.child_by_field_name("arguments")
    if listed is None or listed.type != "argument_list":
        return None
    children = [child for child in listed.children if not child.is_extra]  # a comment, or a line continuation
    found = []
    for position, node in enumerate(children):
        if node.type in ("list_splat", "dictionary_splat"):
            return None
        if node.is_named:
            follows = children[position + 1] if position + 1 < len(children) else None
            found.append(_argument(source, node, follows if follows and follows.type == "," else None))
    return found


def argument(given: Iterable[Argument], names: Collection[str], position: int) -> Node | None:
    """The value that is given by one of some names, or else at a position; None where there is none."""
    positional = [one.value for one in given if not one.name]
    by_name = next((one.value for one in given if one.name in names), None)
    return by_name if by_name is not None else positional[position] if position < len(positional) else None


def _argument(source: Source, node: Node, comma: Node | None) -> Argument:
    keyword = node.child_by_field_name("name") if node.type == "keyword_argument" else None
    value = (node.child_by_field_name("value") if keyword else None) or node
    name = source.of(keyword).decode("utf-8") if keyword else ""
    return Argument(node, value, keyword, source.of(value).decode("utf-8"), name, comma)


def readings(symbol: Symbol, given: list[Argument], eras: tuple[Era, ...]) -> list[Reading]:
    """How each era that accepts the call reads it."""
    found = []
    for era in eras:
        bound = _bind(symbol, era, given)
        if bound is not None:
            found.append(Reading(era, bound))
    return found


@cache
def signature(text: str) -> dict[str, str | None]:
    """Parameter to the source of its default; None where it has none."""
    function = ast.parse(f"def f{text}: ...").body[0]
    if not isinstance(function, ast.FunctionDef):
        raise TypeError(f"{text!r} is no signature")
    names = [argument.arg for argument in function.args.args]
    defaults = [ast.unparse(default) for default in function.args.defaults]
    return {**dict.fromkeys(names), **dict(zip(names[len(names) - len(defaults) :], defaults, strict=True))}


@cache
def collects(text: str) -> tuple[bool, bool]:
    """Whether a signature takes any further positional arguments, and any further keywords."""
    arguments = ast.parse(f"lambda {text[1:-1]}: 0", mode="eval").body.args  # type: ignore[attr-defined] # a Lambda
    return arguments.vararg is not None, arguments.kwarg is not None


def _bind(symbol: Symbol, era: Era, given: list[Argument]) -> dict[str, Argument] | None:
    """The call as Python would bind it, or None where this era raises."""
    parameters = signature(era.signature)
    any_positional, any_keyword = collects(era.signature)
    positional = [argument for argument in given if not argument.name]
    if len(positional) > len(parameters) and not any_positional:
        return None
    more = (f"*{number}" for number in range(len(positional)))  # what only the shim gives a name
    bound = dict(zip((*parameters, *more), positional, strict=False))
    for argument in given:
        if argument.name:
            if (argument.name not in parameters and not any_keyword) or argument.name in bound:
                return None
            bound[argument.name] = argument
    if any(default is None and name not in bound for name, default in parameters.items()):
        return None
    return bound if _has_its_tensors(symbol, bound) and not _says_it_twice(symbol, bound) else None


def _says_it_twice(symbol: Symbol, bound: dict[str, Argument]) -> bool:
    """Whether two parameters with one successor are given, as dim and axis are: TensorFlow raises, too."""
    to = symbol.arguments
    said = [to[name] for name, argument in bound.items() if name in to and argument.text != "None"]
    return len(said) > len(set(said))


def _has_its_tensors(symbol: Symbol, bound: dict[str, Argument]) -> bool:
    """Whether labels and logits are there, and the sentinel, which only forces keywords, is not."""
    sentinel = bound.get("_sentinel")
    if sentinel is not None and sentinel.text != "None":
        return False
    to = symbol.arguments
    needed = {target for target in to.values() if target in _TENSORS}
    return needed <= {to[name] for name, argument in bound.items() if name in to and argument.text != "None"}
