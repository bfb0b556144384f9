"""The arithmetic of a loss on logits; ``tf.nn`` is the reference wherever it is right.

Every kernel takes the classes on the last axis and works in the dtype that it is given.
"""

from __future__ import annotations

import tensorflow as tf


def softmax(labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    """``-sum(labels * log_softmax(logits))`` over the last axis, with the gradient of exactly that.

    Not ``tf.nn.softmax_cross_entropy_with_logits``: its gradient is softmax minus labels whatever the labels sum to,
    its mixed second derivative is zero, and a logit of -inf gives NaN (tensorflow#60314, tensorflow#2327).
    """
    return -tf.reduce_sum(tf.math.multiply_no_nan(tf.nn.log_softmax(logits), labels), axis=-1)


def sparse_softmax(labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    """``-log_softmax(logits)[labels]`` over the last axis."""
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)


def uniform_softmax(logits: tf.Tensor) -> tf.Tensor:
    """``-mean(log_softmax(logits))`` over the last axis: the loss against the uniform distribution."""
    return -tf.reduce_mean(tf.nn.log_softmax(logits), axis=-1)


def sigmoid(labels: tf.Tensor, logits: tf.Tensor, pos_weight: tf.Tensor | None = None) -> tf.Tensor:
    """The cross-entropy of each element, its positive term times `pos_weight`.

    Not ``tf.nn.weighted_cross_entropy_with_logits``: its gradient is 1 where 1/2 is right, at a logit of exactly 0.
    """
    positive = labels if pos_weight is None else pos_weight * labels
    return tf.math.multiply_no_nan(tf.nn.softplus(-logits), positive) + tf.math.multiply_no_nan(
        tf.nn.softplus(logits), 1 - labels
    )
