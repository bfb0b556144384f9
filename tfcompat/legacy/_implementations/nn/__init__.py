"""``tf.nn``: functions for which ``tf.compat.v1`` computes the right number, but logs wrong advice."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

tf1 = tf.compat.v1


def softmax_cross_entropy_with_logits(
    labels: Any, logits: Any, dim: int | None, name: str | None, axis: int | None
) -> Any:
    """Gradients do not reach the labels. TensorFlow's function would log the advice to use ``_v2``."""
    if labels is None or logits is None:
        raise ValueError("tf.nn.softmax_cross_entropy_with_logits needs both labels= and logits=.")
    if axis is not None and dim is not None:
        raise ValueError(
            "tf.nn.softmax_cross_entropy_with_logits takes axis= or dim=, not both, and dim defaults to -1: write "
            "dim=, or dim=None with axis=."
        )
    with tf1.name_scope(name, "softmax_cross_entropy_with_logits_sg", [logits, labels]) as scope:
        labels = tf.stop_gradient(labels, name="labels_stop_gradient")
    return tf1.nn.softmax_cross_entropy_with_logits_v2(labels, logits, dim if axis is None else axis, name=scope)
