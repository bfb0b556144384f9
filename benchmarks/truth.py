"""The formula of each family with every keyword, value and gradient, in as many digits as mpmath is set to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mpmath

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = tuple[list[Any], list[Any]]
"""Losses of a row, and their gradient to the logits."""


def exact(values: Sequence[float]) -> list[Any]:
    """Numbers of any float dtype, as they are."""
    return [mpmath.mpf(float(value)) for value in values]


def _focal(log_p: Any, gamma: float) -> tuple[Any, Any]:
    """``-(1 - p) ** gamma * log p``, and its derivative to ``log p``."""
    p, rest = mpmath.exp(log_p), max(-mpmath.expm1(log_p), mpmath.mpf(0))  # log_p may round to more than 0
    return -(rest**gamma) * log_p, -(rest**gamma) + (gamma * rest ** (gamma - 1) * p * log_p if gamma and rest else 0)


def softmax(
    labels: Sequence[float],
    logits: Sequence[float],
    *,
    label_smoothing: float = 0.0,
    class_weight: Sequence[float] | None = None,
    focal_gamma: float = 0.0,
    temperature: float = 1.0,
    z_loss: float = 0.0,
) -> Row:
    """The softmax form; class ids as one-hot labels."""
    heat, e = mpmath.mpf(temperature), mpmath.mpf(label_smoothing)
    y, s = exact(labels), [z / heat for z in exact(logits)]
    weights = exact(class_weight or [1.0] * len(s))
    a = [w * ((1 - e) * v + e / len(y) * mpmath.fsum(y)) for v, w in zip(y, weights, strict=True)]
    lse = mpmath.log(mpmath.fsum(map(mpmath.exp, s)))
    terms = [_focal(v - lse, focal_gamma) for v in s]
    loss = mpmath.fsum(b * term for b, (term, _) in zip(a, terms, strict=True)) + z_loss * lse**2
    slopes = [b * slope for b, (_, slope) in zip(a, terms, strict=True)]
    mass = mpmath.fsum(slopes) - 2 * z_loss * lse
    return [loss], [(slope - mpmath.exp(v - lse) * mass) / heat for v, slope in zip(s, slopes, strict=True)]


def sigmoid(
    labels: Sequence[float],
    logits: Sequence[float],
    *,
    label_smoothing: float = 0.0,
    class_weight: Sequence[float] | None = None,
    pos_weight: float = 1.0,
    focal_gamma: float = 0.0,
    temperature: float = 1.0,
) -> Row:
    """The sigmoid form: one loss for each element."""
    heat, e = mpmath.mpf(temperature), mpmath.mpf(label_smoothing)
    losses, slopes = [], []
    for y, z, w in zip(exact(labels), exact(logits), exact(class_weight or [1.0] * len(labels)), strict=True):
        s, q = z / heat, (1 - e) * y + e / 2
        one, of_one = _focal(-_softplus(-s), focal_gamma)
        zero, of_zero = _focal(-_softplus(s), focal_gamma)
        p = 1 / (1 + mpmath.exp(-s))
        rest = 1 / (1 + mpmath.exp(s))
        losses.append(w * (pos_weight * q * one + (1 - q) * zero))
        slopes.append(w * (pos_weight * q * of_one * rest - (1 - q) * of_zero * p) / heat)
    return losses, slopes


def _softplus(x: Any) -> Any:
    """``log(1 + exp(x))``."""
    return mpmath.log1p(mpmath.exp(-abs(x))) + max(x, 0)
