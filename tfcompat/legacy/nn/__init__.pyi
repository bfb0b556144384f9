# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

from tfcompat.legacy.nn import rnn_cell as rnn_cell

__all__ = [
    "log_softmax",
    "nce_loss",
    "rnn_cell",
    "sampled_softmax_loss",
    "sigmoid_cross_entropy_with_logits",
    "softmax",
    "softmax_cross_entropy_with_logits",
    "softmax_cross_entropy_with_logits_v2",
    "sparse_softmax_cross_entropy_with_logits",
    "weighted_cross_entropy_with_logits",
    "xw_plus_b",
]

@deprecated(
    "tf.nn.log_softmax is a legacy name, and its shim will be removed in tfcompat 2.0: call tf.nn.log_softmax with axis= for dim=."
)
def log_softmax(
    logits: Any,
    axis: Any = None,
    name: Any = None,
    dim: Any = None,
) -> Any: ...

@deprecated(
    "tf.nn.nce_loss is a legacy name, and its shim will be removed in tfcompat 2.0: pass tf.nn.nce_loss one tensor of weights, or shards in 'div' order; join 'mod' shards into one tensor with tf.dynamic_stitch([tf.range(i, num_classes, len(shards)) for i in range(len(shards))], shards)."
)
def nce_loss(
    weights: Any,
    biases: Any,
    labels: Any,
    inputs: Any,
    num_sampled: Any,
    num_classes: Any,
    num_true: Any = 1,
    sampled_values: Any = None,
    remove_accidental_hits: Any = False,
    partition_strategy: Any = "mod",
    name: Any = "nce_loss",
) -> Any: ...

@deprecated(
    "tf.nn.sampled_softmax_loss is a legacy name, and its shim will be removed in tfcompat 2.0: pass tf.nn.sampled_softmax_loss one tensor of weights, or shards in 'div' order; join 'mod' shards into one tensor with tf.dynamic_stitch([tf.range(i, num_classes, len(shards)) for i in range(len(shards))], shards)."
)
def sampled_softmax_loss(
    weights: Any,
    biases: Any,
    labels: Any,
    inputs: Any,
    num_sampled: Any,
    num_classes: Any,
    num_true: Any = 1,
    sampled_values: Any = None,
    remove_accidental_hits: Any = True,
    partition_strategy: Any = "mod",
    name: Any = "sampled_softmax_loss",
    seed: Any = None,
) -> Any: ...

@deprecated(
    "tf.nn.sigmoid_cross_entropy_with_logits is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.sigmoid_cross_entropy(labels=labels, logits=logits) (targets= is now labels=), or run tfcompat migrate."
)
def sigmoid_cross_entropy_with_logits(
    _sentinel: Any = None,
    labels: Any = None,
    logits: Any = None,
    name: Any = None,
) -> Any: ...

@deprecated(
    "tf.nn.softmax is a legacy name, and its shim will be removed in tfcompat 2.0: call tf.nn.softmax with axis= for dim=."
)
def softmax(
    logits: Any,
    axis: Any = None,
    name: Any = None,
    dim: Any = None,
) -> Any: ...

@deprecated(
    "tf.nn.softmax_cross_entropy_with_logits is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.softmax_cross_entropy(labels=tf.stop_gradient(labels), logits=logits) (dim= is now axis=), or run tfcompat migrate."
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
    "tf.nn.softmax_cross_entropy_with_logits_v2 is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.softmax_cross_entropy(labels=labels, logits=logits) (dim= is now axis=), or run tfcompat migrate."
)
def softmax_cross_entropy_with_logits_v2(
    labels: Any,
    logits: Any,
    axis: Any = None,
    name: Any = None,
    dim: Any = None,
) -> Any: ...

@deprecated(
    "tf.nn.sparse_softmax_cross_entropy_with_logits is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.sparse_softmax_cross_entropy(labels=ids, logits=logits), or run tfcompat migrate."
)
def sparse_softmax_cross_entropy_with_logits(
    _sentinel: Any = None,
    labels: Any = None,
    logits: Any = None,
    name: Any = None,
) -> Any: ...

@deprecated(
    "tf.nn.weighted_cross_entropy_with_logits is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.sigmoid_cross_entropy(labels=labels, logits=logits, pos_weight=2.0) (targets= is now labels=), or run tfcompat migrate."
)
def weighted_cross_entropy_with_logits(
    labels: Any = None,
    logits: Any = None,
    pos_weight: Any = None,
    name: Any = None,
    targets: Any = None,
) -> Any: ...

@deprecated(
    "tf.nn.xw_plus_b is a legacy name, and its shim will be removed in tfcompat 2.0: write tf.nn.bias_add(tf.linalg.matmul(x, weights), biases)."
)
def xw_plus_b(
    x: Any,
    weights: Any,
    biases: Any,
    name: Any = None,
) -> Any: ...
