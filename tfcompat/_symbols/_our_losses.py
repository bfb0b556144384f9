"""tfcompat's losses of labels and logits: the names of each Loss and function, and how its labels are encoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from tfcompat._symbols._model import Labels

Link = Literal["softmax", "sigmoid"]


class OurLoss(NamedTuple):
    """A tfcompat loss, which takes logits."""

    labels: Labels
    name: str
    """The Loss, below ``tfcompat``."""
    function: str
    """The per-example function, below ``tfcompat``."""
    linear: str = ""
    """The function that computes the logits itself, in chunks of examples; empty if there is none."""

    @property
    def link(self) -> Link:
        """The activation that the loss applies."""
        return link_of(self.labels)


def link_of(labels: Labels) -> Link:
    """Return the activation that belongs to labels of an encoding."""
    return "sigmoid" if labels == "independent" else "softmax"


OUR_LOSSES = (
    OurLoss("distribution", "SoftmaxCrossEntropy", "softmax_cross_entropy", "linear_softmax_cross_entropy"),
    OurLoss("ids", "SparseSoftmaxCrossEntropy", "sparse_softmax_cross_entropy", "linear_sparse_softmax_cross_entropy"),
    OurLoss("independent", "SigmoidCrossEntropy", "sigmoid_cross_entropy"),
)

CROSS_ENTROPY_FOR: dict[Labels, OurLoss] = {loss.labels: loss for loss in reversed(OUR_LOSSES)}
"""What replaces a Keras cross-entropy: the first row with its encoding of labels."""
