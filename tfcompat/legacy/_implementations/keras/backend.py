"""``tf.keras.backend``: cross-entropies of logits, or of probabilities clipped to Keras' epsilon."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat._keras import keras


def categorical_crossentropy(target: Any, output: Any, from_logits: bool = False, axis: int = -1) -> tf.Tensor:
    """Return one loss per example; gradients reach the target."""
    output = tf.convert_to_tensor(output)
    if not from_logits:
        logits = _logits_of(output, "Softmax")
        if logits is None:
            output = _clipped(output / tf.reduce_sum(output, axis, keepdims=True))
            return -tf.reduce_sum(target * tf.math.log(output), axis)
        output = logits
    return tf.nn.softmax_cross_entropy_with_logits(target, output, axis)


def sparse_categorical_crossentropy(target: Any, output: Any, from_logits: bool = False, axis: int = -1) -> tf.Tensor:
    """Return one loss per example; the target needs the examples' size, not their shape."""
    output = tf.convert_to_tensor(output)
    if not from_logits:
        logits = _logits_of(output, "Softmax")
        output = tf.math.log(_clipped(output)) if logits is None else logits
    output = _classes_last(output, axis)
    target, shape = tf.cast(target, tf.int64), tf.shape(output)
    if None in (target.shape.rank, output.shape.rank) or target.shape.rank == output.shape.rank - 1:
        return tf.nn.sparse_softmax_cross_entropy_with_logits(target, output)
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
        tf.reshape(target, [-1]), tf.reshape(output, [-1, shape[-1]])
    )
    return tf.reshape(losses, shape[:-1]) if output.shape.rank > 2 else losses


def binary_crossentropy(target: Any, output: Any, from_logits: bool = False) -> tf.Tensor:
    """Return one loss per element; gradients reach the target."""
    output = tf.convert_to_tensor(output)
    if not from_logits:
        logits = _logits_of(output, "Sigmoid")
        if logits is None:
            return _of_probabilities(target, _clipped(output))
        output = logits
    return tf.nn.sigmoid_cross_entropy_with_logits(target, output)


def _of_probabilities(target: Any, p: tf.Tensor) -> tf.Tensor:
    epsilon = keras.backend.epsilon()
    # A TensorFlow 1 graph computes 1 - p + epsilon as (1 + epsilon) - p, except for float16.
    rest = 1 - p + epsilon if p.dtype == tf.float16 else (1 + epsilon) - p
    return -(target * tf.math.log(p + epsilon) + (1 - target) * tf.math.log(rest))


def _logits_of(output: tf.Tensor, activation: str) -> tf.Tensor | None:
    """Return the input of a graph's softmax or sigmoid, which TensorFlow 1 undid; otherwise None."""
    producer: Any = getattr(output, "op", None)
    return producer.inputs[0] if getattr(producer, "type", None) == activation else None


def _clipped(p: tf.Tensor) -> tf.Tensor:
    epsilon = tf.constant(keras.backend.epsilon(), p.dtype)
    return tf.clip_by_value(p, epsilon, 1 - epsilon)


def _classes_last(output: tf.Tensor, axis: int) -> tf.Tensor:
    rank = output.shape.rank
    if rank is None:
        if axis == -1:
            return output
        raise ValueError(f"tf.keras.backend.sparse_categorical_crossentropy needs the rank of output for axis={axis}.")
    axis %= rank
    others = [i for i in range(rank) if i != axis]
    return output if axis == rank - 1 else tf.transpose(output, [*others, axis])
