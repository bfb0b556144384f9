"""Sums over the replicas of a ``tf.distribute`` strategy."""

from __future__ import annotations

import tensorflow as tf

from tfcompat._keras import replicas_at_work

_OUT_OF_REACH = (
    'normalizer="global" adds up over the replicas, which they cannot do inside tf.cond, tf.while_loop, a Python if or '
    "for that AutoGraph converts, or a tf.function within the function that strategy.run is given. Compute the loss "
    "outside of these, or count the examples outside of strategy.run and pass normalizer=count."
)


def summed_over_replicas(total: tf.Tensor, count: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """Return the sums of both over all replicas, which travel together.

    The gradient of a sum over replicas is the sum of the gradients of its copies. Each replica uses its copy in the
    same way, so these are equal, and nothing travels back.
    """
    replicas = replicas_at_work()
    if replicas == 1:
        return total, count

    @tf.custom_gradient
    def summed(pair: tf.Tensor) -> tuple[tf.Tensor, object]:
        return _all_reduce(pair), lambda upstream: replicas * upstream

    total, count = tf.unstack(summed(tf.stack([total, count])))
    return total, count


def _all_reduce(pair: tf.Tensor) -> tf.Tensor:
    context = tf.distribute.get_replica_context()
    try:
        return context.all_reduce(tf.distribute.ReduceOp.SUM, pair)
    except RuntimeError as error:
        if "merge_call" not in str(error):
            raise
        raise RuntimeError(_OUT_OF_REACH) from error
