"""Weights, masks and reduction: from one loss per example to the number that is minimised."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat._arguments.normalizer import GLOBAL
from tfcompat._arguments.tensors import guarded
from tfcompat._batch.class_axis import append_axes, in_dtype
from tfcompat._batch.replicas import summed_over_replicas
from tfcompat._keras import over_replicas


def reduce_loss(
    losses: tf.Tensor,
    weights: tf.Tensor | None,
    mask: tf.Tensor | None,
    reduction: str | None,
    normalizer: Any = None,
) -> tf.Tensor:
    """Reduce weighted losses; losses that are masked count as if they were deleted.

    The divisor of the sum is the number of losses that are not masked (``mean``, ``sum_over_batch_size``), the sum of
    the weights (``mean_with_sample_weight``) or the number of weights that are not 0 (``sum_by_nonzero_weights``). If
    `normalizer` is given, which includes other replicas and micro-batches, it is the only divisor; if it is
    ``"global"``, sum and divisor are those of all replicas.
    """
    if reduction in ("none", None):
        return losses
    return reduce_total(tf.reduce_sum(losses), losses, weights, mask, reduction, normalizer)


def reduce_total(
    total: tf.Tensor,
    losses: tf.Tensor,
    weights: tf.Tensor | None,
    mask: tf.Tensor | None,
    reduction: str | None,
    normalizer: Any,
) -> tf.Tensor:
    """Divide the sum of the weighted losses as `reduce_loss` says; of the losses only shape and dtype are used."""
    of_all = isinstance(normalizer, str) and normalizer == GLOBAL
    if normalizer is not None and not of_all:
        return tf.math.divide_no_nan(total, tf.cast(normalizer, total.dtype))
    if reduction == "sum":
        return total
    counted = mask if reduction in ("mean", "sum_over_batch_size") else weights
    if reduction == "sum_by_nonzero_weights" and weights is not None:
        counted = tf.cast(tf.not_equal(weights, 0), losses.dtype)
    if counted is None and losses.shape.num_elements() and not of_all:
        return over_replicas(total / losses.shape.num_elements())  # its gradient costs half of that of divide_no_nan
    count = tf.cast(tf.size(losses), losses.dtype) if counted is None else tf.reduce_sum(counted)
    if of_all:
        total, count = summed_over_replicas(total, count)
    return over_replicas(tf.math.divide_no_nan(total, count), of_all=of_all)


def counted(
    template: tf.Tensor, sample_weight: Any, keras_mask: Any, mask: tf.Tensor | None, class_axis: int | None
) -> tuple[tf.Tensor | None, tf.Tensor | None]:
    """Return the weight of each loss, 0 for what is hidden; and the mask, 1 for what counts. None if all count.

    Args:
        template: A tensor of the shape and dtype of the losses.
        sample_weight: The user's weights, of fewer axes or as many.
        keras_mask: Keras' mask of the logits.
        mask: Which examples count, judged by their labels; the shape of the losses.
        class_axis: Where the losses of an example's classes lie.
    """
    mask = None if mask is None else tf.cast(mask, template.dtype)
    if keras_mask is not None:
        keras_mask = align_left(keras_mask, template, "the mask of y_pred", class_axis)
        mask = keras_mask if mask is None else keras_mask * mask
    if sample_weight is None:
        return mask, mask
    weights = align_left(sample_weight, template, "sample_weight", class_axis)
    return weights if mask is None else weights * mask, mask


def align_left(weight: Any, losses: tf.Tensor, what: str, class_axis: int | None = None) -> tf.Tensor:
    """Return a weight in the shape of the losses: ``(batch,)`` weights rows, each axis has the losses' size or 1.

    NumPy and Keras align from the right, so the weights of a batch silently weight the time steps if there happen to be
    as many of them. Here, a weight with fewer axes than the losses weights examples, not classes.
    """
    weight = in_dtype(weight, losses.dtype)
    rank, wanted = weight.shape.rank, losses.shape.rank
    if rank == 0:
        return tf.fill(tf.shape(losses), weight)
    if wanted is None:
        raise ValueError(
            f"{what} of shape {weight.shape} cannot be aligned with losses of unknown rank. Set the rank of the logits "
            "first: logits.set_shape([None, num_classes])."
        )
    if rank is None:
        return _aligned_at_run_time(weight, losses, what, class_axis)
    if rank == wanted + 1 and weight.shape[-1] == 1:
        weight = tf.squeeze(weight, -1)
    elif rank < wanted and class_axis is not None:
        weight = tf.expand_dims(append_axes(weight, wanted - 1), class_axis)
    weight = append_axes(weight, wanted)
    sizes = zip(weight.shape.as_list(), losses.shape.as_list(), strict=False)
    if weight.shape.rank > wanted or any(w not in (1, n) and None not in (w, n) for w, n in sizes):
        raise ValueError(
            f"{what} must have the shape of the losses, {losses.shape}, or of their first axes, or 1 in place of a "
            f"size; got {weight.shape}."
        )
    return tf.broadcast_to(weight, tf.shape(losses))


def _aligned_at_run_time(weight: tf.Tensor, losses: tf.Tensor, what: str, class_axis: int | None) -> tf.Tensor:
    """Do what `align_left` does for a weight of unknown static rank."""
    shape, whole = tf.shape(weight), tf.shape(losses)
    wanted = losses.shape.rank
    aligned = tf.concat([shape, tf.ones([wanted], tf.int32)], axis=0)[:wanted]
    if class_axis is not None:
        place = class_axis % wanted
        of_examples = tf.concat([aligned[:place], [1], aligned[place:-1]], axis=0)
        aligned = tf.where(tf.size(shape) < wanted, of_examples, aligned)
    fits = tf.reduce_all(tf.equal(aligned, 1) | tf.equal(aligned, whole)) & (tf.size(shape) <= wanted + 1)
    message = (
        f"{what} must have the shape of the losses, or of their first axes, or 1 in place of a size. If it has more "
        f"axes, set its rank when the graph is built, with {what}.set_shape. Its shape and that of the losses:"
    )
    fits &= tf.equal(tf.reduce_prod(aligned), tf.size(weight))
    weight = tf.broadcast_to(tf.reshape(guarded(weight, fits, message, shape, whole), aligned), whole)
    return tf.ensure_shape(weight, losses.shape)
