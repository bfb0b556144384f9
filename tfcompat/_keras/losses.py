"""How a Loss is constructed, and the labels that reach one."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat._keras.pick import IS_KERAS_3, keras

__all__ = ["init_loss", "without_appended_axis"]


def init_loss(loss: Any, name: str, reduction: str | None) -> None:
    """Run the constructor of Keras' Loss, whose arguments and known reductions differ, and keep `reduction`."""
    keras.losses.Loss.__init__(loss, name=name, reduction="sum")
    loss.reduction = reduction


def without_appended_axis(labels: Any, logits: Any) -> Any:
    """Return labels as ``fit`` was given them: tf_keras appends an axis to a batch of ids before a function sees it."""
    appended = not IS_KERAS_3 and logits.shape.rank == 2 and labels.shape.rank == 2 and labels.shape[-1] == 1
    return tf.squeeze(labels, -1) if appended and logits.shape[-1] != 1 else labels
