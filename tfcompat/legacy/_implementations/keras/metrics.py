"""``tf.keras.metrics``: running means of the losses with the same names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import tensorflow as tf

from tfcompat._keras import keras
from tfcompat.legacy._implementations.keras import losses

if TYPE_CHECKING:
    from collections.abc import Callable

binary_crossentropy = losses.binary_crossentropy
categorical_crossentropy = losses.categorical_crossentropy
sparse_categorical_crossentropy = losses.sparse_categorical_crossentropy


class _Metric(keras.metrics.Mean):
    """The mean of a loss over everything seen, by weight; a metric of the Keras in use."""

    function: ClassVar[Callable[..., tf.Tensor]]

    def __init__(self, *, name: str | None, dtype: Any, **settings: Any) -> None:
        super().__init__(name=name, dtype=dtype)
        self._settings = settings

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """Add the losses of a batch."""
        y_true, y_pred = tf.cast(y_true, self.dtype), tf.cast(y_pred, self.dtype)
        values = type(self).function(*_of_one_rank(y_true, y_pred), **self._settings)
        if sample_weight is not None:
            sample_weight = losses.fitted(sample_weight, values) * tf.ones_like(values)
        return super().update_state(values, sample_weight)

    def get_config(self) -> dict[str, Any]:
        """Return the arguments of the constructor."""
        return {**super().get_config(), **self._settings}


def _of_one_rank(y_true: tf.Tensor, y_pred: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """Return labels and predictions, without the last axis of size 1 of the one with the higher rank."""
    if None in (y_true.shape.rank, y_pred.shape.rank):
        return y_true, y_pred
    more = y_pred.shape.rank - y_true.shape.rank
    if more == 1 and y_pred.shape[-1] == 1:
        return y_true, tf.squeeze(y_pred, [-1])
    return (tf.squeeze(y_true, [-1]), y_pred) if more == -1 and y_true.shape[-1] == 1 else (y_true, y_pred)


class CategoricalCrossentropy(_Metric):
    """Labels are a distribution over the classes."""

    function = categorical_crossentropy


class SparseCategoricalCrossentropy(_Metric):
    """Labels are class ids."""

    function = sparse_categorical_crossentropy


class BinaryCrossentropy(_Metric):
    """Each element is an independent class."""

    function = binary_crossentropy
