"""What the migrator writes computes what TensorFlow 1.15.5 computed: value, dtype, shape, and both gradients.

Each recorded call is rebuilt from its row (`Symbol.successor`), as the migrator would write it, and compared with the
record, except where one of the row's intended differences applies; where one does, the row must name it.
"""

from __future__ import annotations

import ast

import numpy as np
import pytest
import tensorflow as tf
from support.oracle import Case, cases, difference

import tfcompat
from tfcompat._symbols import DIFFERENCES, SYMBOLS, Symbol
from tfcompat.legacy._build import RELEASE

CALLS = [
    (path, case)
    for path, row in SYMBOLS.items()
    for case in cases(f"tf.{path}")
    if not row.successor.name.startswith("legacy.") and "second derivative" not in case.note
]
REDUCTIONS = {  # what TensorFlow 1 passes under the names that a row maps
    "none": "NONE",
    "weighted_sum": "SUM",
    "weighted_mean": "MEAN",
    "weighted_sum_over_batch_size": "SUM_OVER_BATCH_SIZE",
    "weighted_sum_by_nonzero_weights": "SUM_BY_NONZERO_WEIGHTS",
}


def successor(row: Symbol, case: Case, given: dict[str, tf.Tensor]) -> tf.Tensor:
    """Call what the migrator writes for this call."""
    new = row.successor
    args = {name: given.get(name, value) for name, value in case.args.items() if name not in new.dropped}
    callee = getattr(tfcompat, new.name)
    if new.settings or new.constructor:
        settings = {name: ast.literal_eval(text) for name, text in new.settings.items()}
        for old, keyword in new.constructor.items():
            if old in args:
                spelled = f"losses.Reduction.{REDUCTIONS[args.pop(old)]}"
                settings[keyword] = ast.literal_eval(new.values[old][spelled])
        callee = callee(**settings)
    if row.labels == "distribution" and not row.era(RELEASE).label_gradient:
        args["labels"] = tf.stop_gradient(args["labels"])
    return callee(**{new.arguments[name]: value for name, value in args.items() if value is not None})


def intended(row: Symbol, case: Case) -> set[str]:
    """The intended differences of the row that can show in this call, told from its arguments alone."""
    labels = np.asarray(next(case.args[name] for name in ("labels", "targets") if name in case.args))
    logits = np.asarray(case.args["logits"])
    weights = np.asarray(case.args.get("weights", 1))
    applies = {
        "half-precision": logits.dtype.itemsize < 4,
        "label-sum": row.labels == "distribution" and not _sums_to_one(labels, logits),
        "infinite-logits": not np.isfinite(logits.astype(float)).all(),
        "dtypes": row.labels != "ids" and labels.dtype != logits.dtype,
        "shapes": row.labels != "ids" and labels.shape != logits.shape,
        "float64-reduction": logits.dtype == np.float64,
        "zero-weight": bool((weights == 0).any()) and not np.isfinite(logits.astype(float)).all(),
        "zero-logit": bool((logits == 0).any()),
    }
    return {name for name in row.differences if applies.get(name)}


def _sums_to_one(labels: np.ndarray, logits: np.ndarray) -> bool:
    """To the precision of the logits: labels of a narrower type sum to 1 only to their own."""
    sums = labels.astype(logits.dtype).astype(float).sum(-1)
    return bool(np.allclose(sums, 1, rtol=0, atol=4 * float(np.finfo(logits.dtype).eps)))


def run(row: Symbol, case: Case):
    given = {name: tf.constant(value) for name, value in case.args.items() if isinstance(value, np.ndarray)}
    with tf.GradientTape() as tape:
        tape.watch(list(given.values()))
        value = successor(row, case, given)
        scalar = tf.reduce_sum(value * tf.cast(case.cotangent, value.dtype))
    return value, tape.gradient(scalar, {name: given[name] for name in case.gradients})


def alike(got, wanted: np.ndarray, differences: set[str]) -> bool:
    """Equal, where differences of precision are read in the coarser of the two."""
    got = np.asarray(got)
    if "half-precision" in differences:
        assert got.dtype in (np.float32, wanted.dtype)
        got, wanted = got.astype(np.float16), wanted.astype(np.float16)
    if "float64-reduction" in differences:
        got, wanted = got.astype(np.float32), wanted.astype(np.float32)
    return not difference(got, wanted)


@pytest.mark.parametrize(("path", "case"), CALLS, ids=[case.id for _, case in CALLS])
def test_same_as_tensorflow_1(path: str, case: Case) -> None:
    row = SYMBOLS[path]
    differences = intended(row, case)
    if case.error or "shapes" in differences:
        with pytest.raises((ValueError, TypeError, tf.errors.InvalidArgumentError)):
            run(row, case)
        return
    value, gradients = run(row, case)
    if differences.isdisjoint({"infinite-logits", "zero-weight"}):
        assert alike(value, case.value, differences)
    if differences.isdisjoint({"infinite-logits", "zero-weight", "label-sum", "zero-logit"}):
        for name, wanted in case.gradients.items():
            got = gradients[name]
            assert got is None if wanted is None else alike(got, wanted, differences), name


def test_every_named_difference_is_described():
    named = {name for row in SYMBOLS.values() for name in row.differences}
    assert named == set(DIFFERENCES)
