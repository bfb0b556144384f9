"""The cross-entropies in ``tf.contrib.losses.metric_learning``, on similarities of pairs."""

from __future__ import annotations

from tfcompat._codes import Code
from tfcompat._symbols._model import Era, Successor, Symbol
from tfcompat._symbols.rows._shared import unchanged

_HOMES = {"tensorflow": ("1.5", "1.15")}
_REST = ("embeddings_anchor", "embeddings_positive", "reg_lambda", "print_losses")
_SIGNATURE = "({}, embeddings_anchor, embeddings_positive, reg_lambda=0.002, print_losses=False)"
_BY_HAND = (
    "take the mean of tfcompat.softmax_cross_entropy over tf.linalg.matmul of the anchors and the positives, and add "
    "reg_lambda / 4 times the mean squared lengths of both"
)

ROWS = tuple(
    Symbol(
        path=f"contrib.losses.metric_learning.{name}",
        homes=_HOMES,
        eras=(Era(first="1.5", last="1.15", signature=_SIGNATURE.format(labels)),),
        labels="ids",
        reduction="mean",
        successor=Successor(name=f"legacy.contrib.losses.metric_learning.{name}", arguments=unchanged(labels, *_REST)),
        code=Code.REDUCED_LOSS,
        action="safe",
        why="The shim computes the same number: the mean over the pairs, plus the regulariser of the embeddings.",
        by_hand=_BY_HAND,
        before=f"tf.contrib.losses.metric_learning.{name}({shown}, anchors, positives)",
        after=f"tfcompat.legacy.contrib.losses.metric_learning.{name}({shown}, anchors, positives)",
    )
    for name, labels, shown in (
        ("npairs_loss", "labels", "ids"),
        ("npairs_loss_multilabel", "sparse_labels", "label_sets"),
    )
)
