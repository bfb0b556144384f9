"""Every shim computes what TensorFlow 1.15.5 was recorded to compute, in eager, in tf.function and in a TF1 graph."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
import tensorflow as tf
from support.kerases import marks_of
from support.oracle import Case, recorded
from support.replay import MODES, NOT_REPLAYED, calls, modes, reason, replayed, unequal

ROOT = Path(__file__).parents[3]
pytestmark = [pytest.mark.without_keras, pytest.mark.no_cover, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


def runs():
    """Each recorded call in each mode; where one cannot be replayed, an unexpected pass fails."""
    for path, case in calls():
        for mode in modes(path):
            why = reason(case, mode)
            marks = [*marks_of(path), *([pytest.mark.xfail(reason=why, strict=True)] if why else [])]
            yield pytest.param(path, case, mode, marks=marks, id=f"{case.id}-{mode}")


@pytest.mark.parametrize(("path", "case", "mode"), list(runs()))
def test_same_as_tensorflow_1(path: str, case: Case, mode: str) -> None:
    if case.error:
        with pytest.raises((ValueError, TypeError, tf.errors.InvalidArgumentError)):
            replayed(path, case, mode)
    else:
        assert not unequal(case, replayed(path, case, mode))


def test_every_recorded_call_is_replayed_or_has_its_reason():
    again = {case.id for _, case in calls()}
    left = {case["symbol"] for case in recorded() if case["id"] not in again}
    assert left == set(NOT_REPLAYED["symbols"])


def test_what_is_not_replayed_is_a_recorded_call_with_a_reason():
    assert set(NOT_REPLAYED["cases"]) <= {case["id"] for case in recorded()}
    assert all(NOT_REPLAYED["symbols"].values())
    assert all(case["reason"] and set(case["modes"]) <= set(MODES) for case in NOT_REPLAYED["cases"].values())


def test_the_documentation_counts_these_calls():
    record = json.loads((ROOT / "benchmarks" / "results" / "replay.json").read_text(encoding="utf-8"))
    assert {row["symbol"]: row["calls"] for row in record["rows"]} == Counter(path for path, _ in calls())
    never = Counter(path for path, case in calls() if all(reason(case, mode) for mode in modes(path)))
    assert {row["symbol"]: row["not equal"] for row in record["rows"] if row["not equal"]} == never
