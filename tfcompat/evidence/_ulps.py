"""Distances in units in the last place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["distance"]


def distance(got: NDArray[Any], wanted: NDArray[Any]) -> float:
    """The largest difference of two arrays, in units in the last place of the largest number.

    A gradient that is a difference of two numbers near one another, as that of a nearly certain row, has their error,
    not its own size's, so that a unit of its own last place would say nothing.

    Returns:
        0 where both are equal, NaN and infinities included; infinity where only one of them is NaN or infinite.

    Example:
        >>> import numpy as np
        >>> one = np.array([[1.0, 0.0]], np.float32)
        >>> distance(one + np.spacing(np.float32(1.0)), one)
        1.0
    """
    if got.shape != wanted.shape:
        return float("inf")
    if not got.size:
        return 0.0
    got, wanted = np.atleast_1d(got), np.atleast_1d(wanted)
    finite = np.isfinite(got) & np.isfinite(wanted)
    if not np.array_equal(got[~finite], wanted[~finite], equal_nan=True):
        return float("inf")
    size = np.where(finite, np.abs(wanted), 0).max()
    error = np.abs(np.where(finite, got, 0).astype(np.float64) - np.where(finite, wanted, 0))
    return float((error / np.spacing(size).astype(np.float64)).max())
