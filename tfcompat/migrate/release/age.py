"""The generations of TensorFlow that a file may have run on, according to its names and calls.

A name that a generation does not have rules it out, and so does a call that it does not accept. If one remains, it
decides how positional arguments are read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tfcompat._symbols.api_names import ONLY_TF1, ONLY_TF2
from tfcompat._symbols.first_generation import GONE_IN_1, NEW_IN_1
from tfcompat.migrate.release.argument_order import can_be_logits
from tfcompat.migrate.release.evidence import known_name, of_home
from tfcompat.migrate.release.signatures import differs, readings
from tfcompat.migrate.syntax.arguments import arguments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tfcompat._symbols import Symbol
    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.names.scopes import NameUse
    from tfcompat.migrate.release.evidence import Generation
    from tfcompat.migrate.syntax.arguments import Argument
    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["Age", "Called", "age", "is_migrated", "may_show_age"]

_ALL: frozenset[Generation] = frozenset({"tf0.12", "tf1", "tf2"})
_RULES: tuple[tuple[frozenset[str], frozenset[Generation], str], ...] = (
    (GONE_IN_1, frozenset({"tf0.12"}), "was removed in TensorFlow 1.0"),
    (NEW_IN_1, frozenset({"tf1", "tf2"}), "is newer than TensorFlow 0.12"),
    (ONLY_TF1, frozenset({"tf0.12", "tf1"}), "was removed in TensorFlow 2"),
    (ONLY_TF2, frozenset({"tf2"}), "is only in TensorFlow 2"),
)
# TensorFlow 1.0 moved the axis after the values, and renamed it.
_MOVED = {"concat": "concat_dim", "split": "split_dim"}
_CONDITION = re.compile(rb"(?i)version|hasattr|tf_?[12]\b")
_CAUGHT = re.compile(
    rb"except[^:\n]*\b(?:AttributeError|ImportError|ModuleNotFoundError|NameError|TypeError|Exception)\b|except\s*:"
)
_OURS = re.compile(rb"\b(?:import|from)\s+tfcompat\b")
_SHOWS = re.compile(
    rb"_with_logits\b|\btf[0-9]?\s*\.\s*(?:%s)\b" % b"|".join(re.escape(name.encode()) for name in sorted(GONE_IN_1))
)


class Called(NamedTuple):
    """A call of a legacy symbol."""

    symbol: Symbol
    reference: NameUse
    homes: frozenset[str]
    """The modules that the symbol may come from."""


class Age(NamedTuple):
    """The remaining generations, and what ruled out the others."""

    generations: frozenset[Generation] = _ALL
    shown_by: tuple[str, ...] = ()
    """A sentence for each rule that applied."""

    @property
    def generation(self) -> Generation | None:
        """The only remaining generation; None if there are several, or if names contradict each other."""
        return next(iter(self.generations)) if len(self.generations) == 1 else None


def may_show_age(text: bytes) -> bool:
    """Return whether a file contains a word that may show its generation to the other files of its program."""
    return b"tensorflow" in text and bool(is_migrated(text) or _SHOWS.search(text))


def is_migrated(text: bytes) -> bool:
    """Return whether a file imports tfcompat: the evidence of its age may be gone."""
    return bool(_OURS.search(text))


def age(names: Names, used: Sequence[tuple[str, Node]], calls: Iterable[Called]) -> Age:
    """Return the generations that a file may have run on.

    Args:
        names: Its resolver.
        used: The names below TensorFlow that it uses, and where, in the order of the text.
        calls: Its calls of legacy symbols; some may be readable by only one generation.
    """
    if is_migrated(names.source.text):
        return Age()
    shown = _of_names(names.source, used)
    if shown.generation or not shown.generations:
        return shown
    decided = {found: call for call in calls if (found := _of_call(names, call, shown.generations))}
    if len(decided) != 1:
        return shown
    (generation, call), *_ = decided.items()
    line, _ = names.source.position(call.reference.node.start_byte)
    return Age(frozenset({generation}), (*shown.shown_by, f"line {line} can only be read as {_spoken(generation)}"))


def _of_names(source: Source, used: Sequence[tuple[str, Node]]) -> Age:
    """Return what the TensorFlow names in a file show, regardless of the release it runs on."""
    left, shown = _ALL, []
    for generations, why in _shown(source, used):
        if left & generations != left:
            left &= generations
            shown.append(why)
    return Age(left, tuple(shown))


def _shown(source: Source, used: Sequence[tuple[str, Node]]) -> Iterator[tuple[frozenset[Generation], str]]:
    """Yield the generations that each rule leaves, and the first name that shows it."""
    waiting = list(_RULES)
    for name, node in used:
        for rule in tuple(waiting):  # tf.layers is newer than 0.12, and not in 2
            found = known_name(name, rule[0])
            if found and not _is_guarded(source, node):
                waiting.remove(rule)
                line, _ = source.position(node.start_byte)
                yield rule[1], f"tf.{found} on line {line} {rule[2]}"
        if name in _MOVED and node.parent is not None and not _is_guarded(source, node):
            yield from _of_moved(source, node.parent, name)


def _of_moved(source: Source, call: Node, name: str) -> Iterator[tuple[frozenset[Generation], str]]:
    """Yield what the argument order of ``tf.concat`` and ``tf.split`` shows."""
    given = arguments(source, call) if call.type == "call" else None
    if not given:
        return
    line, _ = source.position(call.start_byte)
    first = given[0]
    if (not first.name and _is_axis(first)) or any(one.name == _MOVED[name] for one in given):
        yield frozenset({"tf0.12"}), f"tf.{name} on line {line} takes the axis first, as before TensorFlow 1.0"
    elif any(one.name in ("axis", "values", "num_or_size_splits") for one in given[1:]):
        yield frozenset({"tf1", "tf2"}), f"tf.{name} on line {line} has arguments that are newer than TensorFlow 0.12"


def _is_axis(argument: Argument) -> bool:
    return argument.text.lstrip("-").isdigit()


def _of_call(names: Names, call: Called, left: frozenset[Generation]) -> Generation | None:
    """Return the only generation that accepts a call, if others read it differently or not at all."""
    node = call.reference.call
    given = arguments(names.source, node) if node else None
    if not given or of_home(call.homes) or not differs(call.symbol, given):
        return None
    if _is_guarded(names.source, call.reference.node):
        return None
    found = readings(call.symbol, given, call.symbol.eras)
    likely = [one for one in found if can_be_logits(names, one, call.symbol, call.reference.scope)]
    generations = {one.era.generation for one in likely if one.era.generation in left}
    return next((one for one in left if {one} == generations), None)


def _is_guarded(source: Source, node: Node) -> bool:
    """Return whether code only runs on some releases: in a ``try`` for names, or below a test of the version."""
    above = node.parent
    while above is not None:
        if above.type == "try_statement" and _CAUGHT.search(source.of(above)):
            return True
        condition = above.child_by_field_name("condition")
        if condition is not None and _CONDITION.search(source.of(condition)):
            return True
        above = above.parent
    return False


def _spoken(generation: Generation) -> str:
    return f"TensorFlow {generation.removeprefix('tf')}"
