"""Who divides a loss by the number of replicas."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat._keras.pick import IS_KERAS_3

__all__ = ["for_add_loss", "over_replicas"]


def over_replicas(mean: Any) -> Any:
    """Divide a mean by the number of replicas to be summed: Keras 3 leaves that to the loss, tf_keras to fit."""
    replicas = tf.distribute.get_strategy().num_replicas_in_sync
    return mean / replicas if IS_KERAS_3 and replicas > 1 else mean


def for_add_loss(loss: Any, reduction: str | None) -> Any:
    """Return a reduced loss for ``add_loss``: fit divides all that is added by the number of replicas, sums too."""
    replicas = tf.distribute.get_strategy().num_replicas_in_sync
    divided_again = IS_KERAS_3 or reduction == "sum"  # a mean was divided by `over_replicas`, a sum is to stay one
    return loss * replicas if divided_again and replicas > 1 else loss
