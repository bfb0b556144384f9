"""TensorFlow's own operations, which compute a loss and its gradient at once, corrected where they are wrong.

Both return NaN for a row of only -inf, and the dense one for any impossible class. The gradient of the dense one is
that of labels that sum to 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    Pair = tuple[tf.Tensor, tf.Tensor]


class Operation(NamedTuple):
    """A form of loss that TensorFlow has an operation for."""

    form: str
    """The name of the form in the table of `_choice`."""
    value: Callable[..., tuple[tf.Tensor, tuple[tf.Tensor, ...]]]
    """From the tensors of the kernel to the loss and the residuals."""
    grads: Sequence[Callable[..., tf.Tensor] | None]
    """For each tensor, the gradient from ``(upstream, residuals, *tensors)``; None: that of the kernel."""


def unless_nan(found: Pair, formula: Callable[[], Pair]) -> Pair:
    """Return losses and their gradient as an operation computed them; by a formula if a loss is NaN."""
    pair: Pair = _if(tf.reduce_any(tf.math.is_nan(found[0])), formula, lambda: found)
    return pair


def of_the_loss(slope: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
    """Return the gradient for labels of any mass, from ``softmax - labels``, which is right for a mass of 1."""
    if _sums_to_one(labels):
        return slope
    mass = tf.reduce_sum(labels, axis=-1, keepdims=True)
    # Grappler turns the negation of <= into >, which is false for NaN.
    ones = tf.reduce_all(tf.abs(mass - 1) <= np.finfo(labels.dtype.as_numpy_dtype).eps)
    return _if(ones, lambda: slope, lambda: mass * slope + (mass - 1) * labels)


def _if(condition: tf.Tensor, then: Callable[[], Any], otherwise: Callable[[], Any]) -> Any:
    """Return one of two results; the other is not computed."""
    if tf.executing_eagerly():
        return then() if condition else otherwise()
    return tf.cond(condition, then, otherwise)


def _sums_to_one(labels: tf.Tensor) -> bool:
    """Return whether a graph shows that each row sums to 1: a constant, or the output of a softmax."""
    if tf.executing_eagerly():
        return False
    known = tf.get_static_value(labels)
    if known is not None:
        return bool(np.all(np.abs(known.sum(-1) - 1) <= np.finfo(known.dtype).eps))
    while labels.op.type in ("Identity", "StopGradient"):
        labels = labels.op.inputs[0]
    kind: str = labels.op.type
    return kind == "Softmax"
