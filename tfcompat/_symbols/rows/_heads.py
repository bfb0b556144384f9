"""Shared parts of the rows whose model is gone too, so that they need a manual change."""

from __future__ import annotations

from typing import NamedTuple

from tfcompat._codes import Code
from tfcompat._symbols._model import Era, Labels, Reduction, Symbol


class Head(NamedTuple):
    """What differs from row to row."""

    path: str
    labels: Labels
    reduction: Reduction
    why: str
    by_hand: str
    before: str
    eras: tuple[tuple[str, str, str], ...]
    compat: str = ""
    """The first release that has it in ``tf.compat.v1`` too."""


IDS = "tfcompat.SparseSoftmaxCrossEntropy over tfcompat.Logits(n_classes)"
ONE = "tfcompat.SigmoidCrossEntropy over tfcompat.Logits(1)"
MANY = "tfcompat.SigmoidCrossEntropy over tfcompat.Logits(n_classes), which takes the mean over the classes as well"


def row(head: Head) -> Symbol:
    """Return the row of a head."""
    first, last = head.eras[0][0], head.eras[-1][1]
    return Symbol(
        path=head.path,
        kind="class" if head.path.rpartition(".")[2][0].isupper() else "function",
        homes={"tensorflow": (first, last), **({"tensorflow.compat.v1": (head.compat, last)} if head.compat else {})},
        aliases={"tensorflow.estimator.LinearClassifier": ("1.3", "2.15")} if "DNN" in head.path else {},
        eras=tuple(Era(first=first, last=last, signature=text) for first, last, text in head.eras),
        labels=head.labels,
        reduction=head.reduction,
        shim=False,
        code=Code.BY_HAND,
        action="manual",
        why=head.why,
        by_hand=head.by_hand,
        removal="",
        before=head.before,
    )
