"""The audit of examples: their inputs, labels and weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

from tfcompat import _keras
from tfcompat._audit.examples import as_numbers, batches_of, not_finite
from tfcompat._audit.labels import LabelCheck
from tfcompat._audit.result import AuditRow

if TYPE_CHECKING:
    from tfcompat._audit.examples import Batch
    from tfcompat._audit.loss_inputs import Reads
    from tfcompat._audit.model_outputs import Gives

__all__ = ["rows_of_data"]

_NO_LABELS = "there are no labels for this output"
_ABSENT = object()


def rows_of_data(data: Any, outputs: list[tuple[Gives, Reads]], most: int | None) -> list[AuditRow]:
    """Return a row for the inputs, one for the labels of each output with a loss, and one for weights if there are any.

    Args:
        data: As `audit` takes it.
        outputs: The outputs in order, each with what its loss reads.
        most: The number of examples to read; None for all.
    """
    checks = {place: LabelCheck(gives, reads) for place, (gives, reads) in enumerate(outputs) if reads.name}
    inputs, weights, missing = _Finite("inputs"), _Finite("sample_weight"), set()
    for batch in batches_of(data, most):
        inputs.see(batch.x, batch)
        weights.see(batch.weights, batch)
        for place, check in checks.items():
            labels = _part(batch.y, outputs[place][0], place, len(outputs))
            if labels is _ABSENT or labels is None:
                missing.add(place)
            else:
                weight = _part(batch.weights, outputs[place][0], place, len(outputs))
                check.see(labels, None if weight is _ABSENT else weight, batch.start, batch.size)
    rows = [
        _row("labels", "wrong", _NO_LABELS, output=outputs[place][0].name) if place in missing else check.row()
        for place, check in checks.items()
    ]
    return [inputs.row(), *rows, *([weights.row()] if weights.given else [])]


class _Finite:
    """Looks for the first number of a structure of arrays that is NaN or infinite."""

    def __init__(self, name: str) -> None:
        self._name, self._wrong, self._seen = name, "", 0
        self.given = False
        self._all_zero = name == "sample_weight"

    def see(self, structure: Any, batch: Batch) -> None:
        if structure is None:
            return
        self.given = True
        self._seen += batch.size
        self._wrong = self._wrong or not_finite(structure, self._name, batch.start)
        if self._all_zero:
            arrays = [as_numbers(leaf) for leaf in tf.nest.flatten(structure)]
            self._all_zero = all(array is not None and not np.any(array) for array in arrays)

    def row(self) -> AuditRow:
        zero = "every weight is 0, so that nothing is learned" if self._all_zero and self.given else ""
        wrong = self._wrong or zero
        return _row(self._name, "wrong" if wrong else "right", f"{wrong or 'finite'} ({self._seen:,} examples read)")


def _row(reader: str, verdict: Any, message: str, output: str = "") -> AuditRow:
    return AuditRow(
        output=output, reader=reader, kind="data", gives="", layer="", reads="", verdict=verdict, message=message
    )


def _part(structure: Any, gives: Gives, place: int, count: int) -> Any:
    """Return the labels or weights of one output."""
    if isinstance(structure, dict):
        if gives.name in structure:
            return structure[gives.name]
        return next(iter(structure.values())) if count == 1 == len(structure) else _ABSENT
    if count > 1 and len(gives.path) > 1:
        return _keras.at_path(structure, gives.path, _ABSENT)
    if isinstance(structure, list | tuple):
        return structure[place] if place < len(structure) else _ABSENT
    return structure if count == 1 else _ABSENT
