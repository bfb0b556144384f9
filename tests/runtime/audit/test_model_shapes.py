"""Of each shape of a model, the audit says what is right, and of few that it does not know."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.model_shapes import GROUPS, SHAPES, compiled

import tfcompat
from tfcompat._keras import keras

CHECKOUT = Path(tfcompat.__file__).parents[1]
FEWEST, MOST_UNKNOWN = 60, 0.05


def verdict(row):
    return {"right": "ok", "unknown": "?"}.get(row.verdict, row.code.removeprefix("TFC"))


@pytest.mark.parametrize("name", SHAPES)
def test_each_shape_gets_the_right_verdicts(name):
    shape = SHAPES[name]
    keras.mixed_precision.set_global_policy(shape.policy)
    found = tfcompat.audit(compiled(shape), inputs=shape.inputs)
    assert [verdict(row) for row in found.rows] == shape.verdicts.split(), f"{found}"


def test_few_verdicts_are_unknown():
    verdicts = [verdict for shape in SHAPES.values() for verdict in shape.verdicts.split()]
    assert len(SHAPES) >= FEWEST
    assert verdicts.count("?") / len(verdicts) < MOST_UNKNOWN


def test_the_record_in_the_docs_is_of_these_shapes():
    record = json.loads((CHECKOUT / "benchmarks" / "results" / "audit.json").read_text(encoding="utf-8"))
    counts = {group: len(shapes) for group, shapes in GROUPS.items()}
    assert {row["group"]: row["shapes"] for row in record["rows"]} == counts
    assert sum(row["unknown"] for row in record["rows"]) == sum(shape.verdicts.count("?") for shape in SHAPES.values())
    assert sum(row["wrong"] for row in record["rows"]) == 0
