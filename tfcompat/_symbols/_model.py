"""What a row of the table holds. Data only: the standard library, no TensorFlow, no parser."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Action = Literal["safe", "unsafe", "manual"]
Labels = Literal["distribution", "ids", "independent", "none"]


@dataclass(frozen=True, kw_only=True)
class Era:
    """A span of TensorFlow releases in which a symbol kept one signature and one meaning."""

    first: str
    """The first release, e.g. ``"1.14"``."""
    last: str
    """The last release, e.g. ``"1.15"``."""
    signature: str
    """As Python writes it, e.g. ``"(labels, logits, axis=None)"``; defaults are literals or calls below ``tf``."""
    label_gradient: bool = False
    """Whether gradients reach the labels."""

    @property
    def generation(self) -> Literal["tf0.12", "tf1", "tf2"]:
        """The word for this era on the command line (``--era``)."""
        major = self.first.split(".")[0]
        return "tf0.12" if major == "0" else "tf1" if major == "1" else "tf2"


@dataclass(frozen=True, kw_only=True)
class Successor:
    """What a call becomes: the name that replaces the callee, and where each argument goes."""

    name: str
    """Path below ``tfcompat``, e.g. ``"softmax_cross_entropy"`` or ``"legacy.layers.dense"``."""
    arguments: dict[str, str]
    """Old parameter to new keyword of the call; an old parameter that stands in no map has no successor."""
    constructor: dict[str, str] = field(default_factory=dict)
    """Old parameter to new keyword of the constructor, where `name` is a Loss class that is built, then called."""
    settings: dict[str, str] = field(default_factory=dict)
    """Keywords that the constructor gets in any case, as source text; they say what the old default was."""
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    """Old parameter to (old value as source text, new value as source text), where values were renamed too."""
    dropped: tuple[str, ...] = ()
    """Old parameters that may go without changing a number."""


@dataclass(frozen=True, kw_only=True)
class Symbol:
    """All that is known about one legacy symbol."""

    path: str
    """Path below ``tf`` in TensorFlow 1.15, which is also the shim's path below ``tfcompat.legacy``."""
    homes: dict[str, tuple[str, str]]
    """Module in which `path` stands, to the first and last release that has it there."""
    eras: tuple[Era, ...]
    """Its signatures over time, oldest first."""
    labels: Labels
    """How labels are encoded."""
    reduction: Literal["none", "sum_by_nonzero_weights"]
    """What the value is reduced by, when the call says nothing."""
    side_effects: tuple[Literal["loss_collection", "variables"], ...] = ()
    """What else a call does: append to ``GraphKeys.LOSSES``, create variables."""
    successor: Successor
    """What ``migrate --to tfcompat`` writes."""
    code: str
    """The rule code under which a use of it is reported."""
    action: Action
    """Whether the rewrite to `successor` is safe, unsafe or left to a person."""
    why: str
    """One sentence: why it is safe, or what a person has to decide."""
    differences: tuple[str, ...] = ()
    """Names of the intended differences (`DIFFERENCES`) that can apply to `successor`."""
    by_hand: str = ""
    """What only a person can write, to do without the shim as well; empty where `successor` does without it."""
    removal: str = "2.0"
    """The release of tfcompat that removes the shim."""
    before: str
    """A call as old code has it; runs under TF 1.15 after ``import tensorflow as tf``."""
    after: str
    """What the migrator makes of `before`."""

    def era(self, release: str) -> Era:
        """The era that holds in a release of TensorFlow, e.g. ``"1.15"``.

        Raises:
            LookupError: The symbol did not exist in that release.
        """
        for era in self.eras:
            if _key(era.first) <= _key(release) <= _key(era.last):
                return era
        raise LookupError(f"tf.{self.path} has no signature in TensorFlow {release}; it has {self._spans()}")

    def _spans(self) -> str:
        return ", ".join(f"{era.first} to {era.last}" for era in self.eras)


def _key(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in release.split(".")[:2])
