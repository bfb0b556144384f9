"""Who divides a loss by the number of replicas, whose gradients are added."""

from __future__ import annotations

import sys
from typing import Any

import tensorflow as tf

from tfcompat._keras.pick import IS_KERAS_3
from tfcompat._user_frames import function_name

__all__ = ["for_add_loss", "over_replicas", "replicas_at_work"]

_CONTAINER = "tf_keras.src.engine.compile_utils"
_DIVIDED_THERE = ("sum_over_batch_size", "auto")


def replicas_at_work() -> int:
    """Return how many replicas run the caller's code at once: 1 in the scope of a strategy, outside its ``run``."""
    if tf.distribute.in_cross_replica_context():
        return 1
    return int(tf.distribute.get_strategy().num_replicas_in_sync)


def over_replicas(mean: Any, *, of_all: bool = False) -> Any:
    """Return the part of a mean that a replica adds to the sum over all replicas.

    Keras 3 leaves the division to the loss. tf_keras divides in fit, but only losses of one reduction.

    Args:
        mean: The mean of this replica, or of all.
        of_all: Whether it is the mean of all, which is divided in a loop of the user's, too.
    """
    replicas = replicas_at_work() if of_all else tf.distribute.get_strategy().num_replicas_in_sync
    if replicas == 1:
        return mean
    fitted = None if IS_KERAS_3 else _loss_in_fit()
    if fitted is not None and fitted.reduction != "sum":
        return mean if fitted.reduction in _DIVIDED_THERE else _with_part_of_gradient(mean, replicas)
    return mean / replicas if IS_KERAS_3 or of_all or fitted is not None else mean


def for_add_loss(loss: Any, reduction: str | None) -> Any:
    """Return a reduced loss for ``add_loss``: fit divides all that is added by the number of replicas, sums too."""
    replicas = tf.distribute.get_strategy().num_replicas_in_sync
    divided_again = IS_KERAS_3 or reduction == "sum"  # a mean was divided by `over_replicas`, a sum is to stay one
    return loss * replicas if divided_again and replicas > 1 else loss


def _loss_in_fit() -> Any:
    """Return the Loss that tf_keras's fit or evaluate called, and that led here; None if a loop of the user's did.

    ``LossesContainer.__call__`` in tf_keras/src/engine/compile_utils.py divides the value by its ``reduction``.
    """
    frame: Any = sys._getframe(1)  # noqa: SLF001 - the documented way to reach a frame
    while frame is not None:
        module = str(frame.f_globals.get("__name__"))
        if module == _CONTAINER:
            return frame.f_locals.get("loss_obj")
        ours = module.startswith(("tfcompat.", "tensorflow.", "tf_keras.src.losses"))
        if not ours and function_name(frame) not in ("__call__", "call"):
            return None
        frame = frame.f_back
    return None


def _with_part_of_gradient(mean: Any, replicas: int) -> Any:
    """Return a mean that fit reports as it is, and whose gradient is divided, since fit does not."""

    @tf.custom_gradient
    def divided(value: Any) -> Any:
        return tf.identity(value), lambda upstream: upstream / replicas

    return divided(mean)
