"""What a row of the table holds. Data only: the standard library, no TensorFlow, no parser."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tfcompat._symbols.signatures import parameters_of

Action = Literal["safe", "unsafe", "manual", "none"]
Kind = Literal["function", "class", "constants"]
Labels = Literal["distribution", "ids", "independent", "none"]
Library = Literal["tensorflow", "keras", "tensorflow_addons"]
Weights = Literal["", "losses", "examples", "steps", "features"]
Reduction = Literal[
    "none",
    "sum",
    "mean",
    "sum_over_batch_size",
    "sum_by_nonzero_weights",
    "mean_with_sample_weight",
    "mean_per_example",
]
SideEffect = Literal["loss_collection", "reads_loss_collection", "regularization_collection", "variables"]

RELEASE = "1.15"
"""The release of TensorFlow whose signatures, numbers and gradients the shims have."""


@dataclass(frozen=True, kw_only=True)
class Era:
    """A span of releases in which a symbol kept one signature and one meaning."""

    first: str
    """The first release, e.g. ``"1.14"``."""
    last: str
    """The last release, e.g. ``"1.15"``."""
    signature: str
    """As Python writes it, e.g. ``"(labels, logits, axis=None)"``; defaults are literals or calls below ``tf``."""
    label_gradient: bool = False
    """Whether gradients reach the labels."""
    library: Library = "tensorflow"
    """Whose releases `first` and `last` are: a row of Keras has eras of TensorFlow's copy and of Keras by itself."""

    @property
    def parameters(self) -> dict[str, str | None]:
        """Parameter to the source text of its default, in order; None where it has none."""
        return parameters_of(self.signature).defaults

    @property
    def generation(self) -> str:
        """The word for this era on the command line (``--era``); of another library its name and major release."""
        major = self.first.split(".")[0]
        if self.library != "tensorflow":
            return f"{self.library}{major}"
        return "tf0.12" if major == "0" else f"tf{major}"


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
    only: dict[str, str] = field(default_factory=dict)
    """Old parameter to the one value, as source text, that the new name computes by itself: that argument goes. Another
    value is refused, unless `arguments` has the parameter."""
    doubts: dict[str, str] = field(default_factory=dict)
    """Old parameter to the reason why a call that gives it anything but a number is rewritten on request only."""
    dropped: tuple[str, ...] = ()
    """Old parameters that may go without changing a number."""


@dataclass(frozen=True, kw_only=True)
class Variables:
    """What a layer calls its variables, below the scopes around it: the names that a checkpoint knows."""

    default: str
    """The first part where the call gives none, counted from the second layer on: ``dense``, ``dense_1``."""
    given: str
    """The parameter that gives another first part."""
    weights: tuple[str, ...]
    """The last parts, in the order of creation; none where the given name is the whole name."""
    bias: str = ""
    """The last part of the one that a call can leave out; it comes last. Empty where there is none."""

    def under(self, first: str) -> tuple[str, ...]:
        """Return the names below a first part."""
        if not self.weights:
            return (first,)
        return tuple(f"{first}/{name}" for name in (*self.weights, *filter(None, (self.bias,))))


