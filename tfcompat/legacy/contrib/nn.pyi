# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

__all__ = [
    "deprecated_flipped_sigmoid_cross_entropy_with_logits",
    "deprecated_flipped_softmax_cross_entropy_with_logits",
    "deprecated_flipped_sparse_softmax_cross_entropy_with_logits",
]

@deprecated(
    "tf.contrib.nn.deprecated_flipped_sigmoid_cross_entropy_with_logits is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.sigmoid_cross_entropy(logits=logits, labels=labels) (targets= is now labels=), or run tfcompat migrate."
)
def deprecated_flipped_sigmoid_cross_entropy_with_logits(
    logits: Any,
    targets: Any,
    name: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.nn.deprecated_flipped_softmax_cross_entropy_with_logits is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.softmax_cross_entropy(logits=logits, labels=tf.stop_gradient(labels)) (dim= is now axis=), or run tfcompat migrate."
)
def deprecated_flipped_softmax_cross_entropy_with_logits(
    logits: Any,
    labels: Any,
    dim: Any = -1,
    name: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.nn.deprecated_flipped_sparse_softmax_cross_entropy_with_logits is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.sparse_softmax_cross_entropy(logits=logits, labels=ids), or run tfcompat migrate."
)
def deprecated_flipped_sparse_softmax_cross_entropy_with_logits(
    logits: Any,
    labels: Any,
    name: Any = None,
) -> Any: ...
