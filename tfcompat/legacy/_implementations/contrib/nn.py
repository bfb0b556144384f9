"""``tf.contrib.nn``: the losses of ``tf.nn``, with the logits first."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations import nn

tf1 = tf.compat.v1


def deprecated_flipped_softmax_cross_entropy_with_logits(
    *, logits: Any, labels: Any, dim: int, name: str | None
) -> tf.Tensor:
    """Gradients do not reach the labels."""
    return nn.softmax_cross_entropy_with_logits(labels, logits, dim, name, None)


def deprecated_flipped_sparse_softmax_cross_entropy_with_logits(
    *, logits: Any, labels: Any, name: str | None
) -> tf.Tensor:
    """Class ids have no gradient."""
    return tf1.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits, name=name)


def deprecated_flipped_sigmoid_cross_entropy_with_logits(*, logits: Any, targets: Any, name: str | None) -> tf.Tensor:
    """Gradients reach the targets."""
    return tf1.nn.sigmoid_cross_entropy_with_logits(labels=targets, logits=logits, name=name)
