"""The union of what rules declare about files with findings, so that most files cost one search."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tfcompat.migrate.names.prefilter import mentions, names_a_library

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tfcompat.migrate.rules._base import Rule

__all__ = ["may_find", "names_for"]


class _Declared(NamedTuple):
    """The declarations of several rules."""

    words: re.Pattern[bytes] | None
    beside_a_library: re.Pattern[bytes] | None
    """The words of rules about mistakes: other libraries also use them."""
    traces: re.Pattern[bytes] | None
    of_rows: bool
    """Whether some rule declares no words, because it is about the names of the rows."""


def may_find(rules: Iterable[Rule], text: bytes) -> bool:
    """Return whether a file may contain what one of the rules looks for."""
    declared = _declared(tuple(rules))
    if declared.words and declared.words.search(text):
        return True
    if declared.beside_a_library and names_a_library(text) and declared.beside_a_library.search(text):
        return True
    return declared.of_rows and mentions(text, declared.traces)


def names_for(rules: Iterable[Rule], text: bytes) -> frozenset[bytes]:
    """Return the names that rules resolve in a file, in addition to those of the rows."""
    found = (rule for rule in rules if rule.NAMES)
    wanted = (rule.NAMES for rule in found if not rule.WORDS or any(word.encode() in text for word in rule.WORDS))
    return frozenset(name.encode() for names in wanted for name in names)


@cache
def _declared(rules: tuple[Rule, ...]) -> _Declared:
    traces = [trace for rule in rules for trace in rule.TRACES]
    return _Declared(
        _any_of(word for rule in rules if not rule.MISTAKE for word in rule.WORDS),
        _any_of(word for rule in rules if rule.MISTAKE for word in rule.WORDS),
        re.compile("|".join(traces).encode()) if traces else None,
        any(not rule.WORDS for rule in rules),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[bytes] | None:
    wanted = sorted({*words})
    return re.compile("|".join(map(re.escape, wanted)).encode()) if wanted else None
