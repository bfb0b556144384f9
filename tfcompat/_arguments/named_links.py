"""TensorFlow's own links by name, for metrics and serving, which do not need the last bits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tensorflow as tf

from tfcompat._arguments.links import refuse_one_unit

if TYPE_CHECKING:
    from collections.abc import Callable


def _sigmoid(logits: tf.Tensor, _axis: int) -> tf.Tensor:
    """Return the probability of each class, independent of the others."""
    return tf.nn.sigmoid(logits)


def _softmax(logits: tf.Tensor, axis: int) -> tf.Tensor:
    """Return the distribution over the classes; a single class is refused."""
    refuse_one_unit(logits, None if logits.shape.rank == 1 else axis)  # an axis alone is that of the examples
    return tf.nn.softmax(logits, axis=axis)


LINKS: dict[str, Callable[[tf.Tensor, int], tf.Tensor]] = {"sigmoid": _sigmoid, "softmax": _softmax}
