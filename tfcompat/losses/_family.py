"""What differs between families of losses: the function, its labels, and how many losses an example has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import tensorflow as tf

from tfcompat._arguments.tensors import SAME_SHAPE, guarded_shape, one_id_per_example, refuse_outside, same_shape
from tfcompat._batch.class_axis import one_class
from tfcompat._origin.metric_advice import Labels

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_OF_THE_LOSS = (
    "reduction",
    "normalizer",
    "name",
    "dtype",
    "check_logits",
    "chunk_size",
    "class_reduction",
    "ignore_class",
)
"""Arguments of a Loss that its function is not given."""


class Family:
    """A function of ``(labels, logits)`` with its keywords, and what its labels are: one object for each Loss."""

    function: ClassVar[Callable[..., tf.Tensor]]
    link: ClassVar[str] = "sigmoid"
    """What makes probabilities of logits; those of a softmax sum to 1."""
    label_range: ClassVar[tuple[float, float] | None] = None
    """The range of labels, checked in the first batch; None if the function checks them."""
    labels_are_ids: ClassVar[bool] = False
    """Whether labels are class ids."""
    class_axis: int | None = None
    """The axis of the losses of an example's classes, in a family that has one loss per class."""
    reduces_classes: bool = True
    """Whether the logits of an example become one loss."""

    def __init__(self, arguments: Mapping[str, Any]) -> None:
        self.axis: int = arguments["axis"]
        self.ignored = arguments.get("ignore_class")
        self.keywords = {name: value for name, value in arguments.items() if name not in _OF_THE_LOSS}
        """The keywords of the function except ``ignore_class``: a Loss hides those examples itself."""
        self._checked = False

    @property
    def labels(self) -> Labels:
        """What a metric that is compiled with the Loss needs to know of it."""
        return Labels(self.link, self.labels_are_ids, self.axis, self.ignored)

    def fit_labels(self, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """Return labels in the shape that the function wants, if Keras accepts another one and it is unambiguous."""
        if labels.shape.rank is not None or logits.shape.rank is None:
            return labels
        return tf.ensure_shape(guarded_shape(labels, tf.shape(logits), SAME_SHAPE), logits.shape)

    def check_shape(self, labels: tf.Tensor, logits: tf.Tensor, size: tf.Tensor) -> tf.Tensor:
        """Return labels, refused if they do not match logits of this size, which are not computed for the check."""
        return (one_id_per_example if self.labels_are_ids else same_shape)(labels, logits, size)

    def check_range(self, labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """Return labels; refuse invalid ones in the first batch (in a graph: in a sample of each batch)."""
        if self.label_range is None or (self._checked and tf.executing_eagerly()):
            return labels
        if not labels.shape.is_compatible_with(logits.shape):
            return labels  # the function reports the problem
        self._checked = self._checked or tf.executing_eagerly()
        return refuse_outside(labels, *self.label_range)

    def mask(self, labels: tf.Tensor) -> tf.Tensor | None:  # noqa: ARG002 - for subclasses
        """Return which losses count, judged by their labels; None if all do."""
        return None

    def valid_labels(self, labels: tf.Tensor, like: tf.Tensor) -> tf.Tensor | None:
        """Return which losses have valid labels; None if all do.

        Args:
            labels: The labels.
            like: A tensor with as many classes along the class axis as the logits.
        """
        del like
        if labels.dtype.is_bool:
            return None
        low, high = self.label_range or (-np.inf, np.inf)
        numbers = labels if labels.dtype.is_floating else tf.cast(labels, tf.float32)
        sound = numbers < high if high == np.inf else numbers <= high
        return self.over_classes(sound if low == -np.inf else sound & (numbers >= low))

    def over_classes(self, valid: tf.Tensor) -> tf.Tensor:
        """Return which losses are computed from valid numbers only."""
        return valid if self.class_axis is not None else tf.reduce_all(valid, axis=self.axis)

    def template(self, logits: tf.Tensor) -> tf.Tensor:
        """Return a tensor of the shape and dtype of what the function returns."""
        return logits if self.class_axis is not None else one_class(logits, self.axis)

    def reduce_classes(self, losses: tf.Tensor) -> tf.Tensor:
        """Return one loss per example, from what the function returns."""
        return losses

    def reduce_weights(self, weights: tf.Tensor) -> tf.Tensor:
        """Return one weight per example, from weights in the shape of what the function returns."""
        return weights
