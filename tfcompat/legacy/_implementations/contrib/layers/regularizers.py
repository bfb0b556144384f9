"""The regularisers of ``tf.contrib.layers``: functions of weights whose values are added to the losses."""

from __future__ import annotations

import numbers
from typing import TYPE_CHECKING, Any

import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["apply_regularization", "l1_l2_regularizer", "l1_regularizer", "l2_regularizer", "sum_regularizer"]

tf1 = tf.compat.v1


def l1_regularizer(*, scale: Any, scope: str | None = None) -> Callable[[Any], Any]:
    """``scale`` times the sum of the absolute values."""
    return _scaled(scale, scope, "l1_regularizer", lambda weights: tf.reduce_sum(tf.abs(weights)))


def l2_regularizer(*, scale: Any, scope: str | None = None) -> Callable[[Any], Any]:
    """``scale`` times half the sum of the squares."""
    return _scaled(scale, scope, "l2_regularizer", tf.nn.l2_loss)


def _scaled(scale: Any, scope: str | None, default: str, norm: Callable[[Any], Any]) -> Callable[[Any], Any]:
    if isinstance(scale, numbers.Integral) or (isinstance(scale, numbers.Real) and scale < 0.0):
        raise ValueError(f"{default}() takes a floating-point scale of at least 0.0, got {scale!r}.")
    if isinstance(scale, numbers.Real) and scale == 0.0:
        return lambda _: None

    def penalty(weights: Any) -> Any:
        with tf1.name_scope(scope, default, [weights]) as name:
            factor = tf.convert_to_tensor(scale, dtype=weights.dtype.base_dtype, name="scale")
            return tf.multiply(factor, norm(weights), name=name)

    return penalty


def l1_l2_regularizer(*, scale_l1: Any, scale_l2: Any, scope: str | None) -> Callable[[Any], Any] | None:
    """Return the sum of both regularizers."""
    for name, scale in (("scale_l1", scale_l1), ("scale_l2", scale_l2)):
        if isinstance(scale, numbers.Integral):
            raise ValueError(  # noqa: TRY004 - TensorFlow 1 raises ValueError
                f"l1_l2_regularizer() takes a floating-point {name}=, got {scale!r}."
            )
    scope = scope or "l1_l2_regularizer"
    if scale_l1 == 0.0:
        return l2_regularizer(scale=scale_l2, scope=scope)
    if scale_l2 == 0.0:
        return l1_regularizer(scale=scale_l1, scope=scope)
    both = [l1_regularizer(scale=scale_l1), l2_regularizer(scale=scale_l2)]
    return sum_regularizer(regularizer_list=both, scope=scope)


def sum_regularizer(*, regularizer_list: Any, scope: str | None) -> Callable[[Any], Any] | None:
    """Return the sum of several; None if there is none."""
    wanted = [each for each in regularizer_list if each is not None]
    if not wanted:
        return None

    def penalty(weights: Any) -> Any:
        with tf1.name_scope(scope, "sum_regularizer", [weights]) as name:
            penalties = [found for each in wanted if (found := each(weights)) is not None]
            return tf.add_n(penalties, name=name) if penalties else None

    return penalty


def apply_regularization(*, regularizer: Callable[[Any], Any], weights_list: Any) -> Any:
    """Return the sum of the penalties of variables, which is added to the regularisation losses."""
    weights = weights_list or tf1.get_collection(tf1.GraphKeys.WEIGHTS)
    if not weights:
        raise ValueError(
            "apply_regularization() takes the weights as weights_list=, or from the collection 'weights', which is "
            "empty."
        )
    with tf1.name_scope("get_regularization_penalty", values=weights) as scope:
        found = [regularizer(each) for each in weights]
        penalties = [tf.constant(0.0) if each is None else each for each in found]
        if unfit := [each.shape for each in penalties if each.shape.rank != 0]:
            raise ValueError(f"A regulariser must return one number, got shape {unfit[0]}: sum it.")
        total = tf.add_n(penalties, name=scope)
        tf1.add_to_collection(tf1.GraphKeys.REGULARIZATION_LOSSES, total)
        return total
