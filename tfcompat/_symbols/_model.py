"""The contents of a row of the table. Data only: the standard library, no TensorFlow, no parser."""

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
"""The TensorFlow release whose signatures, numbers and gradients the shims reproduce."""


@dataclass(frozen=True, kw_only=True)
class Era:
    """A span of releases in which a symbol had one signature and one meaning."""

    first: str
    """The first release, e.g. ``"1.14"``."""
    last: str
    """The last release, e.g. ``"1.15"``."""
    signature: str
    """In Python syntax, e.g. ``"(labels, logits, axis=None)"``; defaults are literals or calls below ``tf``."""
    label_gradient: bool = False
    """Whether gradients reach the labels."""
    library: Library = "tensorflow"
    """Whose releases `first` and `last` are: a Keras row has eras of TensorFlow's copy and of Keras itself."""

    @property
    def parameters(self) -> dict[str, str | None]:
        """From parameter to the source text of its default, in order; None if it has none."""
        return parameters_of(self.signature).defaults

    @property
    def generation(self) -> str:
        """The word for this era on the command line (``--era``); for another library, its name and major release."""
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
    """From old parameter to the call's new keyword; an old parameter in no map has no successor."""
    constructor: dict[str, str] = field(default_factory=dict)
    """From old parameter to the constructor's new keyword, if `name` is a Loss class, constructed and then called."""
    settings: dict[str, str] = field(default_factory=dict)
    """Keywords that the constructor always gets, as source text; they spell out the old default."""
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    """From old parameter to (old value, new value) as source text, if values were renamed too."""
    only: dict[str, str] = field(default_factory=dict)
    """From old parameter to the one value, as source text, that the new name implies: that argument is removed. Another
    value is refused, unless `arguments` has the parameter."""
    doubts: dict[str, str] = field(default_factory=dict)
    """From old parameter to the reason why a call that passes anything but a number is only rewritten on request."""
    dropped: tuple[str, ...] = ()
    """Old parameters that can be removed without changing a number."""


@dataclass(frozen=True, kw_only=True)
class Variables:
    """A layer's names for its variables, below the scopes around it: the names in a checkpoint."""

    default: str
    """The first part if the call gives none, numbered after the first layer: ``dense``, ``dense_1``."""
    given: str
    """The parameter that sets another first part."""
    weights: tuple[str, ...]
    """The last parts, in the order of creation; empty if the given name is the whole name."""
    bias: str = ""
    """The last part of the variable that a call can omit; it comes last. Empty if there is none."""

    def under(self, first: str) -> tuple[str, ...]:
        """Return the names below a first part."""
        if not self.weights:
            return (first,)
        return tuple(f"{first}/{name}" for name in (*self.weights, *filter(None, (self.bias,))))


@dataclass(frozen=True, kw_only=True)
class Symbol:
    """Everything known about one legacy symbol."""

    path: str
    """Path below ``tf`` in TensorFlow 1.15, which is also the shim's path below ``tfcompat.legacy``."""
    kind: Kind = "function"
    """The kind of object: a function, a class, or a class of constants such as ``losses.Reduction``."""
    homes: dict[str, tuple[str, str]]
    """From the module that contains `path` to the first and last release that has it there; ``""`` if `path` is the
    whole name, as for Keras itself, whose releases these then are."""
    aliases: dict[str, tuple[str, str]] = field(default_factory=dict)
    """From other qualified names of the object, e.g. ``"tf_slim.losses.log_loss"``, to their first and last release."""
    eras: tuple[Era, ...]
    """Its signatures over time, oldest first, library by library; for a class, the constructor's."""
    labels: Labels
    """How labels are encoded."""
    weights: Weights = ""
    """What each of its ``weights`` applies to: losses (with an axis of 1 if they are broadcast), examples, steps of a
    sequence, or the features of a matrix product; empty if it has none."""
    reduction: Reduction
    """The default reduction: ``sum_by_nonzero_weights`` divides the weighted sum by
    the number of weights that are not 0, ``mean_with_sample_weight`` by their sum, ``mean_per_example`` first divides
    each example's sum by that example's weights."""
    side_effects: tuple[SideEffect, ...] = ()
    """Its side effects: append to ``GraphKeys.LOSSES``, read it, read ``GraphKeys.REGULARIZATION_LOSSES``, create
    variables."""
    variables: Variables | None = None
    """The names of the variables that it creates; None if it creates none."""
    shim: bool = True
    """Whether ``tfcompat.legacy`` has it. If not, accessing it raises AttributeError with `by_hand`."""
    successor: Successor | None = None
    """What ``migrate --to tfcompat`` writes; None if it cannot write anything."""
    on_logits: Successor | None = None
    """What a call with ``from_logits=True`` becomes, if the name still exists; None for all others."""
    code: str
    """The code of the rule that reports a use of it."""
    action: Action
    """Whether the rewrite to `successor` is safe, unsafe or manual; ``"none"`` if the name still means this in
    TensorFlow 2, so that a use of it is not a finding."""
    why: str
    """One or two sentences: why it is safe, or what has to be decided by hand."""
    differences: tuple[str, ...] = ()
    """Names of the intended differences (`DIFFERENCES`) that can apply to `successor`."""
    by_hand: str = ""
    """The manual change that also removes the shim; empty if `successor` is not a shim."""
    removal: str = "2.0"
    """The tfcompat release that removes the shim; empty if there is none."""
    before: str
    """A call from old code; runs under TF 1.15 after ``import tensorflow as tf``, except for classes of models."""
    after: str = ""
    """What the migrator writes for `before`; empty if nothing."""

    @property
    def name(self) -> str:
        """The name as users write it: ``tf.nn.f``, or the whole name if it was never below ``tf``."""
        return f"tf.{self.path}" if any(home.startswith("tensorflow") for home in self.homes) else self.path

    @property
    def new_name(self) -> str:
        """What the rewrite calls, e.g. ``tfcompat.softmax_cross_entropy``; empty if there is no rewrite."""
        return f"tfcompat.{self.successor.name}" if self.successor else ""

    @property
    def arguments(self) -> dict[str, str]:
        """From old parameter to the call's new keyword; empty if there is no rewrite."""
        return self.successor.arguments if self.successor else {}

    @property
    def qualified_names(self) -> tuple[str, ...]:
        """Every qualified name that it has or had."""
        return (*(f"{home}.{self.path}".lstrip(".") for home in self.homes), *self.aliases)

    @property
    def shims(self) -> tuple[str, ...]:
        """The paths below ``tfcompat.legacy`` that are this symbol: its own, and its aliases in TensorFlow 1.15."""
        if not self.shim:
            return ()
        others = (alias for alias, span in self.aliases.items() if alias.startswith("tensorflow.") and _holds(span))
        return (self.path, *(alias.removeprefix("tensorflow.") for alias in others if ".compat." not in alias))

    def era(self, release: str) -> Era:
        """Return the era of a TensorFlow release, e.g. ``"1.15"``.

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
    """Return the major and minor number of a release, for comparing releases."""
    return tuple(int(part) for part in release.split(".")[:2])
