"""``tf.contrib.losses``: ``tf.nn`` losses, weighted from the left, reduced in float32, and added to the collection."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations.losses import bernoulli

tf1 = tf.compat.v1


def softmax_cross_entropy(
    *, logits: Any, onehot_labels: Any, weights: Any, label_smoothing: float, scope: str | None
) -> tf.Tensor:
    """Softmax cross-entropy; no gradient reaches the labels, and smoothing counts the classes on axis 1."""
    with tf1.name_scope(scope, "softmax_cross_entropy_loss", [logits, onehot_labels]):
        logits = tf.convert_to_tensor(logits)
        labels = tf.cast(onehot_labels, logits.dtype)
        logits.shape.assert_is_compatible_with(labels.shape)
        if label_smoothing > 0:
            classes = tf.cast(tf.shape(labels)[1], logits.dtype)
            labels = labels * (1.0 - label_smoothing) + label_smoothing / classes
        losses = tf.nn.softmax_cross_entropy_with_logits(labels=tf.stop_gradient(labels), logits=logits)
        return _added(losses, weights)


def sparse_softmax_cross_entropy(*, logits: Any, labels: Any, weights: Any, scope: str | None) -> tf.Tensor:
    """Sparse softmax cross-entropy of ids with or without a last axis of size 1."""
    with tf1.name_scope(scope, "sparse_softmax_cross_entropy_loss", [logits, labels]):
        logits = tf.convert_to_tensor(logits)
        ids = tf.reshape(labels, [tf.shape(labels)[0]])
        return _added(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=ids, logits=logits), weights)


def sigmoid_cross_entropy(
    *, logits: Any, multi_class_labels: Any, weights: Any, label_smoothing: float, scope: str | None
) -> tf.Tensor:
    """Sigmoid cross-entropy of each element; gradients reach the labels."""
    with tf1.name_scope(scope, "sigmoid_cross_entropy_loss", [logits, multi_class_labels]):
        logits = tf.convert_to_tensor(logits)
        labels = tf.cast(multi_class_labels, logits.dtype)
        logits.shape.assert_is_compatible_with(labels.shape)
        if label_smoothing > 0:
            labels = labels * (1 - label_smoothing) + 0.5 * label_smoothing
        return _added(tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits), weights)


def log_loss(*, predictions: Any, labels: Any, weights: Any, epsilon: float, scope: str | None) -> tf.Tensor:
    """Cross-entropy of probabilities, always in float32."""
    if labels is None:
        raise ValueError("tf.contrib.losses.log_loss needs labels=.")
    with tf1.name_scope(scope, "log_loss", [predictions, labels]):
        return _added(bernoulli(predictions, labels, epsilon), weights)


def compute_weighted_loss(*, losses: Any, weights: Any, scope: str | None) -> tf.Tensor:
    """Return the weighted mean of any losses."""
    with tf1.name_scope(scope, "weighted_loss", [losses]):
        return _added(tf.convert_to_tensor(losses), weights)


def get_total_loss(*, add_regularization_losses: bool, name: str) -> tf.Tensor:
    """Return the sum of both collections; contrib's function takes no scope."""
    return tf1.losses.get_total_loss(add_regularization_losses, name)


add_loss, get_losses = tf1.losses.add_loss, tf1.losses.get_losses
get_regularization_losses = tf1.losses.get_regularization_losses


def _added(losses: tf.Tensor, weights: Any) -> tf.Tensor:
    """Return the weighted mean, which is also added to a graph's collection of losses."""
    loss = _mean(losses, weights)
    tf1.losses.add_loss(loss)
    return loss


def _mean(losses: tf.Tensor, weights: Any) -> tf.Tensor:
    """Return the weighted sum divided by the count of nonzero weights, each counted for every element it applies to."""
    if weights is None:
        raise ValueError("weights cannot be None; omit them, or pass 1.0")
    dtype = losses.dtype
    losses = tf.cast(losses, tf.float32)
    weights = tf.cast(tf.convert_to_tensor(weights), tf.float32)
    if None in (losses.shape.rank, weights.shape.rank):
        raise ValueError(f"the ranks must be known, got losses {losses.shape} and weights {weights.shape}")
    if weights.shape.rank > 1 and weights.shape[-1] == 1:
        weights = tf.squeeze(weights, [-1])
    _refuse_other_sizes(losses, weights)
    trailing = list(range(weights.shape.rank, losses.shape.rank))
    total = tf.reduce_sum(tf.reduce_sum(losses, axis=trailing) * weights)
    elements = tf.cast(tf.size(losses), tf.float32)
    if weights.shape.rank:
        elements = tf.cast(tf.reduce_prod(tf.shape(losses)[weights.shape.rank :]), tf.float32)
    counted = tf.reduce_sum(tf.cast(tf.not_equal(weights, 0), tf.float32)) * elements
    return tf.cast(tf.math.divide_no_nan(total, counted, name="value"), dtype)


def _refuse_other_sizes(losses: tf.Tensor, weights: tf.Tensor) -> None:
    """Refuse weights that are not aligned with the first axes of the losses."""
    sizes = zip(weights.shape.as_list(), losses.shape.as_list(), strict=False)
    if weights.shape.rank > losses.shape.rank or any(w not in (1, n) and None not in (w, n) for w, n in sizes):
        raise ValueError(f"weights can not be broadcast to losses {losses.shape} from the left, got {weights.shape}")
