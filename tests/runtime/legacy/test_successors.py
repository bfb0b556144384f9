"""What the migrator writes computes what TensorFlow 1.15.5 computed: value, dtype, shape, and both gradients.

Each recorded call is rebuilt from its row (`Symbol.successor`), as the migrator would write it, and compared with the
record, except where one of the row's intended differences applies; where one does, the row must name it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import numpy as np
import pytest
import tensorflow as tf
from support.kerases import becomes_of_keras, marks_of
from support.oracle import ODD, Case, cases, difference

import tfcompat
from tfcompat._symbols import DIFFERENCES, SYMBOLS, Symbol
from tfcompat.legacy._build import RELEASE

if TYPE_CHECKING:
    from collections.abc import Collection

pytestmark = pytest.mark.without_keras

# What cancels to nearly nothing is compared with what it is the difference of.
CANCEL = {
    "losses.softmax_cross_entropy/w-one-mean",
    "losses.softmax_cross_entropy/w-bcast-first-mean",
    "losses.sigmoid_cross_entropy/w-neg-mix-default",
    "losses.sigmoid_cross_entropy/w-cancel-default",
    "losses.sigmoid_cross_entropy/r1-w-t-scalar-mean",
}
NEW = {path: row for path, row in SYMBOLS.items() if row.successor and not row.successor.name.startswith("legacy.")}


def _is_for_the_shim(row: Symbol, case: Case) -> bool:
    """Whether a call asks for something else than the one thing that the new name does."""
    return any(repr(case.args[name]) != value for name, value in row.successor.only.items() if name in case.args)


CALLS = [
    (path, case)
    for path, row in NEW.items()
    for case in cases(f"tf.{path}")
    if "second derivative" not in case.note and case.id not in ODD and not _is_for_the_shim(row, case)
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
    left = {*new.dropped, *new.only}
    args = {name: given.get(name, value) for name, value in case.args.items() if name not in left}
    callee = getattr(tfcompat, new.name)
    if new.settings or new.constructor:
        settings = {name: ast.literal_eval(text) for name, text in new.settings.items()}
        for old, keyword in new.constructor.items():
            if old in args:
                settings[keyword] = moved(row, old, args.pop(old))
        callee = callee(**settings)
    if row.labels == "distribution" and not row.era(RELEASE).label_gradient:
        args[labels_of(row)] = tf.stop_gradient(args[labels_of(row)])
    return callee(**{new.arguments[name]: value for name, value in args.items() if value is not None})


def moved(row: Symbol, old: str, value):
    """What the constructor gets, in the new spelling where the row gives one."""
    known = row.successor.values.get(old)
    return value if known is None else ast.literal_eval(known[f"losses.Reduction.{REDUCTIONS[value]}"])


def labels_of(row: Symbol, given: Collection[str] | None = None) -> str:
    """The parameter that holds the labels."""
    held = [old for old, new in row.arguments.items() if new in ("labels", "y_true")]
    return next(old for old in held if given is None or old in given)


def intended(row: Symbol, case: Case) -> set[str]:
    """The intended differences of the row that can show in this call, told from its arguments alone."""
    labels = np.asarray(case.args[labels_of(row, case.args)])
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
        "label-range": bool(((labels < 0) | ((labels > 1) & (row.labels != "distribution"))).any()),
        "weight-range": bool((np.asarray(case.args.get("pos_weight", 1)) < 0).any()),
        "smoothing-range": not 0 <= case.args.get("label_smoothing", 0) <= 1,
        "smoothing-axis": bool(case.args.get("label_smoothing")) and logits.ndim > 2,
    }
    # What makes the fix unsafe, as the row says: weights that count once in tf.contrib, and for each example here.
    once = {"one-weight"} if row.successor.doubts and weights.ndim and weights.shape[0] == 1 else set()
    return {name for name in row.differences if applies.get(name)} | once


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


def alike(got, wanted: np.ndarray, differences: set[str], largest: float | None = None) -> bool:
    """Equal, where differences of precision are read in the coarser of the two."""
    got = np.asarray(got)
    if "half-precision" in differences:
        assert got.dtype in (np.float32, wanted.dtype)
        got, wanted = got.astype(np.float16), wanted.astype(np.float16)
    if "float64-reduction" in differences:
        got, wanted = got.astype(np.float32), wanted.astype(np.float32)
    return not difference(got, wanted, largest=largest)


@pytest.mark.parametrize(
    ("path", "case"),
    [pytest.param(path, case, marks=marks_of(path, becomes_of_keras), id=case.id) for path, case in CALLS],
)
def test_same_as_tensorflow_1(path: str, case: Case) -> None:
    row = SYMBOLS[path]
    differences = intended(row, case)
    if case.error or not differences.isdisjoint({"shapes", "label-range", "smoothing-range", "weight-range"}):
        with pytest.raises((ValueError, TypeError, tf.errors.InvalidArgumentError)):
            run(row, case)
        return
    value, gradients = run(row, case)
    others = {"infinite-logits", "zero-weight", "smoothing-axis", "one-weight"}
    largest = 8.0 if case.id in CANCEL else None
    if differences.isdisjoint(others):
        assert alike(value, case.value, differences, largest)
    if differences.isdisjoint({*others, "label-sum", "zero-logit"}):
        for name, wanted in case.gradients.items():
            got = gradients[name]
            assert got is None if wanted is None else alike(got, wanted, differences, largest), name


def test_every_named_difference_is_described():
    named = {name for row in SYMBOLS.values() for name in row.differences}
    assert named == set(DIFFERENCES)
