"""Distances in units in the last place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["distance"]


def distance(got: NDArray[Any], wanted: NDArray[Any]) -> float:
    """Return the largest difference of two arrays, in units in the last place of the largest number.

    A gradient may be the difference of two nearly equal numbers, as for a nearly certain row. Its error is then that of
    these numbers, so a unit in the last place of the gradient would have no meaning.

    Returns:
        0 if both are equal, including NaN and infinities; infinity if only one of them is NaN or infinite.

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