@dataclass(frozen=True, kw_only=True)
class Symbol:
    """All that is known about one legacy symbol."""

    path: str
    """Path below ``tf`` in TensorFlow 1.15, which is also the shim's path below ``tfcompat.legacy``."""
    kind: Kind = "function"
    """What stands there: a function, a class, or a class that only holds constants, as ``losses.Reduction`` does."""
    homes: dict[str, tuple[str, str]]
    """Module in which `path` stands, to the first and last release that has it there; ``""`` where `path` is the whole
    name, as for Keras by itself, whose releases these then are."""
    aliases: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Other qualified names of the same object, e.g. ``"tf_slim.losses.log_loss"``, to their first and last release."""
    eras: tuple[Era, ...]
    """Its signatures over time, oldest first, library by library; of a class, those of its constructor."""
    labels: Labels
    """How labels are encoded."""
    weights: Weights = ""
    """What its ``weights`` weigh, one each: losses, with an axis of 1 where they are broadcast, examples, steps of a
    sequence, or the features of a matrix product; empty if it has none."""
    reduction: Reduction
    """What the value is reduced by, when the call says nothing: ``sum_by_nonzero_weights`` divides the weighted sum by
    the number of weights that are not 0, ``mean_with_sample_weight`` by their sum, ``mean_per_example`` first each
    example's own sum by the weights of that example."""
    side_effects: tuple[SideEffect, ...] = ()
    """What else a call does: append to ``GraphKeys.LOSSES``, read it, read ``GraphKeys.REGULARIZATION_LOSSES``, create
    variables."""
    variables: Variables | None = None
    """What it calls the variables that it creates; None where it creates none."""
    shim: bool = True
    """Whether ``tfcompat.legacy`` has it. Where not, asking for it raises AttributeError with `by_hand`."""
    successor: Successor | None = None
    """What ``migrate --to tfcompat`` writes; None where there is nothing that it could write."""
    on_logits: Successor | None = None
    """What a call becomes that says ``from_logits=True``, where the name still stands; None for all others."""
    code: str
    """The rule code under which a use of it is reported."""
    action: Action
    """Whether the rewrite to `successor` is safe, unsafe or left to a person; none where the name still means this in
    TensorFlow 2, so that a use of it is no finding."""
    why: str
    """One sentence or two: why it is safe, or what a person has to decide."""
    differences: tuple[str, ...] = ()
    """Names of the intended differences (`DIFFERENCES`) that can apply to `successor`."""
    by_hand: str = ""
    """What only a person can write, to do without the shim as well; empty where `successor` does without it."""
    removal: str = "2.0"
    """The release of tfcompat that removes the shim; empty where there is none."""
    before: str
    """A call as old code has it; runs under TF 1.15 after ``import tensorflow as tf``, but for classes of models."""
    after: str = ""
    """What the migrator makes of `before`; empty where that is nothing."""

    @property
    def name(self) -> str:
        """As a person says it: ``tf.nn.f``, or the whole name of what never stood below ``tf``."""
        return f"tf.{self.path}" if any(home.startswith("tensorflow") for home in self.homes) else self.path

    @property
    def new_name(self) -> str:
        """What the rewrite calls, e.g. ``tfcompat.softmax_cross_entropy``; empty where there is no rewrite."""
        return f"tfcompat.{self.successor.name}" if self.successor else ""

    @property
    def arguments(self) -> dict[str, str]:
        """Old parameter to new keyword of the call; none where there is no rewrite."""
        return self.successor.arguments if self.successor else {}

    @property
    def qualified_names(self) -> tuple[str, ...]:
        """Every full name that it has or had."""
        return (*(f"{home}.{self.path}".lstrip(".") for home in self.homes), *self.aliases)

    @property
    def shims(self) -> tuple[str, ...]:
        """The paths below ``tfcompat.legacy`` that are this symbol: its own, and its aliases in TensorFlow 1.15."""
        if not self.shim:
            return ()
        others = (alias for alias, span in self.aliases.items() if alias.startswith("tensorflow.") and _holds(span))
        return (self.path, *(alias.removeprefix("tensorflow.") for alias in others if ".compat." not in alias))

    def era(self, release: str) -> Era:
        """Return the era that holds in a release of TensorFlow, e.g. ``"1.15"``.

        Raises:
            LookupError: The symbol did not exist in that release.
        """
        for era in self.eras:
            if era.library == "tensorflow" and _holds((era.first, era.last), release):
                return era
        raise LookupError(f"{self.name} has no signature in TensorFlow {release}; it has {self._spans()}")

    def _spans(self) -> str:
        return ", ".join(f"{era.first} to {era.last}" for era in self.eras if era.library == "tensorflow") or "none"


def _holds(span: tuple[str, str], release: str = RELEASE) -> bool:
    return release_key(span[0]) <= release_key(release) <= release_key(span[1])


def release_key(release: str) -> tuple[int, ...]:
    """Return the major and the minor number of a release, by which releases compare."""
    return tuple(int(part) for part in release.split(".")[:2])
