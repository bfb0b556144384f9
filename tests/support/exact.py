"""The links in as many digits as it takes, and how many units of the last place a result is away from them."""

from __future__ import annotations

import mpmath as mp
import numpy as np

mp.mp.prec = 160


def number(value) -> mp.mpf:
    return mp.mpf(float(value))


def logit(p):
    if not 0 < p < 1:
        return {0: mp.ninf, 1: mp.inf}.get(p, mp.nan)
    return mp.log(p / (1 - p))


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def inverse_probit(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def density(x):
    return mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)


def probit(p):
    """By Newton's method on the logarithm of the distribution function, whose tail it straightens."""
    if not 0 < p < 1:
        return {0: mp.ninf, 1: mp.inf}.get(p, mp.nan)
    if p > 0.5:
        return -probit(1 - p)
    if p > 0.3:
        return mp.sqrt(2) * mp.erfinv(2 * p - 1)
    x = -mp.sqrt(-2 * mp.log(p))
    step = mp.mpf(1)
    while abs(step) > abs(x) * mp.mpf(2) ** -100:
        below = inverse_probit(x)
        step = mp.log(below / p) * below / density(x)
        x -= step
    return x


def softmax(row) -> list:
    top = max(row)
    odds = [mp.exp(z - top) for z in row]
    total = mp.fsum(odds)
    return [o / total for o in odds]


def log_softmax(row) -> list:
    first = row.index(max(row))
    others = mp.fsum(mp.exp(z - row[first]) for i, z in enumerate(row) if i != first)
    return [z - row[first] - mp.log1p(others) for z in row]


def ulps(got, wanted) -> np.ndarray:
    """How far each result is from the exact value, in units of the last place of the exact value's nearest number.

    0 where both are NaN or the same infinity, inf where only one of them is.
    """
    got = np.asarray(got)
    return np.array([_ulps(g, w, got.dtype.type) for g, w in zip(got.ravel(), wanted, strict=True)])


def _ulps(got, wanted, dtype) -> float:
    with np.errstate(over="ignore"):
        nearest = dtype(float(wanted))
    if not (np.isfinite(nearest) and np.isfinite(got)):
        return 0.0 if got == nearest or (np.isnan(got) and np.isnan(nearest)) else np.inf
    return float(abs(number(got) - wanted) / number(np.spacing(np.abs(nearest))))
