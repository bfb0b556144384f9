"""``tf.losses``: reduced losses, which also append themselves to the graph's collection of losses."""

from __future__ import annotations

from tfcompat._symbols._model import Era, Successor, Symbol

ROWS = (
    Symbol(
        path="losses.sparse_softmax_cross_entropy",
        homes={"tensorflow": ("1.0", "1.15"), "tensorflow.compat.v1": ("1.13", "2.21")},
        eras=(
            Era(
                first="1.0",
                last="1.1",
                signature="(labels, logits, weights=1.0, scope=None, loss_collection='losses')",
            ),
            Era(
                first="1.2",
                last="1.15",
                signature="(labels, logits, weights=1.0, scope=None, loss_collection='losses', "
                "reduction='weighted_sum_by_nonzero_weights')",
            ),
        ),
        labels="ids",
        reduction="sum_by_nonzero_weights",
        side_effects=("loss_collection",),
        successor=Successor(
            name="SparseSoftmaxCrossEntropy",
            arguments={"labels": "y_true", "logits": "y_pred", "weights": "sample_weight"},
            constructor={"reduction": "reduction"},
            settings={"reduction": '"sum_by_nonzero_weights"'},
            values={
                "reduction": {
                    "losses.Reduction.NONE": '"none"',
                    "losses.Reduction.SUM": '"sum"',
                    "losses.Reduction.MEAN": '"mean_with_sample_weight"',
                    "losses.Reduction.SUM_OVER_BATCH_SIZE": '"sum_over_batch_size"',
                    "losses.Reduction.SUM_OVER_NONZERO_WEIGHTS": '"sum_by_nonzero_weights"',
                    "losses.Reduction.SUM_BY_NONZERO_WEIGHTS": '"sum_by_nonzero_weights"',
                }
            },
            dropped=("scope", "loss_collection"),
        ),
        code="TFC102",
        action="safe",
        why="Same value and gradients. The loss is no longer put into the collection of losses: this relies on nothing "
        "outside the files of this run reading it there. Where one of these files does, the rewrite is refused.",
        differences=("half-precision", "float64-reduction", "zero-weight", "dtypes", "eager-collection"),
        before="tf.losses.sparse_softmax_cross_entropy(labels=ids, logits=logits)",
        after='tfcompat.SparseSoftmaxCrossEntropy(reduction="sum_by_nonzero_weights")(y_true=ids, y_pred=logits)',
    ),
)
