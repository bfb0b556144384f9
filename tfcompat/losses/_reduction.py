"""Weights, masks and reduction: from one loss for each example to the number that is minimised."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat._keras import over_replicas
from tfcompat.losses._classes import append_axes, in_dtype


def reduce_loss(
    losses: tf.Tensor,
    weights: tf.Tensor | None,
    shown: tf.Tensor | None,
    reduction: str | None,
    normalizer: Any = None,
) -> tf.Tensor:
    """Losses that have been weighted, reduced; what is not shown counts as if it were not there.

    Sums are divided by: the number of losses that are shown (``mean``, ``sum_over_batch_size``), the sum of the
    weights (``mean_with_sample_weight``), the number of weights that are not 0 (``sum_by_nonzero_weights``); or by
    `normalizer`, which knows of other replicas and micro-batches and so is all that is divided by.
    """
    if reduction in ("none", None):
        return losses
    total = tf.reduce_sum(losses)
    if normalizer is not None:
        return tf.math.divide_no_nan(total, tf.cast(normalizer, total.dtype))
    if reduction == "sum":
        return total
    counted = shown if reduction in ("mean", "sum_over_batch_size") else weights
    if reduction == "sum_by_nonzero_weights" and weights is not None:
        counted = tf.cast(tf.not_equal(weights, 0), losses.dtype)
    count = tf.cast(tf.size(losses), losses.dtype) if counted is None else tf.reduce_sum(counted)
    return over_replicas(tf.math.divide_no_nan(total, count))


def weigh(
    losses: tf.Tensor, sample_weight: Any, shown: Any, class_axis: int | None = None
) -> tuple[tf.Tensor, tf.Tensor | None, tf.Tensor | None]:
    """Losses times weights; the weights, what is not shown having weight 0; and what is shown, as 0 and 1."""
    shown = None if shown is None else align_left(shown, losses, "the mask of y_pred", class_axis)
    weights = shown
    if sample_weight is not None:
        weights = align_left(sample_weight, losses, "sample_weight", class_axis)
        weights = weights if shown is None else weights * shown
    if weights is not None:
        losses = tf.math.multiply_no_nan(losses, weights)  # so that a weight of 0 hides a loss of inf too
    return losses, weights, shown


def align_left(weight: Any, losses: tf.Tensor, what: str, class_axis: int | None = None) -> tf.Tensor:
    """A weight in the shape of the losses: ``(batch,)`` weighs rows, each axis has the losses' size or 1.

    NumPy's rule, which Keras follows, aligns from the right, so that weights of a batch silently weigh the time steps
    where there happen to be as many of them. A weight of fewer axes than the losses weighs examples, not classes.
    """
    weight = in_dtype(weight, losses.dtype)
    rank, wanted = weight.shape.rank, losses.shape.rank
    if rank == 0:
        return tf.fill(tf.shape(losses), weight)
    if rank is None or wanted is None:
        raise ValueError(f"{what} of shape {weight.shape} cannot be aligned with losses of shape {losses.shape}.")
    if rank == wanted + 1 and weight.shape[-1] == 1:
        weight = tf.squeeze(weight, -1)
    elif rank < wanted and class_axis is not None:
        weight = tf.expand_dims(append_axes(weight, wanted - 1), class_axis)
    weight = append_axes(weight, wanted)
    sizes = zip(weight.shape, losses.shape, strict=False)
    if weight.shape.rank > wanted or any(w not in (1, n) and None not in (w, n) for w, n in sizes):
        raise ValueError(
            f"{what} must have the shape of the losses, {losses.shape}, or of their first axes, or 1 in place of a "
            f"size; got {weight.shape}."
        )
    return tf.broadcast_to(weight, tf.shape(losses))
