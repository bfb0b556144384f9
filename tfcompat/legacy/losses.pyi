# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

__all__ = [
    "Reduction",
    "add_loss",
    "compute_weighted_loss",
    "get_losses",
    "get_regularization_loss",
    "get_regularization_losses",
    "get_total_loss",
    "log_loss",
    "sigmoid_cross_entropy",
    "softmax_cross_entropy",
    "sparse_softmax_cross_entropy",
]

@deprecated(
    "tf.losses.Reduction is a legacy name, and its shim will be removed in tfcompat 2.0: write a reduction that a Loss accepts, such as reduction=\"sum\"."
)
class Reduction:
    NONE: str
    SUM: str
    SUM_OVER_BATCH_SIZE: str
    MEAN: str
    SUM_BY_NONZERO_WEIGHTS: str
    SUM_OVER_NONZERO_WEIGHTS: str

@deprecated(
    "tf.losses.add_loss is a legacy name, and its shim will be removed in tfcompat 2.0: keep the loss in your own list."
)
def add_loss(
    loss: Any,
    loss_collection: Any = "losses",
) -> Any: ...

@deprecated(
    "tf.losses.compute_weighted_loss is a legacy name, and its shim will be removed in tfcompat 2.0: multiply by the weights, and divide the sum by tf.math.count_nonzero of the weights in the shape of the losses."
)
def compute_weighted_loss(
    losses: Any,
    weights: Any = 1.0,
    scope: Any = None,
    loss_collection: Any = "losses",
    reduction: Any = "weighted_sum_by_nonzero_weights",
) -> Any: ...

@deprecated(
    "tf.losses.get_losses is a legacy name, and its shim will be removed in tfcompat 2.0: keep the losses in your own list as they are computed."
)
def get_losses(
    scope: Any = None,
    loss_collection: Any = "losses",
) -> Any: ...

@deprecated(
    "tf.losses.get_regularization_loss is a legacy name, and its shim will be removed in tfcompat 2.0: add up the losses of the layers, layer.losses, or compute them from the variables."
)
def get_regularization_loss(
    scope: Any = None,
    name: Any = "total_regularization_loss",
) -> Any: ...

@deprecated(
    "tf.losses.get_regularization_losses is a legacy name, and its shim will be removed in tfcompat 2.0: take the losses of the layers, layer.losses, or compute them from the variables."
)
def get_regularization_losses(
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.losses.get_total_loss is a legacy name, and its shim will be removed in tfcompat 2.0: write the sum, tf.add_n of the losses as they are computed and of those of the regularizers."
)
def get_total_loss(
    add_regularization_losses: Any = True,
    name: Any = "total_loss",
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.losses.log_loss is a legacy name, and its shim will be removed in tfcompat 2.0: keep the logits from which the probabilities were computed, and pass them to tfcompat.SigmoidCrossEntropy."
)
def log_loss(
    labels: Any,
    predictions: Any,
    weights: Any = 1.0,
    epsilon: Any = 1e-07,
    scope: Any = None,
    loss_collection: Any = "losses",
    reduction: Any = "weighted_sum_by_nonzero_weights",
) -> Any: ...

@deprecated(
    "tf.losses.sigmoid_cross_entropy is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.SigmoidCrossEntropy(class_reduction=None, reduction=\"sum_by_nonzero_weights\")(y_true=labels, y_pred=logits) (multi_class_labels= is now y_true=, logits= is now y_pred=, weights= is now sample_weight=), or run tfcompat migrate."
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
    "tf.losses.softmax_cross_entropy is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.SoftmaxCrossEntropy(reduction=\"sum_by_nonzero_weights\")(y_true=tf.stop_gradient(labels), y_pred=logits) (onehot_labels= is now y_true=, logits= is now y_pred=, weights= is now sample_weight=), or run tfcompat migrate."
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
    "tf.losses.sparse_softmax_cross_entropy is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.SparseSoftmaxCrossEntropy(reduction=\"sum_by_nonzero_weights\")(y_true=ids, y_pred=logits) (labels= is now y_true=, logits= is now y_pred=, weights= is now sample_weight=), or run tfcompat migrate."
)
def sparse_softmax_cross_entropy(
    labels: Any,
    logits: Any,
    weights: Any = 1.0,
    scope: Any = None,
    loss_collection: Any = "losses",
    reduction: Any = "weighted_sum_by_nonzero_weights",
) -> Any: ...
