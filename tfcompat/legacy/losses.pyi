# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

__all__ = ["compute_weighted_loss", "sigmoid_cross_entropy", "softmax_cross_entropy", "sparse_softmax_cross_entropy"]

@deprecated(
    "tf.losses.compute_weighted_loss is a legacy name, and its shim goes in tfcompat 2.0: multiply by the weights, and divide the sum by tf.math.count_nonzero of the weights in the shape of the losses."
)
def compute_weighted_loss(
    losses: Any,
    weights: Any = 1.0,
    scope: Any = None,
    loss_collection: Any = "losses",
    reduction: Any = "weighted_sum_by_nonzero_weights",
) -> Any: ...

@deprecated(
    "tf.losses.sigmoid_cross_entropy is a legacy name, and its shim goes in tfcompat 2.0: write tfcompat.SigmoidCrossEntropy(class_reduction=None, reduction=\"sum_by_nonzero_weights\")(y_true=labels, y_pred=logits) (multi_class_labels= is now y_true=, logits= is now y_pred=, weights= is now sample_weight=), or run tfcompat migrate."
)
def sigmoid_cross_entropy(
    multi_class_labels: Any,
    logits: Any,
    weights: Any = 1.0,
    label_smoothing: Any = 0,
    scope: Any = None,
    loss_collection: Any = "losses",
    reduction: Any = "weighted_sum_by_nonzero_weights",
) -> Any: ...

@deprecated(
    "tf.losses.softmax_cross_entropy is a legacy name, and its shim goes in tfcompat 2.0: write tfcompat.SoftmaxCrossEntropy(reduction=\"sum_by_nonzero_weights\")(y_true=tf.stop_gradient(labels), y_pred=logits) (onehot_labels= is now y_true=, logits= is now y_pred=, weights= is now sample_weight=), or run tfcompat migrate."
)
def softmax_cross_entropy(
    onehot_labels: Any,
    logits: Any,
    weights: Any = 1.0,
    label_smoothing: Any = 0,
    scope: Any = None,
    loss_collection: Any = "losses",
    reduction: Any = "weighted_sum_by_nonzero_weights",
) -> Any: ...

@deprecated(
    "tf.losses.sparse_softmax_cross_entropy is a legacy name, and its shim goes in tfcompat 2.0: write tfcompat.SparseSoftmaxCrossEntropy(reduction=\"sum_by_nonzero_weights\")(y_true=ids, y_pred=logits) (labels= is now y_true=, logits= is now y_pred=, weights= is now sample_weight=), or run tfcompat migrate."
)
def sparse_softmax_cross_entropy(
    labels: Any,
    logits: Any,
    weights: Any = 1.0,
    scope: Any = None,
    loss_collection: Any = "losses",
    reduction: Any = "weighted_sum_by_nonzero_weights",
) -> Any: ...
