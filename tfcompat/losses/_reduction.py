"""Weights, masks and reduction: from one loss for each example to the number that is minimised."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat._keras import over_replicas

REDUCTIONS = ("sum_over_batch_size", "mean", "mean_with_sample_weight", "sum_by_nonzero_weights", "sum", "none", None)


def check_reduction(reduction: str | None) -> str | None:
    """The reduction, refused where it is none of `REDUCTIONS`."""
    if reduction not in REDUCTIONS:
        raise ValueError(f"reduction must be one of {', '.join(map(repr, REDUCTIONS))}, got {reduction!r}.")
    return reduction


def reduce_loss(losses: tf.Tensor, sample_weight: Any, mask: Any, reduction: str | None) -> tf.Tensor:
    """Losses times weights, reduced; what a mask hides counts as if it were not there.

    Sums are divided by: the number of losses that are not hidden (``mean``, ``sum_over_batch_size``), the sum of the
    weights (``mean_with_sample_weight``), the number of weights that are not 0 (``sum_by_nonzero_weights``).
    """
    shown = None if mask is None else align_left(mask, losses, "the mask of y_pred")
    weights = shown if sample_weight is None else align_left(sample_weight, losses, "sample_weight")
    if weights is not None:
        weights = weights if shown is None or weights is shown else weights * shown
        losses = tf.math.multiply_no_nan(losses, weights)  # so that a weight of 0 hides a loss of inf too
    if reduction in ("none", None):
        return losses
    total = tf.reduce_sum(losses)
    if reduction == "sum":
        return total
    counted = shown if reduction in ("mean", "sum_over_batch_size") else weights
    if reduction == "sum_by_nonzero_weights" and weights is not None:
        counted = tf.cast(tf.not_equal(weights, 0), losses.dtype)
    count = tf.cast(tf.size(losses), losses.dtype) if counted is None else tf.reduce_sum(counted)
    return over_replicas(tf.math.divide_no_nan(total, count))


def align_left(weight: Any, losses: tf.Tensor, what: str) -> tf.Tensor:
    """A weight in the shape of the losses: ``(batch,)`` weighs rows, each axis has the losses' size or 1.

    NumPy's rule, which Keras follows, aligns from the right, so that weights of a batch silently weigh the time steps
    where there happen to be as many of them.
    """
    weight = tf.cast(tf.convert_to_tensor(weight), losses.dtype)
    rank, wanted = weight.shape.rank, losses.shape.rank
    if rank == 0:
        return tf.fill(tf.shape(losses), weight)
    if rank is None or wanted is None:
        raise ValueError(f"{what} of shape {weight.shape} cannot be aligned with losses of shape {losses.shape}.")
    if rank == wanted + 1 and weight.shape[-1] == 1:
        weight = tf.squeeze(weight, -1)
    weight = append_axes(weight, wanted)
    sizes = zip(weight.shape, losses.shape, strict=False)
    if weight.shape.rank > wanted or any(w not in (1, n) and None not in (w, n) for w, n in sizes):
        raise ValueError(
            f"{what} must have the shape of the losses, {losses.shape}, or of their first axes, or 1 in place of a "
            f"size; got {weight.shape}."
        )
    return tf.broadcast_to(weight, tf.shape(losses))


def append_axes(tensor: tf.Tensor, rank: int) -> tf.Tensor:
    """A tensor with axes of size 1 appended up to `rank`."""
    missing = rank - tensor.shape.rank
    return tf.reshape(tensor, tf.concat([tf.shape(tensor), [1] * missing], 0)) if missing > 0 else tensor
