"""``tf.contrib.seq2seq``: cross-entropy of sequences in one tensor, reduced over the batch, the time steps, or both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Callable

tf1 = tf.compat.v1
_NAME = "tf.contrib.seq2seq.sequence_loss"
_LOGITS = "logits= of shape [batch, time, classes]"
_TARGETS, _WEIGHTS = "targets= of shape [batch, time]", "weights= of shape [batch, time]"


def sequence_loss(
    *,
    logits: Any,
    targets: Any,
    weights: Any,
    average_across_timesteps: bool,
    average_across_batch: bool,
    sum_over_timesteps: bool,
    sum_over_batch: bool,
    softmax_loss_function: Callable[..., Any] | None,
    name: str | None,
) -> tf.Tensor:
    """Return the loss; averages divide by the sum of the weights, sums by the count of nonzero ones."""
    logits, weights = tf.convert_to_tensor(logits), tf.convert_to_tensor(weights)
    targets = tf.convert_to_tensor(targets)
    for tensor, axes in ((logits, _LOGITS), (targets, _TARGETS), (weights, _WEIGHTS)):
        if tensor.shape.rank != axes.count(",") + 1:
            raise ValueError(f"{_NAME} takes {axes}, got {tensor.shape}.")
    for over, average, total in (
        ("timesteps", average_across_timesteps, sum_over_timesteps),
        ("batch", average_across_batch, sum_over_batch),
    ):
        if average and total:
            raise ValueError(
                f"{_NAME} takes average_across_{over}=True or sum_over_{over}=True, not both; averages are on by "
                f"default: write average_across_{over}=False, sum_over_{over}=True."
            )
    with tf1.name_scope(name, "sequence_loss", [logits, targets, weights]):
        flat = tf.reshape(logits, [-1, tf.shape(logits)[2]])
        of = softmax_loss_function or tf1.nn.sparse_softmax_cross_entropy_with_logits
        losses = of(labels=tf.reshape(targets, [-1]), logits=flat) * tf.reshape(weights, [-1])
        reduced = [
            *([0] if average_across_batch or sum_over_batch else []),
            *([1] if average_across_timesteps or sum_over_timesteps else []),
        ]
        if len(reduced) == 2 and average_across_batch == average_across_timesteps:
            return tf.math.divide_no_nan(tf.reduce_sum(losses), _divisor(weights, None, average_across_batch, losses))
        losses = tf.reshape(losses, tf.shape(logits)[0:2])
        if not reduced:
            return losses
        averages = average_across_timesteps or average_across_batch
        axis = [0] if (average_across_batch if averages else sum_over_batch) else [1]
        return tf.math.divide_no_nan(tf.reduce_sum(losses, axis=axis), _divisor(weights, axis, averages, losses))


def _divisor(weights: tf.Tensor, axis: list[int] | None, averages: bool, losses: tf.Tensor) -> tf.Tensor:
    if averages:
        return tf.reduce_sum(weights, axis=axis)
    return tf.cast(tf.math.count_nonzero(weights, axis=axis), losses.dtype)
