"""``tf.losses``: reduced losses, which also append to the graph's collection of losses."""

from __future__ import annotations

from tfcompat._codes import Code
from tfcompat._symbols._model import Era, Successor, Symbol
from tfcompat._symbols.rows._shared import BY_NONZERO, BY_NONZERO_ELEMENTS, COLLECTION, REDUCTIONS, unchanged

_HOMES = {"tensorflow": ("1.0", "1.15"), "tensorflow.compat.v1": ("1.13", "2.21")}
_REDUCTION = "reduction='weighted_sum_by_nonzero_weights'"


def _eras(signature: str, *, label_gradient: bool) -> tuple[Era, Era]:
    """TensorFlow 1.2 appended ``reduction``."""
    first, last = f"({signature})", f"({signature}, {_REDUCTION})"
    return (
        Era(first="1.0", last="1.1", signature=first, label_gradient=label_gradient),
        Era(first="1.2", last="1.15", signature=last, label_gradient=label_gradient),
    )


ROWS = (
    Symbol(
        path="losses.softmax_cross_entropy",
        homes=_HOMES,
        eras=_eras(
            "onehot_labels, logits, weights=1.0, label_smoothing=0, scope=None, loss_collection='losses'",
            label_gradient=False,
        ),
        labels="distribution",
        weights="losses",
        reduction="sum_by_nonzero_weights",
        side_effects=("loss_collection",),
        successor=Successor(
            name="SoftmaxCrossEntropy",
            arguments={"onehot_labels": "y_true", "logits": "y_pred", "weights": "sample_weight"},
            constructor=unchanged("label_smoothing", "reduction"),
            settings=BY_NONZERO,
            values={"reduction": REDUCTIONS},
            dropped=("scope", "loss_collection"),
        ),
        code=Code.REDUCED_LOSS,
        action="safe",
        why=COLLECTION,
        differences=(
            "label-sum",
            "half-precision",
            "float64-reduction",
            "zero-weight",
            "shapes",
            "infinite-logits",
            "label-range",
            "smoothing-range",
            "dtypes",
            "eager-collection",
        ),
        before="tf.losses.softmax_cross_entropy(onehot_labels=labels, logits=logits)",
        after='tfcompat.SoftmaxCrossEntropy(reduction="sum_by_nonzero_weights")'
        "(y_true=tf.stop_gradient(labels), y_pred=logits)",
    ),
    Symbol(
        path="losses.sparse_softmax_cross_entropy",
        homes=_HOMES,
        eras=_eras("labels, logits, weights=1.0, scope=None, loss_collection='losses'", label_gradient=False),
        labels="ids",
        weights="losses",
        reduction="sum_by_nonzero_weights",
        side_effects=("loss_collection",),
        successor=Successor(
            name="SparseSoftmaxCrossEntropy",
            arguments={"labels": "y_true", "logits": "y_pred", "weights": "sample_weight"},
            constructor=unchanged("reduction"),
            settings=BY_NONZERO,
            values={"reduction": REDUCTIONS},
            dropped=("scope", "loss_collection"),
        ),
        code=Code.REDUCED_LOSS,
        action="safe",
        why=COLLECTION,
        differences=("half-precision", "float64-reduction", "zero-weight", "dtypes", "eager-collection"),
        before="tf.losses.sparse_softmax_cross_entropy(labels=ids, logits=logits)",
        after='tfcompat.SparseSoftmaxCrossEntropy(reduction="sum_by_nonzero_weights")(y_true=ids, y_pred=logits)',
    ),
    Symbol(
        path="losses.sigmoid_cross_entropy",
        homes=_HOMES,
        eras=_eras(
            "multi_class_labels, logits, weights=1.0, label_smoothing=0, scope=None, loss_collection='losses'",
            label_gradient=True,
        ),
        labels="independent",
        weights="losses",
        reduction="sum_by_nonzero_weights",
        side_effects=("loss_collection",),
        successor=Successor(
            name="SigmoidCrossEntropy",
            arguments={"multi_class_labels": "y_true", "logits": "y_pred", "weights": "sample_weight"},
            constructor=unchanged("label_smoothing", "reduction"),
            settings=BY_NONZERO_ELEMENTS,
            values={"reduction": REDUCTIONS},
            dropped=("scope", "loss_collection"),
        ),
        code=Code.REDUCED_LOSS,
        action="safe",
        why=COLLECTION,
        differences=(
            "half-precision",
            "float64-reduction",
            "zero-weight",
            "infinite-logits",
            "label-range",
            "smoothing-range",
            "dtypes",
            "eager-collection",
        ),
        before="tf.losses.sigmoid_cross_entropy(multi_class_labels=labels, logits=logits)",
        after='tfcompat.SigmoidCrossEntropy(class_reduction=None, reduction="sum_by_nonzero_weights")'
        "(y_true=labels, y_pred=logits)",
    ),
    Symbol(
        path="losses.log_loss",
        homes=_HOMES,
        eras=_eras(
            "labels, predictions, weights=1.0, epsilon=1e-07, scope=None, loss_collection='losses'",
            label_gradient=True,
        ),
        labels="independent",
        weights="losses",
        reduction="sum_by_nonzero_weights",
        side_effects=("loss_collection",),
        successor=Successor(
            name="legacy.losses.log_loss",
            arguments=unchanged("labels", "predictions", "weights", "epsilon", "scope", "loss_collection", "reduction"),
        ),
        code=Code.REDUCED_LOSS,
        action="safe",
        why="The shim takes probabilities as the old name did, and computes the same number.",
        by_hand="keep the logits from which the probabilities were computed, and pass them to "
        "tfcompat.SigmoidCrossEntropy",
        before="tf.losses.log_loss(labels=labels, predictions=probabilities)",
        after="tfcompat.legacy.losses.log_loss(labels=labels, predictions=probabilities)",
    ),
    Symbol(
        path="losses.compute_weighted_loss",
        homes=_HOMES,
        eras=_eras("losses, weights=1.0, scope=None, loss_collection='losses'", label_gradient=False),
        labels="none",
        weights="examples",
        reduction="sum_by_nonzero_weights",
        side_effects=("loss_collection",),
        successor=Successor(
            name="legacy.losses.compute_weighted_loss",
            arguments=unchanged("losses", "weights", "scope", "loss_collection", "reduction"),
        ),
        code=Code.REDUCED_LOSS,
        action="safe",
        why="The shim weighs and reduces as the old name did, in float32, and fills the same collection.",
        by_hand="multiply by the weights, and divide the sum by tf.math.count_nonzero of the weights in the shape of "
        "the losses",
        before="tf.losses.compute_weighted_loss(losses, weights=2.0)",
        after="tfcompat.legacy.losses.compute_weighted_loss(losses, weights=2.0)",
    ),
)
