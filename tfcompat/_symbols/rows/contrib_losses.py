"""``tf.contrib.losses``, which is ``tf.contrib.slim.losses``: logits first, and weights aligned from the left."""

from __future__ import annotations

from tfcompat._codes import Code
from tfcompat._symbols._model import Era, Successor, Symbol
from tfcompat._symbols.rows._shared import BY_NONZERO, BY_NONZERO_ELEMENTS, COLLECTION, slim_aliases, unchanged

_HOMES = {"tensorflow": ("0.12", "1.15")}
_ONE_WEIGHT = (
    "weights whose first axis has size 1 count once in tf.contrib.losses, and once per example here; all other shapes "
    "mean the same"
)


def _eras(before: str, after: str = "", *, label_gradient: bool) -> tuple[Era, Era]:
    """TensorFlow 1.0 dropped the old spelling ``weight``; before that, omitting it meant 1."""
    first = f"({before}, weights=...{after}, weight=...)"
    last = f"({before}, weights=1.0{after})"
    return (
        Era(first="0.12", last="0.12", signature=first, label_gradient=label_gradient),
        Era(first="1.0", last="1.15", signature=last, label_gradient=label_gradient),
    )


ROWS = (
    Symbol(
        path="contrib.losses.softmax_cross_entropy",
        homes=_HOMES,
        aliases=slim_aliases("softmax_cross_entropy"),
        eras=_eras("logits, onehot_labels", ", label_smoothing=0, scope=None", label_gradient=False),
        labels="distribution",
        weights="examples",
        reduction="sum_by_nonzero_weights",
        side_effects=("loss_collection",),
        successor=Successor(
            name="SoftmaxCrossEntropy",
            arguments={
                "logits": "y_pred",
                "onehot_labels": "y_true",
                "weights": "sample_weight",
                "weight": "sample_weight",
            },
            constructor=unchanged("label_smoothing"),
            settings=BY_NONZERO,
            doubts={"weights": _ONE_WEIGHT, "weight": _ONE_WEIGHT},
            dropped=("scope",),
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
            "smoothing-axis",
            "dtypes",
            "eager-collection",
        ),
        before="tf.contrib.losses.softmax_cross_entropy(logits, labels)",
        after='tfcompat.SoftmaxCrossEntropy(reduction="sum_by_nonzero_weights")'
        "(y_pred=logits, y_true=tf.stop_gradient(labels))",
    ),
    Symbol(
        path="contrib.losses.sparse_softmax_cross_entropy",
        homes=_HOMES,
        aliases=slim_aliases("sparse_softmax_cross_entropy"),
        eras=_eras("logits, labels", ", scope=None", label_gradient=False),
        labels="ids",
        weights="examples",
        reduction="sum_by_nonzero_weights",
        side_effects=("loss_collection",),
        successor=Successor(
            name="SparseSoftmaxCrossEntropy",
            arguments={
                "logits": "y_pred",
                "labels": "y_true",
                "weights": "sample_weight",
                "weight": "sample_weight",
            },
            settings=BY_NONZERO,
            doubts={"weights": _ONE_WEIGHT, "weight": _ONE_WEIGHT},
            dropped=("scope",),
        ),
        code=Code.REDUCED_LOSS,
        action="safe",
        why=COLLECTION,
        differences=("half-precision", "float64-reduction", "zero-weight", "dtypes", "eager-collection"),
        before="tf.contrib.losses.sparse_softmax_cross_entropy(logits, ids)",
        after='tfcompat.SparseSoftmaxCrossEntropy(reduction="sum_by_nonzero_weights")(y_pred=logits, y_true=ids)',
    ),
    Symbol(
        path="contrib.losses.sigmoid_cross_entropy",
        homes=_HOMES,
        aliases=slim_aliases("sigmoid_cross_entropy"),
        eras=_eras("logits, multi_class_labels", ", label_smoothing=0, scope=None", label_gradient=True),
        labels="independent",
        weights="examples",
        reduction="sum_by_nonzero_weights",
        side_effects=("loss_collection",),
        successor=Successor(
            name="SigmoidCrossEntropy",
            arguments={
                "logits": "y_pred",
                "multi_class_labels": "y_true",
                "weights": "sample_weight",
                "weight": "sample_weight",
            },
            constructor=unchanged("label_smoothing"),
            settings=BY_NONZERO_ELEMENTS,
            doubts={"weights": _ONE_WEIGHT, "weight": _ONE_WEIGHT},
            dropped=("scope",),
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
        before="tf.contrib.losses.sigmoid_cross_entropy(logits, labels)",
        after='tfcompat.SigmoidCrossEntropy(class_reduction=None, reduction="sum_by_nonzero_weights")'
        "(y_pred=logits, y_true=labels)",
    ),
    Symbol(
        path="contrib.losses.log_loss",
        homes=_HOMES,
        aliases=slim_aliases("log_loss"),
        eras=(
            Era(
                first="0.12",
                last="0.12",
                signature="(predictions, labels=None, weights=..., epsilon=1e-07, scope=None, targets=None, "
                "weight=...)",
                label_gradient=True,
            ),
            Era(
                first="1.0",
                last="1.15",
                signature="(predictions, labels=None, weights=1.0, epsilon=1e-07, scope=None)",
                label_gradient=True,
            ),
        ),
        labels="independent",
        weights="examples",
        reduction="sum_by_nonzero_weights",
        side_effects=("loss_collection",),
        successor=Successor(
            name="legacy.contrib.losses.log_loss",
            arguments={
                **unchanged("predictions", "labels", "weights", "epsilon", "scope"),
                "targets": "labels",
                "weight": "weights",
            },
        ),
        code=Code.REDUCED_LOSS,
        action="safe",
        why="The shim takes probabilities as the old name did, and computes the same number.",
        by_hand="keep the logits from which the probabilities were computed, and pass them to "
        "tfcompat.SigmoidCrossEntropy",
        before="tf.contrib.losses.log_loss(probabilities, labels)",
        after="tfcompat.legacy.contrib.losses.log_loss(probabilities, labels)",
    ),
    Symbol(
        path="contrib.losses.compute_weighted_loss",
        homes=_HOMES,
        aliases=slim_aliases("compute_weighted_loss"),
        eras=(
            Era(first="0.12", last="0.12", signature="(losses, weights=..., weight=...)"),
            Era(first="1.0", last="1.15", signature="(losses, weights=1.0, scope=None)"),
        ),
        labels="none",
        weights="examples",
        reduction="sum_by_nonzero_weights",
        side_effects=("loss_collection",),
        successor=Successor(
            name="legacy.contrib.losses.compute_weighted_loss",
            arguments={**unchanged("losses", "weights", "scope"), "weight": "weights"},
        ),
        code=Code.REDUCED_LOSS,
        action="safe",
        why="The shim aligns the weights from the left, reduces as the old name did, and fills the same collection.",
        by_hand="multiply by the weights, and divide the sum by tf.math.count_nonzero of the weights in the shape of "
        "the losses",
        before="tf.contrib.losses.compute_weighted_loss(losses, weights=2.0)",
        after="tfcompat.legacy.contrib.losses.compute_weighted_loss(losses, weights=2.0)",
    ),
)
