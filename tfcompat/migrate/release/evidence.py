"""Which generation of TensorFlow a file was written for, according to the file itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from tfcompat._symbols.api_names import ONLY_TF1, ONLY_TF2

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.syntax.source import Node

__all__ = ["Generation", "ReleaseEvidence", "evidence", "known_name", "of_home", "used"]

Generation = Literal["tf0.12", "tf1", "tf2"]

# TensorFlow 1.15 had these too, but they were hardly used there: they suggest TensorFlow 2, and prove nothing.
_BOTH = frozenset({"GradientTape", "function", "keras"})


@dataclass(frozen=True, slots=True)
class ReleaseEvidence:
    """The generation that a file shows, and the name that shows it."""

    generation: Generation | None = None
    shown_by: str = ""
    doubt: str = ""
    """Why a fix that depends on the generation is unsafe."""
    both: bool = False
    """Whether there are names of both kinds, so the file is for both releases."""


def used(names: Names, made: Collection[str]) -> Iterator[tuple[str, Node]]:
    """Yield the names below TensorFlow that a file certainly uses, and where, in the order of the text.

    A name that the file has `made`, as in `tf.log = tf.math.log`, shows nothing about the release.
    """
    for reference, meaning in names.denoted:
        for name in sorted(meaning.names) if meaning.certain else ():
            if name.startswith("tensorflow.") and not any(f"{name}.".startswith(f"{start}.") for start in made):
                yield name.removeprefix("tensorflow."), reference.node


def evidence(names: Iterable[str]) -> ReleaseEvidence:
    """Return what the qualified names of a file show.

    A name that only TensorFlow 1 has beats the names that both have, and one that only TensorFlow 2 has makes those
    certain. With names of both kinds, the file runs on both, and nothing is certain. Names below ``tensorflow.compat``
    do not count here: they exist in both, and their home decides.
    """
    below = [name.removeprefix("tensorflow.") for name in names if name.startswith("tensorflow.")]
    one, two, both = (_first(below, known) for known in (ONLY_TF1, ONLY_TF2, _BOTH))
    if one and two:
        return ReleaseEvidence(
            None, doubt=f"tf.{one} is TensorFlow 1 and tf.{two} is TensorFlow 2; {_AS_TF1}", both=True
        )
    if one:
        return ReleaseEvidence("tf1", f"tf.{one}")
    if two:
        return ReleaseEvidence("tf2", f"tf.{two}")
    if both:
        return ReleaseEvidence(
            "tf2", f"tf.{both}", f"tf.{both} suggests TensorFlow 2, but TensorFlow 1.15 has it too; {_AS_TF2}"
        )
    return ReleaseEvidence(doubt=_NOTHING)


_AS_TF1 = "read as TensorFlow 1, which passes no gradient to the labels (--era decides)"
_AS_TF2 = "read as TensorFlow 2, which passes gradients to the labels (--era decides)"
_NOTHING = (
    "nothing in this file shows whether it was written for TensorFlow 1, which passes no gradient to the labels, or "
    "for TensorFlow 2, which does; read as TensorFlow 1 (--era decides)"
)


def _first(names: list[str], known: frozenset[str]) -> str:
    """Return the first name that is known, or below a known one."""
    return next((found for name in names if (found := known_name(name, known))), "")


def known_name(name: str, known: frozenset[str]) -> str:
    """Return the known beginning of a name; empty if there is none."""
    parts = name.split(".", _deepest(known))
    starts = (".".join(parts[:end]) for end in range(1, len(parts) + 1))
    return next((start for start in starts if start in known), "")


@cache
def _deepest(known: frozenset[str]) -> int:
    """Return how many parts the longest known name has: in a longer name, only its beginning can be known."""
    return max((name.count(".") + 1 for name in known), default=1)


def of_home(homes: Iterable[str]) -> Generation | None:
    """Return the generation of the modules that a name may come from, if they show it."""
    versions = {home.removeprefix("tensorflow").split(".")[2] for home in homes if ".compat." in home}
    if versions == {"v1"}:
        return "tf1"
    return "tf2" if versions == {"v2"} else None
