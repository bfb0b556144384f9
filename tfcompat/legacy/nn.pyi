# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

__all__ = [
    "sigmoid_cross_entropy_with_logits",
    "softmax_cross_entropy_with_logits",
    "softmax_cross_entropy_with_logits_v2",
    "sparse_softmax_cross_entropy_with_logits",
    "weighted_cross_entropy_with_logits",
]

@deprecated(
    "tf.nn.sigmoid_cross_entropy_with_logits is a legacy name, and its shim goes in tfcompat 2.0: write tfcompat.sigmoid_cross_entropy(labels=labels, logits=logits) (targets= is now labels=), or run tfcompat migrate."
)
def sigmoid_cross_entropy_with_logits(
    _sentinel: Any = None,
    labels: Any = None,
    logits: Any = None,
    name: Any = None,
) -> Any: ...

@deprecated(
    "tf.nn.softmax_cross_entropy_with_logits is a legacy name, and its shim goes in tfcompat 2.0: write tfcompat.softmax_cross_entropy(labels=tf.stop_gradient(labels), logits=logits) (dim= is now axis=), or run tfcompat migrate."
)
def softmax_cross_entropy_with_logits(
    _sentinel: Any = None,
    labels: Any = None,
    logits: Any = None,
    dim: Any = -1,
    name: Any = None,
    axis: Any = None,
) -> Any: ...

@deprecated(
    "tf.nn.softmax_cross_entropy_with_logits_v2 is a legacy name, and its shim goes in tfcompat 2.0: write tfcompat.softmax_cross_entropy(labels=labels, logits=logits) (dim= is now axis=), or run tfcompat migrate."
)
def softmax_cross_entropy_with_logits_v2(
    labels: Any,
    logits: Any,
    axis: Any = None,
    name: Any = None,
    dim: Any = None,
) -> Any: ...

@deprecated(
    "tf.nn.sparse_softmax_cross_entropy_with_logits is a legacy name, and its shim goes in tfcompat 2.0: write tfcompat.sparse_softmax_cross_entropy(labels=ids, logits=logits), or run tfcompat migrate."
)
def sparse_softmax_cross_entropy_with_logits(
    _sentinel: Any = None,
    labels: Any = None,
    logits: Any = None,
    name: Any = None,
) -> Any: ...

@deprecated(
    "tf.nn.weighted_cross_entropy_with_logits is a legacy name, and its shim goes in tfcompat 2.0: write tfcompat.sigmoid_cross_entropy(labels=labels, logits=logits, pos_weight=2.0) (targets= is now labels=), or run tfcompat migrate."
)
def weighted_cross_entropy_with_logits(
    labels: Any = None,
    logits: Any = None,
    pos_weight: Any = None,
    name: Any = None,
    targets: Any = None,
) -> Any: ...
