"""``tf.losses``: functions for which ``tf.compat.v1`` computes another number than a TensorFlow 1 graph did."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

tf1 = tf.compat.v1


def log_loss(
    *,
    labels: Any,
    predictions: Any,
    weights: Any,
    epsilon: float,
    scope: str | None,
    loss_collection: str | None,
    reduction: str,
) -> tf.Tensor:
    """Cross-entropy of probabilities, always in float32."""
    if not tf.executing_eagerly():
        return tf1.losses.log_loss(labels, predictions, weights, epsilon, scope, loss_collection, reduction)
    for name, value in (("labels", labels), ("predictions", predictions)):
        if value is None:
            raise ValueError(f"tf.losses.log_loss needs {name}=.")
    losses = bernoulli(predictions, labels, epsilon)
    return tf1.losses.compute_weighted_loss(losses, weights, scope, loss_collection, reduction)


def bernoulli(predictions: Any, labels: Any, epsilon: float) -> tf.Tensor:
    """Return the loss of each element.

    Graphs fold ``1 - p + epsilon`` into ``(1 + epsilon) - p``, which rounds differently.
    """
    predictions, labels = tf.convert_to_tensor(predictions), tf.convert_to_tensor(labels)
    predictions.shape.assert_is_compatible_with(labels.shape)
    predictions, labels = tf.cast(predictions, tf.float32), tf.cast(labels, tf.float32)
    positive = labels * tf.math.log(predictions + epsilon)
    return -positive - (1 - labels) * tf.math.log((1 + epsilon) - predictions)
