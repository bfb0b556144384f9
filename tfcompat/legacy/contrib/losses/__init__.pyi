# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

from tfcompat.legacy.contrib.losses import metric_learning as metric_learning

__all__ = [
    "add_loss",
    "compute_weighted_loss",
    "get_losses",
    "get_regularization_losses",
    "get_total_loss",
    "log_loss",
    "metric_learning",
    "sigmoid_cross_entropy",
    "softmax_cross_entropy",
    "sparse_softmax_cross_entropy",
]

@deprecated(
    "tf.contrib.losses.add_loss is a legacy name, and its shim will be removed in tfcompat 2.0: keep the loss in your own list."
)
def add_loss(
    loss: Any,
    loss_collection: Any = "losses",
) -> Any: ...

@deprecated(
    "tf.contrib.losses.compute_weighted_loss is a legacy name, and its shim will be removed in tfcompat 2.0: multiply by the weights, and divide the sum by tf.math.count_nonzero of the weights in the shape of the losses."
)
def compute_weighted_loss(
    losses: Any,
    weights: Any = 1.0,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.losses.get_losses is a legacy name, and its shim will be removed in tfcompat 2.0: keep the losses in your own list as they are computed."
)
def get_losses(
    scope: Any = None,
    loss_collection: Any = "losses",
) -> Any: ...

@deprecated(
    "tf.contrib.losses.get_regularization_losses is a legacy name, and its shim will be removed in tfcompat 2.0: take the losses of the layers, layer.losses, or compute them from the variables."
)
def get_regularization_losses(
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.losses.get_total_loss is a legacy name, and its shim will be removed in tfcompat 2.0: write the sum, tf.add_n of the losses as they are computed and of those of the regularizers."
)
def get_total_loss(
    add_regularization_losses: Any = True,
    name: Any = "total_loss",
) -> Any: ...

@deprecated(
    "tf.contrib.losses.log_loss is a legacy name, and its shim will be removed in tfcompat 2.0: keep the logits from which the probabilities were computed, and pass them to tfcompat.SigmoidCrossEntropy."
)
def log_loss(
    predictions: Any,
    labels: Any = None,
    weights: Any = 1.0,
    epsilon: Any = 1e-07,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.losses.sigmoid_cross_entropy is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.SigmoidCrossEntropy(class_reduction=None, reduction=\"sum_by_nonzero_weights\")(y_pred=logits, y_true=labels) (logits= is now y_pred=, multi_class_labels= is now y_true=, weights= is now sample_weight=, weight= is now sample_weight=), or run tfcompat migrate."
)
def sigmoid_cross_entropy(
    logits: Any,
    multi_class_labels: Any,
    weights: Any = 1.0,
    label_smoothing: Any = 0,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.losses.softmax_cross_entropy is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.SoftmaxCrossEntropy(reduction=\"sum_by_nonzero_weights\")(y_pred=logits, y_true=tf.stop_gradient(labels)) (logits= is now y_pred=, onehot_labels= is now y_true=, weights= is now sample_weight=, weight= is now sample_weight=), or run tfcompat migrate."
)
def softmax_cross_entropy(
    logits: Any,
    onehot_labels: Any,
    weights: Any = 1.0,
    label_smoothing: Any = 0,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.losses.sparse_softmax_cross_entropy is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.SparseSoftmaxCrossEntropy(reduction=\"sum_by_nonzero_weights\")(y_pred=logits, y_true=ids) (logits= is now y_pred=, labels= is now y_true=, weights= is now sample_weight=, weight= is now sample_weight=), or run tfcompat migrate."
)
def sparse_softmax_cross_entropy(
    logits: Any,
    labels: Any,
    weights: Any = 1.0,
    scope: Any = None,
) -> Any: ...
