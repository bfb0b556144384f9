"""A batch on its way through a Loss: what it weighs, and what of it is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import tensorflow as tf

from tfcompat._batch.class_axis import hide
from tfcompat._batch.reduction import counted

if TYPE_CHECKING:
    from tfcompat._origin.notes import LastLayer
    from tfcompat.losses._family import Family


class Batch(NamedTuple):
    """Labels and logits that may be computed, and how each loss counts."""

    labels: tf.Tensor
    values: tf.Tensor
    """Logits; or the inputs of the last layer, if logits are computed by chunks."""
    weights: tf.Tensor | None = None
    """The weight of each loss, 0 where it does not count; None for 1."""
    mask: tf.Tensor | None = None
    """1 where a loss counts, otherwise 0; None if all count. Shape and dtype are those of the weights."""


def prepare(
    family: Family, labels: tf.Tensor, logits: tf.Tensor, layer: LastLayer | None, sample_weight: Any, keras_mask: Any
) -> Batch:
    """Weight a batch, and hide what does not count, so that its values reach neither loss nor gradient.

    Args:
        family: The family of the Loss.
        labels: Labels in the shape that its function wants.
        logits: Logits, float32 or wider.
        layer: What the logits are computed from by chunks; None if they are held.
        sample_weight: The user's weights, or None.
        keras_mask: Keras' mask of the logits, or None.
    """
    if layer is not None:
        labels = family.check_shape(labels, logits, layer.size)
    values = logits if layer is None else layer.inputs
    mask = family.mask(labels)
    if sample_weight is None and keras_mask is None and mask is None:
        return Batch(family.check_range(labels, logits), values)
    template = family.template(logits) if layer is None else layer.one_logit()
    if mask is not None and not mask.shape.is_compatible_with(template.shape):
        mask = None  # the function reports the problem
    weights, mask = counted(template, sample_weight, keras_mask, mask, family.class_axis)
    computed = _computed(family, labels, logits, layer, weights, mask)
    labels, values = hide(labels, computed, family.axis), hide(values, computed, family.axis)
    return Batch(family.check_range(labels, logits), values, weights, mask)


def _computed(
    family: Family,
    labels: tf.Tensor,
    logits: tf.Tensor,
    layer: LastLayer | None,
    weights: tf.Tensor | None,
    mask: tf.Tensor | None,
) -> tf.Tensor | None:
    """Return which losses are computed: all that count, except those of weight 0 and an invalid number or label.

    A valid loss of weight 0 is computed, because it is the gradient of that weight.
    """
    if weights is None or weights.shape.rank is None or weights is mask:
        return None if mask is None or mask.shape.rank is None else tf.not_equal(mask, 0)
    computed = tf.not_equal(weights, 0) | _valid(family, labels, logits, layer)
    return computed if mask is None else computed & tf.not_equal(mask, 0)


def _valid(family: Family, labels: tf.Tensor, logits: tf.Tensor, layer: LastLayer | None) -> tf.Tensor:
    """Return which losses are computed of valid numbers and labels: a logit may be -inf, an input may not."""
    numbers = logits < float("inf") if layer is None else tf.math.is_finite(layer.inputs)
    valid = family.over_classes(numbers)
    of_labels = family.valid_labels(labels, logits if layer is None else layer.kernel)
    fit = of_labels is not None and of_labels.shape.is_compatible_with(valid.shape)
    return valid & of_labels if fit else valid
