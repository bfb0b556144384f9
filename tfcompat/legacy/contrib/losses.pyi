# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

__all__ = ["sigmoid_cross_entropy", "softmax_cross_entropy", "sparse_softmax_cross_entropy"]

@deprecated(
    "tf.contrib.losses.sigmoid_cross_entropy is a legacy name, and its shim goes in tfcompat 2.0: write tfcompat.SigmoidCrossEntropy(class_reduction=None, reduction=\"sum_by_nonzero_weights\")(y_pred=logits, y_true=labels) (logits= is now y_pred=, multi_class_labels= is now y_true=, weights= is now sample_weight=, weight= is now sample_weight=), or run tfcompat migrate."
)
def sigmoid_cross_entropy(
    logits: Any,
    multi_class_labels: Any,
    weights: Any = 1.0,
    label_smoothing: Any = 0,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.losses.softmax_cross_entropy is a legacy name, and its shim goes in tfcompat 2.0: write tfcompat.SoftmaxCrossEntropy(reduction=\"sum_by_nonzero_weights\")(y_pred=logits, y_true=tf.stop_gradient(labels)) (logits= is now y_pred=, onehot_labels= is now y_true=, weights= is now sample_weight=, weight= is now sample_weight=), or run tfcompat migrate."
)
def softmax_cross_entropy(
    logits: Any,
    onehot_labels: Any,
    weights: Any = 1.0,
    label_smoothing: Any = 0,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.losses.sparse_softmax_cross_entropy is a legacy name, and its shim goes in tfcompat 2.0: write tfcompat.SparseSoftmaxCrossEntropy(reduction=\"sum_by_nonzero_weights\")(y_pred=logits, y_true=ids) (logits= is now y_pred=, labels= is now y_true=, weights= is now sample_weight=, weight= is now sample_weight=), or run tfcompat migrate."
)
def sparse_softmax_cross_entropy(
    logits: Any,
    labels: Any,
    weights: Any = 1.0,
    scope: Any = None,
) -> Any: ...
