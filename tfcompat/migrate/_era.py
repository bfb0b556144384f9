"""Which generation of TensorFlow a file was written for, as far as the file itself shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Era", "Evidence", "Generation", "evidence", "of_home"]

Generation = Literal["tf0.12", "tf1", "tf2"]
Era = Literal["auto", "tf0.12", "tf1", "tf2"]

# Names that one generation has and the other has not; with both in a file TensorFlow 1 it is, which had these as well.
_ONLY_TF1 = (
    "ConfigProto",
    "InteractiveSession",
    "Session",
    "app",
    "contrib",
    "flags",
    "get_default_graph",
    "get_variable",
    "global_variables_initializer",
    "initialize_all_variables",
    "layers",
    "losses.sparse_softmax_cross_entropy",
    "losses.softmax_cross_entropy",
    "losses.sigmoid_cross_entropy",
    "placeholder",
    "reset_default_graph",
    "summary.merge_all",
    "trainable_variables",
    "truncated_normal",
    "variable_scope",
)
_TF2 = ("GradientTape", "function", "keras")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The generation that a file shows, and the name that shows it."""

    generation: Generation | None = None
    shown_by: str = ""


def evidence(names: Iterable[str]) -> Evidence:
    """What the qualified names of a file say.

    Names below ``tensorflow.compat.v1`` say nothing here: they exist in both, and their home decides for themselves.
    """
    two = Evidence()
    for name in names:
        below = name.removeprefix("tensorflow.")
        if below == name:
            continue
        if _is_one_of(below, _ONLY_TF1):
            return Evidence("tf1", f"tf.{below}")
        if _is_one_of(below, _TF2) and not two.shown_by:
            two = Evidence("tf2", f"tf.{below}")
    return two


def _is_one_of(name: str, known: tuple[str, ...]) -> bool:
    return any(name == start or name.startswith(f"{start}.") for start in known)


def of_home(homes: Iterable[str]) -> Generation | None:
    """The generation that the modules a name may come from stand for, where they say it."""
    versions = {home.removeprefix("tensorflow").split(".")[2] for home in homes if ".compat." in home}
    if versions == {"v1"}:
        return "tf1"
    return "tf2" if versions == {"v2"} else None
