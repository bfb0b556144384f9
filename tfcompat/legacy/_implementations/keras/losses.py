"""``tf.keras.losses``: the functions and the classes, with TensorFlow 1.15's weights, smoothing and reductions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import tensorflow as tf

from tfcompat._keras import init_loss, keras, mask_of, over_replicas
from tfcompat.legacy._implementations.keras import backend

if TYPE_CHECKING:
    from collections.abc import Callable

tf1 = tf.compat.v1
_REDUCTIONS = ("auto", "none", "sum", "sum_over_batch_size")


class Reduction:
    """How a Keras loss is reduced; ``auto`` is ``sum_over_batch_size``."""

    AUTO = "auto"
    NONE = "none"
    SUM = "sum"
    SUM_OVER_BATCH_SIZE = "sum_over_batch_size"

    @classmethod
    def all(cls) -> tuple[str, ...]:
        """Return every reduction."""
        return _REDUCTIONS

    @classmethod
    def validate(cls, key: str) -> None:
        """Raise an error for anything but a Keras reduction, naming the likely one."""
        if key not in _REDUCTIONS:
            meant = {"weighted_sum": "sum", "weighted_sum_over_batch_size": "sum_over_batch_size"}.get(str(key))
            hint = f"; {key!r} is for tf.losses, write {meant!r}" if meant else ""
            raise ValueError(f"tf.keras.losses has the reductions {', '.join(_REDUCTIONS)}, got {key!r}{hint}.")


def categorical_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, label_smoothing: Any = 0
) -> tf.Tensor:
    """Return one loss per example.

    Smoothing divides by the size of axis 1, which is the number of classes only for rank 2.
    """
    y_true, y_pred = _labels_like("categorical_crossentropy", y_true, y_pred, label_smoothing)
    if _smooths(label_smoothing):
        classes = tf.cast(tf.shape(y_true)[1], y_pred.dtype)
        smoothing = tf.constant(label_smoothing, y_pred.dtype)
        y_true = y_true * (1.0 - smoothing) + smoothing / classes
    return backend.categorical_crossentropy(y_true, y_pred, from_logits)


def sparse_categorical_crossentropy(y_true: Any, y_pred: Any, from_logits: bool = False, axis: int = -1) -> tf.Tensor:
    """Return one loss per example."""
    return backend.sparse_categorical_crossentropy(y_true, y_pred, from_logits, axis)


def binary_crossentropy(y_true: Any, y_pred: Any, from_logits: bool = False, label_smoothing: Any = 0) -> tf.Tensor:
    """Return the mean over the last axis."""
    y_true, y_pred = _labels_like("binary_crossentropy", y_true, y_pred, label_smoothing)
    if _smooths(label_smoothing):
        smoothing = tf.constant(label_smoothing, y_pred.dtype)
        y_true = y_true * (1.0 - smoothing) + 0.5 * smoothing
    return tf.reduce_mean(backend.binary_crossentropy(y_true, y_pred, from_logits), -1)


def _smooths(label_smoothing: Any) -> bool:
    return not isinstance(label_smoothing, (int, float)) or bool(label_smoothing)


def _labels_like(name: str, y_true: Any, y_pred: Any, label_smoothing: Any) -> tuple[tf.Tensor, tf.Tensor]:
    """Return labels in the dtype of the predictions, which must be Keras' default if labels are smoothed."""
    y_pred = tf.convert_to_tensor(y_pred)
    floatx = keras.backend.floatx()
    if _smooths(label_smoothing) and y_pred.dtype.name != floatx:
        raise TypeError(
            f"tf.keras.losses.{name} of TensorFlow 1 smooths labels for {floatx} predictions only, got "
            f"{y_pred.dtype.name}: write tf.keras.losses.{name}(y_true, tf.cast(y_pred, tf.{floatx}), "
            f"label_smoothing={label_smoothing})."
        )
    return tf.cast(y_true, y_pred.dtype), y_pred


class _Loss(keras.losses.Loss):
    """A function of this module, weighted and reduced; a Loss of the Keras in use."""

    function: ClassVar[Callable[..., tf.Tensor]]

    def __init__(self, *, reduction: str, name: str | None, **settings: Any) -> None:
        Reduction.validate(reduction)
        init_loss(self, name or "", reduction)
        self.name = name
        self._settings = settings

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> tf.Tensor:
        """Return the reduced loss of the labels unchanged: Keras' method would cast them to float32 first."""
        mask = mask_of(y_pred)
        with tf1.name_scope(self.name or type(self).__name__):
            losses = tf.convert_to_tensor(self.call(y_true, y_pred))
            if mask is not None:
                mask = tf.cast(mask, tf.float32)
                sample_weight = mask if sample_weight is None else mask * fitted(sample_weight, mask)
            return _reduced(losses, sample_weight, self.reduction)

    def call(self, y_true: Any, y_pred: Any) -> tf.Tensor:
        """Return one loss per example."""
        return type(self).function(y_true, y_pred, **self._settings)

    def get_config(self) -> dict[str, Any]:
        """Return the arguments of the constructor."""
        return {"reduction": self.reduction, "name": self.name, **self._settings}


def fitted(weights: Any, values: tf.Tensor) -> tf.Tensor:
    """Return weights in the values' dtype; a last axis of size 1 is dropped or added if that makes the ranks equal."""
    weights = tf.cast(weights, values.dtype)
    rank, wanted = weights.shape.rank, values.shape.rank
    if not rank or wanted is None or rank == wanted:
        return weights
    if rank - wanted == 1:
        return tf.squeeze(weights, [-1])
    return weights[..., tf.newaxis] if wanted - rank == 1 else weights


def _reduced(losses: tf.Tensor, sample_weight: Any, reduction: str) -> tf.Tensor:
    """Weight and reduce in float32, and return the dtype of the losses."""
    weighted = tf.cast(losses, tf.float32)
    if sample_weight is not None:
        weighted = tf1.losses.compute_weighted_loss(
            weighted, fitted(sample_weight, weighted), loss_collection=None, reduction="none"
        )
    if reduction != "none":
        size = tf.cast(tf.size(weighted), tf.float32)
        weighted = tf.reduce_sum(weighted)
        if reduction != "sum":
            weighted = over_replicas(tf.math.divide_no_nan(weighted, size))
    return tf.cast(weighted, losses.dtype)


class CategoricalCrossentropy(_Loss):
    """Labels are a distribution over the classes."""

    function = categorical_crossentropy


class SparseCategoricalCrossentropy(_Loss):
    """Labels are class ids."""

    function = sparse_categorical_crossentropy


class BinaryCrossentropy(_Loss):
    """Each element is an independent class."""

    function = binary_crossentropy
