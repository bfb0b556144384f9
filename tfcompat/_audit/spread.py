"""How labels are spread over the classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Spread"]

_MOST_CLASSES = 100_000


class Spread:
    """Counts labels by class; prints the share of the most frequent, and how many do not occur."""

    def __init__(self, encoding: str, classes: int) -> None:
        self._encoding = encoding
        self._counts = np.zeros(classes if classes <= _MOST_CLASSES else 0)
        self._rows = 0

    def add(self, labels: NDArray[Any], ignored: NDArray[Any]) -> None:
        """Count right labels: ids ``[n]``, or rows ``[n, classes]``."""
        if not len(self._counts):
            return
        if self._encoding == "ids":
            labels = labels[~np.isin(labels, ignored)].astype(np.int64)
            self._counts += np.bincount(labels, minlength=len(self._counts))
        else:
            self._counts += labels.sum(axis=0, dtype=np.float64)
        self._rows += len(labels)

    def __str__(self) -> str:
        """Return the shares in a few words; nothing if no label was counted."""
        if not self._rows:
            return ""
        shares = self._counts / self._rows
        most, least = int(shares.argmax()), int(shares.argmin())
        if self._encoding == "independent":
            if len(shares) == 1:
                return f"{shares[0]:.1%} positive"
            return f"{shares[least]:.1%} (class {least}) to {shares[most]:.1%} (class {most}) positive"
        absent = int((self._counts == 0).sum())
        missing = f"; {absent} of {len(shares)} classes do not occur, the first is {least}" if absent else ""
        return f"the most frequent class is {most}, with {shares[most]:.1%}{missing}"
