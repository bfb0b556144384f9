"""TensorFlow's current mode, and conditions that are decided immediately if possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["constant", "in_graph", "smart_cond"]

tf1 = tf.compat.v1


def in_graph() -> bool:
    """Return whether a TensorFlow 1 graph is being built: no eager execution outside, so no functions."""
    return not tf1.executing_eagerly_outside_functions()


def constant(flag: Any) -> bool | None:
    """Return the value of a flag such as ``training``, or None if it is only known at run time."""
    if isinstance(flag, tf.Variable):
        return None
    value = tf.get_static_value(flag) if tf.is_tensor(flag) else flag
    return None if value is None else bool(value)


def smart_cond(flag: Any, if_true: Callable[[], Any], if_false: Callable[[], Any]) -> Any:
    """Call one of two functions: now if the flag is known, otherwise as branches of a ``tf.cond``."""
    known = constant(flag)
    if known is None:
        return tf1.cond(tf.cast(flag, tf.bool), if_true, if_false)
    return if_true() if known else if_false()
