"""The initialisers of ``tf.contrib.layers``."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["variance_scaling_initializer", "xavier_initializer"]

tf1 = tf.compat.v1


def xavier_initializer(*, uniform: bool, seed: int | None, dtype: Any) -> Callable[..., Any]:
    """Return values whose variance is 2 / (fan in + fan out)."""
    return variance_scaling_initializer(factor=1.0, mode="FAN_AVG", uniform=uniform, seed=seed, dtype=dtype)


def variance_scaling_initializer(
    *, factor: float, mode: str, uniform: bool, seed: int | None, dtype: Any
) -> Callable[..., Any]:
    """Return values whose variance is factor / n.

    They are drawn from a normal distribution truncated at two standard deviations, unless uniform.
    """
    _floating(dtype)
    if mode not in ("FAN_IN", "FAN_OUT", "FAN_AVG"):
        raise TypeError(f"mode= takes FAN_IN, FAN_OUT or FAN_AVG, got {mode!r}.")

    def initialize(shape: Any, dtype: Any = dtype, *_: Any) -> Any:
        _floating(dtype)
        n = _count(list(shape), mode)
        if uniform:
            limit = math.sqrt(3.0 * factor / n)
            return tf1.random_uniform(shape, -limit, limit, dtype, seed=seed)
        # Truncation reduces the variance, which the factor 1.3 roughly restores.
        return tf1.truncated_normal(shape, 0.0, math.sqrt(1.3 * factor / n), dtype, seed=seed)

    return initialize


def _floating(dtype: Any) -> None:
    if not tf.as_dtype(dtype).is_floating:
        raise TypeError(f"This initialiser creates floating-point values, got dtype={tf.as_dtype(dtype).name}.")


def _count(shape: list[Any], mode: str) -> float:
    """Return the number of inputs or outputs of a kernel, or their mean."""
    window = math.prod(float(size) for size in shape[:-2])
    into = float(shape[-2] if len(shape) > 1 else shape[-1]) * window if shape else 1.0
    out = float(shape[-1]) * window if shape else 1.0
    return {"FAN_IN": into, "FAN_OUT": out, "FAN_AVG": (into + out) / 2.0}[mode]
