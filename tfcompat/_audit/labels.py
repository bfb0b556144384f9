"""Whether the labels of examples are what a loss reads, and how they are spread over the classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

from tfcompat._audit.encodings import misfit
from tfcompat._audit.examples import as_numbers, named, not_finite
from tfcompat._audit.result import AuditRow
from tfcompat._audit.spread import Spread
from tfcompat.validation import Wrong, first_wrong

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tfcompat._audit.loss_inputs import Reads
    from tfcompat._audit.model_outputs import Gives

__all__ = ["LabelCheck"]

_EXACT = {"float16": 2048, "bfloat16": 256}
"""Half-precision dtypes, and the number up to which each holds all ids."""
_TOO_MANY = (
    "Use ignore_class={found} if it marks examples that do not count; otherwise the last layer needs more units."
)
_NO_NUMBERS = "labels are of dtype {dtype}, but labels must be numbers."
_ROUNDED = "labels are {dtype}, which cannot hold every id above {exact}, and there are {classes} classes. Use int32."
_OF_UNKNOWN = "finite; how this loss encodes its labels is not known"


class LabelCheck:
    """Looks at the labels of one output, batch by batch, and keeps the first that is wrong."""

    def __init__(self, gives: Gives, reads: Reads) -> None:
        self._gives, self._reads = gives, reads
        self._classes = gives.size(reads.axis) or 0 if reads.encoding else 0
        self._axis = gives.place(reads.axis) or -1
        self._ignored = np.ravel([] if reads.ignored is None else list(np.ravel(reads.ignored)))
        self._least: float = self._classes
        self._spread = Spread(reads.encoding, self._classes)
        self._wrong, self._dtype, self._seen = "", "", 0

    def see(self, given: Any, weights: Any, start: int, size: int) -> None:
        """Look at the labels of some examples; `start` is the number of the first of them."""
        self._seen += size
        if self._wrong:
            return
        ragged = isinstance(given, tf.RaggedTensor)
        self._dtype = np.dtype(getattr(given.dtype, "as_numpy_dtype", given.dtype)).name
        labels = as_numbers(given)
        if labels is None:
            self._wrong = _NO_NUMBERS.format(dtype=self._dtype)
        elif ragged or not self._classes or self._gives.shape is None:
            self._wrong = not_finite(labels, "labels", 0 if ragged else start)
        else:
            self._wrong = self._of_encoding(labels, weights, start)

    def row(self) -> AuditRow:
        """Return the row of the labels."""
        known = self._classes or self._reads.kind == "numbers"
        told = self._wrong or f"{self._spread}" or ("finite" if known else _OF_UNKNOWN)
        return AuditRow(
            output=self._gives.name,
            reader="labels",
            kind="data",
            gives=self._dtype,
            layer="",
            reads=self._reads.encoding,
            verdict="wrong" if self._wrong else "right" if known else "unknown",
            message=f"{told} ({self._seen:,} examples read)",
        )

    def _of_encoding(self, labels: NDArray[Any], weights: Any, start: int) -> str:
        """Return what is wrong with labels whose encoding is known; nothing if they are right."""
        exact = _EXACT.get(self._dtype, self._classes)
        if self._reads.encoding == "ids" and self._classes > exact + 1:
            return _ROUNDED.format(dtype=self._dtype, exact=exact, classes=self._classes)
        wrong = misfit(labels.shape, self._gives, self._reads)
        if wrong is None:
            labels = self._classes_last(labels)
            numbers = None if weights is None else as_numbers(weights)
            if numbers is not None and numbers.shape == labels.shape:  # one weight for each label of an example
                labels = np.where(numbers == 0, 0, labels)
            counts = _counting(labels.shape if self._reads.encoding == "ids" else labels.shape[:-1], numbers)
            wrong = self._first_wrong(labels, counts)
            if wrong is None:
                self._spread.add(labels[counts], self._ignored)
        return f"{named('labels', wrong.at, start)} {wrong.fact} {wrong.advice}".rstrip() if wrong is not None else ""

    def _classes_last(self, labels: NDArray[Any]) -> NDArray[Any]:
        """Return ids without an axis of one, and rows along the last axis."""
        rank = len(self._gives.shape or ())
        if self._reads.encoding == "ids":
            return labels[..., 0] if labels.ndim == rank else labels
        return np.moveaxis(labels, self._axis, -1) if labels.ndim == rank else labels[..., None]

    def _first_wrong(self, labels: NDArray[Any], counts: NDArray[np.bool_]) -> Wrong | None:
        """Return the first wrong label of those that count, where the user has it."""
        places, shown = np.argwhere(counts), labels[counts]
        if self._reads.encoding == "ids":
            self._least = shown.min(initial=self._least)
        wrong = _nan(shown) or first_wrong(shown, self._classes, self._reads.encoding, self._ignored, self._least)
        if wrong is None or not wrong.at:
            return wrong
        found = f"{shown[wrong.at]:g}" if self._reads.encoding == "ids" else ""
        advice = wrong.advice or (_TOO_MANY.format(found=found) if found and wrong.keyword else "")
        example = [int(place) for place in places[wrong.at[0]]]
        return Wrong(self._index(example, wrong.at[1:]), wrong.fact, advice)

    def _index(self, example: list[int], place: tuple[int, ...]) -> tuple[Any, ...]:
        """Return an index of the user's labels, of a number or of all classes of an example."""
        if self._reads.encoding == "ids" or (self._axis == -1 and not place):
            return tuple(example)
        before = len(example) + 1 + self._axis
        return (*example[:before], place[0] if place else ":", *example[before:])


def _nan(labels: NDArray[Any]) -> Wrong | None:
    if labels.dtype.kind != "f" or not np.isnan(labels).any():
        return None
    return Wrong(tuple(map(int, np.argwhere(np.isnan(labels))[0])), "is nan.")


def _counting(examples: tuple[int, ...], weights: NDArray[Any] | None) -> NDArray[np.bool_]:
    """Return which examples count: the labels of those with a weight of 0 may hold anything."""
    if weights is None or weights.ndim == 0:
        return np.ones(examples, bool)
    if weights.ndim == len(examples) + 1 and weights.shape[-1] == 1:
        weights = weights[..., 0]
    if weights.shape != examples[: weights.ndim]:
        return np.ones(examples, bool)
    aligned = (weights != 0).reshape(weights.shape + (1,) * (len(examples) - weights.ndim))
    return np.broadcast_to(aligned, examples)
